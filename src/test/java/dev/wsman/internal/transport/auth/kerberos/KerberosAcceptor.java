package dev.wsman.internal.transport.auth.kerberos;

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
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.MessageProp;
import org.ietf.jgss.Oid;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.GssMechanism;
import dev.wsman.internal.transport.auth.MechanismOid;
import dev.wsman.internal.transport.encryption.SealBrokenException;
import dev.wsman.internal.transport.encryption.SealedPart;

/** The server's side of Kerberos for tests: JGSS with a key table. It wraps as JGSS does, or as Windows does. */
final class KerberosAcceptor implements GssMechanism {
    private final Subject subject;
    private final GSSContext context;
    private final boolean likeWindows;

    KerberosAcceptor(Path keytab, String principal, boolean likeWindows)
            throws LoginException, PrivilegedActionException {
        this.subject = logIn(keytab, principal);
        this.context = Subject.doAs(subject, (PrivilegedExceptionAction<GSSContext>) KerberosAcceptor::accept);
        this.likeWindows = likeWindows;
    }

    private static Subject logIn(Path keytab, String principal) throws LoginException {
        Map<String, String> options = Map.of(
                "useKeyTab", "true",
                "keyTab", keytab.toString(),
                "principal", principal,
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
        LoginContext login = new LoginContext("acceptor", new Subject(), null, configuration);
        login.login();
        return login.getSubject();
    }

    private static GSSContext accept() throws GSSException {
        GSSManager manager = GSSManager.getInstance();
        Oid kerberos = new Oid(MechanismOid.KERBEROS.dotted());
        return manager.createContext(
                manager.createCredential(null, GSSCredential.INDEFINITE_LIFETIME, kerberos, GSSCredential.ACCEPT_ONLY));
    }

    String client() throws GSSException {
        return context.getSrcName().toString();
    }

    GSSContext context() {
        return context;
    }

    @Override
    public String name() {
        return "Kerberos acceptor";
    }

    @Override
    public MechanismOid oid() {
        return MechanismOid.KERBEROS;
    }

    @Override
    public byte[] step(byte[] peerToken) throws AuthenticationFailedException {
        try {
            return Subject.doAs(subject, (PrivilegedExceptionAction<byte[]>)
                    () -> context.acceptSecContext(peerToken, 0, peerToken.length));
        } catch (PrivilegedActionException failed) {
            throw new AuthenticationFailedException("Kerberos acceptor: " + failed.getException(), failed);
        }
    }

    @Override
    public boolean established() {
        return context.isEstablished();
    }

    @Override
    public boolean canSeal() {
        return true;
    }

    @Override
    public byte[] sign(byte[] message) throws AuthenticationFailedException {
        try {
            return context.getMIC(message, 0, message.length, new MessageProp(0, false));
        } catch (GSSException failed) {
            throw new AuthenticationFailedException("Kerberos acceptor", failed);
        }
    }

    @Override
    public void verify(byte[] message, byte[] signature) throws AuthenticationFailedException {
        try {
            context.verifyMIC(signature, 0, signature.length, message, 0, message.length, new MessageProp(0, false));
        } catch (GSSException failed) {
            throw new AuthenticationFailedException("Kerberos acceptor", failed);
        }
    }

    /** JGSS and MIT leave the token as it is and cut it after 60 octets, as Microsoft OMI does. */
    @Override
    public SealedPart wrap(byte[] plain, int offset, int length) throws SealBrokenException {
        try {
            byte[] token = context.wrap(plain, offset, length, new MessageProp(0, true));
            if (likeWindows) {
                return CfxToken.split(token, length);
            }
            return new SealedPart(
                    Arrays.copyOf(token, token.length - length),
                    Arrays.copyOfRange(token, token.length - length, token.length));
        } catch (GSSException failed) {
            throw new SealBrokenException("Kerberos acceptor", failed);
        }
    }

    @Override
    public byte[] unwrap(byte[] token, int signatureLength) throws SealBrokenException {
        try {
            return context.unwrap(token, 0, token.length, new MessageProp(0, true));
        } catch (GSSException failed) {
            throw new SealBrokenException("Kerberos acceptor", failed);
        }
    }

    @Override
    public void close() {
        try {
            context.dispose();
        } catch (GSSException gone) {
            throw new IllegalStateException(gone);
        }
    }
}
