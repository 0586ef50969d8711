package dev.wsman.testkit.auth;

import java.nio.file.Path;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.Arrays;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.MessageProp;
import org.ietf.jgss.Oid;

/**
 * The client's end of a connection with bare Kerberos tokens and encrypted messages, for a host that sends events. Not
 * thread-safe, like a connection.
 */
public final class KerberosChannel {
    private static final String PROTOCOL = "application/HTTP-Kerberos-session-encrypted";

    private final Subject subject;
    private final GSSContext context;
    private final EncryptedMessages messages = new EncryptedMessages(new Wrapping(), EncryptionFraming.WINDOWS);

    /**
     * Logs in with a key table.
     *
     * @param service the service, such as {@code HTTP@localhost}
     * @throws RefusedException if there is no ticket
     */
    public KerberosChannel(Path keytab, String principal, String service) throws RefusedException {
        try {
            subject = logIn(keytab, principal);
            context = Subject.doAs(subject, (PrivilegedExceptionAction<GSSContext>) () -> create(service));
        } catch (LoginException | PrivilegedActionException unusable) {
            throw new RefusedException("Kerberos: no ticket of " + principal + " for " + service, unusable);
        }
    }

    private static Subject logIn(Path keytab, String principal) throws LoginException {
        Map<String, String> options = Map.of(
                "useKeyTab", "true",
                "keyTab", keytab.toString(),
                "principal", principal,
                "storeKey", "true",
                "doNotPrompt", "true");
        AppConfigurationEntry entry = new AppConfigurationEntry(
                "com.sun.security.auth.module.Krb5LoginModule", LoginModuleControlFlag.REQUIRED, options);
        LoginContext login = new LoginContext("testkit", new Subject(), null, new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return new AppConfigurationEntry[] {entry};
            }
        });
        login.login();
        return login.getSubject();
    }

    private static GSSContext create(String service) throws GSSException {
        Oid mechanism = new Oid("1.2.840.113554.1.2.2");
        GSSManager manager = GSSManager.getInstance();
        GSSName name = manager.createName(service, GSSName.NT_HOSTBASED_SERVICE, mechanism);
        GSSContext context = manager.createContext(name, mechanism, null, GSSContext.DEFAULT_LIFETIME);
        context.requestMutualAuth(true);
        context.requestConf(true);
        context.requestInteg(true);
        return context;
    }

    /** Returns the token of the first request. */
    public byte[] firstToken() throws RefusedException {
        return step(new byte[0]);
    }

    /** Accepts the token of the reply. */
    public void complete(byte[] token) throws RefusedException {
        step(token);
        if (!context.isEstablished()) {
            throw new RefusedException("Kerberos: the token of the sink does not complete the context");
        }
    }

    private byte[] step(byte[] token) throws RefusedException {
        try {
            byte[] next = Subject.doAs(
                    subject, (PrivilegedExceptionAction<byte[]>) () -> context.initSecContext(token, 0, token.length));
            return next == null ? new byte[0] : next;
        } catch (PrivilegedActionException failed) {
            throw new RefusedException("Kerberos: " + failed.getException().getMessage(), failed);
        }
    }

    /** Returns the encrypted form of a body. */
    public byte[] encrypt(String contentType, byte[] body) {
        return messages.encrypt(contentType, body).body();
    }

    /** The Content-Type of encrypted bodies. */
    public String contentType() {
        return "multipart/encrypted;protocol=\"" + PROTOCOL + "\";boundary=\"Encrypted Boundary\"";
    }

    /** Returns the plain form of a body. */
    public byte[] decrypt(String contentType, byte[] body) throws RefusedException {
        if (!EncryptedMessages.isEncrypted(contentType)) {
            throw new RefusedException("Kerberos: the reply is not encrypted but " + contentType);
        }
        messages.receive(contentType, body);
        return messages.decrypt(contentType, body);
    }

    /** Wraps messages with the context. */
    private final class Wrapping implements Acceptor {
        @Override
        public byte[] accept(byte[] token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean established() {
            return context.isEstablished();
        }

        @Override
        public String user() {
            return "";
        }

        @Override
        public String protocol() {
            return PROTOCOL;
        }

        @Override
        public WrappedMessage wrap(byte[] plain) throws RefusedException {
            try {
                byte[] token = context.wrap(plain, 0, plain.length, new MessageProp(0, true));
                int overhead = token.length - plain.length;
                return new WrappedMessage(
                        Arrays.copyOf(token, overhead), Arrays.copyOfRange(token, overhead, token.length));
            } catch (GSSException failed) {
                throw new RefusedException("Kerberos: cannot encrypt", failed);
            }
        }

        @Override
        public byte[] unwrap(byte[] token) throws RefusedException {
            try {
                return context.unwrap(token, 0, token.length, new MessageProp(0, true));
            } catch (GSSException failed) {
                throw new RefusedException("Kerberos: a message does not verify", failed);
            }
        }
    }
}
