package dev.wsman.internal.transport.auth.kerberos;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.GssMechanism;
import dev.wsman.internal.transport.auth.ServiceName;
import dev.wsman.internal.transport.encryption.EncryptedPart;
import dev.wsman.internal.transport.encryption.EncryptionBrokenException;
import java.nio.ByteBuffer;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.Locale;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;

/**
 * Kerberos through the JDK's SASL mechanism GSSAPI (RFC 4752), which can pass a channel binding that Windows accepts.
 * Its first two messages are those of the Kerberos mechanism itself, and HTTP needs no more. It authenticates both
 * sides and does not encrypt; over https TLS does.
 */
final class SaslKerberosMechanism extends KerberosInitiator {
    private static final String BINDING = "jdk.internal.sasl.tlschannelbinding";

    private final SaslClient client;
    private boolean established;

    /** Begins the handshake with a target; fetches the server's ticket. */
    static GssMechanism begin(Subject subject, AuthenticationTarget target, ServiceName service, byte[] binding)
            throws AuthenticationFailedException {
        String name = service.of(target);
        Map<String, Object> properties =
                Map.of(Sasl.QOP, "auth-conf,auth-int,auth", Sasl.SERVER_AUTH, "true", BINDING, binding);
        PrivilegedExceptionAction<SaslClient> creation = () -> Sasl.createSaslClient(
                new String[] {"GSSAPI"},
                null,
                service.serviceClass(),
                target.host().toLowerCase(Locale.ROOT),
                properties,
                null);
        try {
            SaslClient client = Subject.doAs(subject, creation);
            if (client == null) {
                throw new AuthenticationFailedException("Kerberos: this Java runtime has no module jdk.security.jgss");
            }
            SaslKerberosMechanism mechanism = new SaslKerberosMechanism(name, subject, client);
            mechanism.begin();
            return mechanism;
        } catch (PrivilegedActionException failed) {
            throw KerberosFailure.of(name, failed);
        }
    }

    private SaslKerberosMechanism(String target, Subject subject, SaslClient client) {
        super(target, subject);
        this.client = client;
    }

    @Override
    byte[] next(byte[] peerToken) throws AuthenticationFailedException {
        if (established) {
            throw refused();
        }
        byte[] token = asUser(() -> client.evaluateChallenge(peerToken));
        established = peerToken.length > 0;
        return token;
    }

    @Override
    AuthenticationFailedException refused() {
        return new AuthenticationFailedException("Kerberos: the server refused the ticket for " + target()
                + "; check that this principal belongs to the server's account, that the clocks agree, and that no"
                + " proxy terminates the TLS connection");
    }

    @Override
    public boolean established() {
        return established;
    }

    @Override
    public boolean canEncrypt() {
        return false;
    }

    @Override
    public byte[] sign(byte[] message) throws AuthenticationFailedException {
        throw new AuthenticationFailedException(
                "Kerberos: the server wants the negotiation signed, which cannot be done together with"
                        + " the channel binding in this Java runtime; use the scheme Kerberos");
    }

    @Override
    public void verify(byte[] message, byte[] signature) throws AuthenticationFailedException {
        sign(message);
    }

    @Override
    public EncryptedPart wrap(byte[] plain, int offset, int length) throws EncryptionBrokenException {
        throw new EncryptionBrokenException("Kerberos: this context does not encrypt");
    }

    @Override
    public ByteBuffer unwrap(ByteBuffer token, int signatureLength) throws EncryptionBrokenException {
        throw new EncryptionBrokenException("Kerberos: this context does not encrypt");
    }

    @Override
    public void close() {
        try {
            client.dispose();
        } catch (SaslException alreadyGone) {
            // nothing is left to dispose of
        }
    }
}
