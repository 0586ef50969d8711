package dev.wsman.testkit.auth;

import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.MessageProp;
import org.ietf.jgss.Oid;

/** Kerberos with JGSS and a key table, bare or inside SPNEGO. */
public final class KerberosAcceptor implements SigningAcceptor {
    private static final String SPNEGO_OID = "1.3.6.1.5.5.2";
    private static final String KERBEROS_OID = "1.2.840.113554.1.2.2";
    /** The length of the token header. */
    private static final int TOKEN_HEADER = 16;
    /** The length of the encrypted header and the checksum after the message, with AES (RFC 4121 4.2.4, RFC 3962). */
    private static final int TRAILER = 28;
    /** The length of everything but the message: token header, confounder of 16 bytes, and trailer. */
    private static final int OVERHEAD = 60;

    private final Subject subject;
    private final GSSContext context;
    private final boolean spnego;
    private final boolean rotating;

    /**
     * Creates an acceptor of bare tokens without a channel binding. If {@code rotating}, it rotates tokens as Windows
     * does; MIT, OMI and JGSS do not.
     */
    public KerberosAcceptor(ServiceKeys keys, boolean rotating) throws RefusedException {
        this(keys, false, rotating, Optional.empty());
    }

    /**
     * Creates an acceptor. If {@code rotating}, the trailer is moved before the message, as Windows does; otherwise
     * it stays at the end, as in MIT, OMI and JGSS.
     */
    KerberosAcceptor(ServiceKeys keys, boolean spnego, boolean rotating, Optional<ChannelBinding> binding)
            throws RefusedException {
        this.spnego = spnego;
        this.rotating = rotating;
        try {
            subject = logIn(keys);
            context = Subject.doAs(subject, (PrivilegedExceptionAction<GSSContext>) () -> create(spnego));
            if (binding.isPresent() && binding.get().required()) {
                context.setChannelBinding(
                        new org.ietf.jgss.ChannelBinding(binding.get().data()));
            }
        } catch (LoginException | PrivilegedActionException | GSSException unusable) {
            throw new RefusedException("Kerberos: no key for " + keys.principal(), unusable);
        }
    }

    private static Subject logIn(ServiceKeys keys) throws LoginException {
        Map<String, String> options = Map.of(
                "useKeyTab", "true",
                "keyTab", keys.keytab().toString(),
                "principal", keys.principal(),
                "storeKey", "true",
                "isInitiator", "false",
                "doNotPrompt", "true");
        AppConfigurationEntry entry = new AppConfigurationEntry(
                "com.sun.security.auth.module.Krb5LoginModule", LoginModuleControlFlag.REQUIRED, options);
        Configuration configuration = new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return new AppConfigurationEntry[] {entry};
            }
        };
        LoginContext login = new LoginContext("testkit", new Subject(), null, configuration);
        login.login();
        return login.getSubject();
    }

    private static GSSContext create(boolean spnego) throws GSSException {
        Oid mechanism = new Oid(spnego ? SPNEGO_OID : KERBEROS_OID);
        GSSManager manager = GSSManager.getInstance();
        return manager.createContext(manager.createCredential(
                null, GSSCredential.INDEFINITE_LIFETIME, mechanism, GSSCredential.ACCEPT_ONLY));
    }

    @Override
    public byte[] accept(byte[] token) throws RefusedException {
        try {
            byte[] reply = Subject.doAs(subject, (PrivilegedExceptionAction<byte[]>)
                    () -> context.acceptSecContext(token, 0, token.length));
            return reply == null ? new byte[0] : reply;
        } catch (PrivilegedActionException failed) {
            throw new RefusedException("Kerberos: " + failed.getException().getMessage(), failed);
        }
    }

    @Override
    public boolean established() {
        return context.isEstablished();
    }

    @Override
    public String user() {
        try {
            return context.getSrcName().toString();
        } catch (GSSException unknown) {
            return "";
        }
    }

    @Override
    public String protocol() {
        return "application/HTTP-" + (spnego ? "SPNEGO" : "Kerberos") + "-session-encrypted";
    }

    @Override
    public WrappedMessage wrap(byte[] plain) throws RefusedException {
        try {
            byte[] token = context.wrap(plain, 0, plain.length, new MessageProp(0, true));
            int overhead = token.length - plain.length;
            byte[] sent = rotating && overhead == OVERHEAD ? rotated(token) : token;
            return new WrappedMessage(Arrays.copyOf(sent, overhead), Arrays.copyOfRange(sent, overhead, sent.length));
        } catch (GSSException failed) {
            throw new RefusedException("Kerberos: cannot encrypt", failed);
        }
    }

    /** Returns a Wrap token without the flag Sealed (RFC 4121 4.2.2): signed, but readable on the network. */
    public byte[] wrapWithoutEncryption(byte[] plain) throws RefusedException {
        try {
            return context.wrap(plain, 0, plain.length, new MessageProp(0, false));
        } catch (GSSException failed) {
            throw new RefusedException("Kerberos: cannot sign", failed);
        }
    }

    @Override
    public ASN1ObjectIdentifier mechanism() {
        return SpnegoTokens.KERBEROS;
    }

    @Override
    public byte[] sign(byte[] text) throws RefusedException {
        try {
            return context.getMIC(text, 0, text.length, new MessageProp(0, false));
        } catch (GSSException failed) {
            throw new RefusedException("Kerberos: cannot sign", failed);
        }
    }

    @Override
    public void verify(byte[] text, byte[] signature) throws RefusedException {
        try {
            context.verifyMIC(signature, 0, signature.length, text, 0, text.length, new MessageProp(0, false));
        } catch (GSSException failed) {
            throw new RefusedException("Kerberos: a signature is wrong", failed);
        }
    }

    /**
     * Rotates a token (RFC 4121 4.2.5) with the rotation count of Windows: the trailer moves before the confounder.
     */
    private static byte[] rotated(byte[] token) {
        byte[] rotated = token.clone();
        rotated[6] = 0;
        rotated[7] = TRAILER;
        int body = token.length - TOKEN_HEADER - TRAILER;
        System.arraycopy(token, TOKEN_HEADER + body, rotated, TOKEN_HEADER, TRAILER);
        System.arraycopy(token, TOKEN_HEADER, rotated, TOKEN_HEADER + TRAILER, body);
        return rotated;
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
