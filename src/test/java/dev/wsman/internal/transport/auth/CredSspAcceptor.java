package dev.wsman.internal.transport.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PublicKey;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** The server's side of CredSSP for tests, with NTLM inside. */
final class CredSspAcceptor implements SecurityContext {
    private final InnerTls tls;
    private final NtlmAcceptor mechanism;
    private final PublicKey provenKey;
    private final int version;
    private String delegated = "";

    /** Proves the given key, which is the certificate's unless somebody stands in between. */
    CredSspAcceptor(
            TestCertificate certificate, PublicKey provenKey, NtlmAcceptor mechanism, int version, String... suites)
            throws Exception {
        SSLEngine engine = certificate.serverContext().createSSLEngine();
        engine.setUseClientMode(false);
        if (suites.length > 0) {
            engine.setEnabledCipherSuites(suites);
        }
        this.tls = new InnerTls(engine);
        this.mechanism = mechanism;
        this.provenKey = provenKey;
        this.version = version;
    }

    /** What the client handed over, as {@code domain\\user:password}. */
    String delegated() {
        return delegated;
    }

    @Override
    public byte[] step(byte[] clientToken) throws AuthenticationFailed {
        try {
            if (!tls.handshakeDone()) {
                byte[] records = tls.handshake(clientToken);
                if (!tls.handshakeDone() || records.length > 0) {
                    return records;
                }
            }
            byte[] answer = answer(CredSspRequest.parse(tls.unwrap(clientToken)));
            return answer.length == 0 ? answer : tls.wrap(answer, 0, answer.length);
        } catch (SSLException broken) {
            throw new AuthenticationFailed("CredSSP acceptor", broken);
        }
    }

    private byte[] answer(CredSspRequest request) throws AuthenticationFailed {
        if (request.authInfo() != null) {
            delegated = credentials(unseal(request.authInfo()));
            return new byte[0];
        }
        byte[] token;
        try {
            token = mechanism.step(request.negotiation());
        } catch (AuthenticationFailed wrongPassword) {
            return new CredSspRequest(version, null, null, null, 0xc000006d, null).encode();
        }
        if (request.publicKeyProof() == null) {
            return new CredSspRequest(version, token, null, null, 0, null).encode();
        }
        if (!MessageDigest.isEqual(
                unseal(request.publicKeyProof()), CredSspBinding.toServer(request.nonce(), provenKey))) {
            throw new AuthenticationFailed("CredSSP acceptor: the client saw another key");
        }
        byte[] proof = seal(CredSspBinding.toClient(request.nonce(), provenKey));
        return new CredSspRequest(version, null, null, proof, 0, null).encode();
    }

    private static String credentials(byte[] encoded) throws AuthenticationFailed {
        Der credentials = Der.read(encoded).enter(Der.SEQUENCE);
        credentials.skip();
        Der fields = Der.read(credentials.enter(Der.context(1)).contents(Der.OCTET_STRING))
                .enter(Der.SEQUENCE);
        return text(fields, 0) + "\\" + text(fields, 1) + ":" + text(fields, 2);
    }

    private static String text(Der fields, int number) throws AuthenticationFailed {
        return new String(fields.enter(Der.context(number)).contents(Der.OCTET_STRING), StandardCharsets.UTF_16LE);
    }

    private byte[] seal(byte[] plain) {
        SealedPart part = mechanism.wrap(plain, 0, plain.length);
        return ByteBuffer.allocate(part.length())
                .put(part.signature())
                .put(part.cipherText())
                .array();
    }

    private byte[] unseal(byte[] token) throws AuthenticationFailed {
        try {
            return mechanism.unwrap(token, 16);
        } catch (SealBroken broken) {
            throw new AuthenticationFailed("CredSSP acceptor", broken);
        }
    }

    @Override
    public String scheme() {
        return "CredSSP";
    }

    @Override
    public boolean established() {
        return !delegated.isEmpty();
    }

    @Override
    public boolean canSeal() {
        return true;
    }

    @Override
    public String sealingProtocol() {
        return "application/HTTP-CredSSP-session-encrypted";
    }

    @Override
    public int maximumPlainText() {
        return CredSspContext.MAXIMUM_PLAIN_TEXT;
    }

    @Override
    public SealedPart wrap(byte[] plain, int offset, int length) throws IOException {
        return tls.seal(plain, offset, length);
    }

    @Override
    public byte[] unwrap(byte[] token, int signatureLength) throws SealBroken {
        try {
            return tls.unwrap(token);
        } catch (SSLException broken) {
            throw new SealBroken("CredSSP acceptor", broken);
        }
    }

    @Override
    public void close() {
        tls.close();
    }
}
