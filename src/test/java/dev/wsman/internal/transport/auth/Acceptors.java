package dev.wsman.internal.transport.auth;

import java.nio.file.Path;
import java.security.PrivilegedActionException;
import javax.security.auth.login.LoginException;

/**
 * The servers' sides of the handshakes, for a test server: {@link SecurityContext#step} takes the client's token and answers the one
 * to send back, with 401 while the context is not established and with 200 once it is; {@link SealedBody} serves both sides.
 */
public final class Acceptors {
    private Acceptors() {}

    /** NTLM tokens as they are, under the given scheme: Negotiate or NTLM. */
    public static SecurityContext rawNtlm(String scheme, String user, String password) {
        return new BareContext(scheme, new NtlmAcceptor(user, password), MechanismContext.SPNEGO_PROTOCOL);
    }

    /** NTLM inside SPNEGO, with the mechListMIC both ways. */
    public static SecurityContext spnegoNtlm(String user, String password) {
        return new SpnegoAcceptor(new NtlmAcceptor(user, password), false);
    }

    /** Kerberos inside SPNEGO, with the key of the principal {@code HTTP/host@REALM}. */
    public static SecurityContext spnegoKerberos(Path keytab, String principal)
            throws LoginException, PrivilegedActionException {
        return new SpnegoAcceptor(new KerberosAcceptor(keytab, principal, true), false);
    }

    /** The bare scheme Kerberos. */
    public static SecurityContext kerberos(Path keytab, String principal)
            throws LoginException, PrivilegedActionException {
        return new BareContext(
                "Kerberos", new KerberosAcceptor(keytab, principal, true), MechanismContext.KERBEROS_PROTOCOL);
    }

    /** CredSSP version 6 with NTLM inside and a new self-signed certificate. */
    public static SecurityContext credSsp(String user, String password) throws Exception {
        TestCertificate certificate = TestCertificate.create("SHA256withRSA");
        return new CredSspAcceptor(
                certificate, certificate.certificate().getPublicKey(), new NtlmAcceptor(user, password), 6);
    }
}
