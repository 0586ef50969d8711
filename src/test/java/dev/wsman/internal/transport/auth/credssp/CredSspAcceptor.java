package dev.wsman.internal.transport.auth.credssp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.Der;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.TestCertificate;
import dev.wsman.internal.transport.auth.ntlm.NtlmAcceptor;
import dev.wsman.internal.transport.encryption.SealBrokenException;
import dev.wsman.internal.transport.encryption.SealedPart;

/**
 * The server's side of CredSSP for tests, with NTLM inside; its proof, and what it says in the inner TLS session, are
 * up to a test.
 */
final class CredSspAcceptor implements SecurityContext {
    private final InnerTls tls;
    private final NtlmAcceptor mechanism;
    private final PublicKey key;
    private final Proof proof;
    private final int version;
    private byte[] nonce = {};
    private byte[] clientProof = {};
    private String delegated = "";

    /** Makes the server's proof, as it stands in the message: usually {@link #seal}ed. Null for none. */
    @FunctionalInterface
    interface Proof {
        byte @Nullable [] of(CredSspAcceptor server);

        /** MS-CSSP 3.1.5, versions 5 and 6. */
        Proof HONEST = server -> server.seal(bindingHash("Server-To-Client", server.nonce, server.key));
    }

    CredSspAcceptor(TestCertificate certificate, NtlmAcceptor mechanism, Proof proof, int version, String... suites)
            throws Exception {
        SSLEngine engine = certificate.serverContext().createSSLEngine();
        engine.setUseClientMode(false);
        if (suites.length > 0) {
            engine.setEnabledCipherSuites(suites);
        }
        this.tls = new InnerTls(engine);
        this.mechanism = mechanism;
        this.key = certificate.certificate().getPublicKey();
        this.proof = proof;
        this.version = version;
    }

    /** SHA-256 over the direction's magic with its NUL, the nonce and the key's bits (MS-CSSP 3.1.5). */
    static byte[] bindingHash(String direction, byte[] nonce, PublicKey key) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(("CredSSP " + direction + " Binding Hash\0").getBytes(StandardCharsets.US_ASCII));
            sha256.update(nonce);
            return sha256.digest(SubjectPublicKeyInfo.getInstance(key.getEncoded())
                    .getPublicKeyData()
                    .getOctets());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    PublicKey key() {
        return key;
    }

    /** The nonce that the client sent. */
    byte[] nonce() {
        return nonce;
    }

    /** The proof that the client sent, unsealed. */
    byte[] clientProof() {
        return clientProof;
    }

    /** The record that asks a TLS 1.2 client for another handshake. */
    byte[] helloRequest() throws SSLException {
        tls.engine().beginHandshake();
        return ownRecord();
    }

    /** The record that ends the session. */
    byte[] closeNotify() throws SSLException {
        tls.engine().closeOutbound();
        return ownRecord();
    }

    private byte[] ownRecord() throws SSLException {
        ByteBuffer record = ByteBuffer.allocate(tls.engine().getSession().getPacketBufferSize());
        tls.engine().wrap(ByteBuffer.allocate(0), record);
        return Arrays.copyOf(record.array(), record.position());
    }

    /** The records of a text, as in a message of the handshake. */
    byte[] records(byte[] text) throws SSLException {
        return tls.wrap(text, 0, text.length);
    }

    /** What the client handed over, as {@code domain\\user:password}. */
    String delegated() {
        return delegated;
    }

    @Override
    public byte[] step(byte[] clientToken) throws AuthenticationFailedException {
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
            throw new AuthenticationFailedException("CredSSP acceptor", broken);
        }
    }

    private byte[] answer(CredSspRequest request) throws AuthenticationFailedException {
        if (request.authInfo() != null) {
            delegated = credentials(unseal(request.authInfo()));
            return new byte[0];
        }
        byte[] token;
        try {
            token = mechanism.step(request.negotiation());
        } catch (AuthenticationFailedException wrongPassword) {
            return new CredSspRequest(version, null, null, null, 0xc000006d, null).encode();
        }
        if (request.publicKeyProof() == null) {
            return new CredSspRequest(version, token, null, null, 0, null).encode();
        }
        nonce = request.nonce();
        clientProof = unseal(request.publicKeyProof());
        if (proof == Proof.HONEST && !Arrays.equals(clientProof, bindingHash("Client-To-Server", nonce, key))) {
            throw new AuthenticationFailedException("CredSSP acceptor: the client saw another key");
        }
        return new CredSspRequest(version, null, null, proof.of(this), 0, null).encode();
    }

    private static String credentials(byte[] encoded) throws AuthenticationFailedException {
        Der credentials = Der.read(encoded).enter(Der.SEQUENCE);
        credentials.skip();
        Der fields = Der.read(credentials.enter(Der.context(1)).contents(Der.OCTET_STRING))
                .enter(Der.SEQUENCE);
        return text(fields, 0) + "\\" + text(fields, 1) + ":" + text(fields, 2);
    }

    private static String text(Der fields, int number) throws AuthenticationFailedException {
        return new String(fields.enter(Der.context(number)).contents(Der.OCTET_STRING), StandardCharsets.UTF_16LE);
    }

    byte[] seal(byte[] plain) {
        SealedPart part = mechanism.wrap(plain, 0, plain.length);
        return ByteBuffer.allocate(part.length())
                .put(part.signature())
                .put(part.cipherText())
                .array();
    }

    private byte[] unseal(byte[] token) throws AuthenticationFailedException {
        try {
            return mechanism.unwrap(token, 16);
        } catch (SealBrokenException broken) {
            throw new AuthenticationFailedException("CredSSP acceptor", broken);
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
    public byte[] unwrap(byte[] token, int signatureLength) throws SealBrokenException {
        try {
            return tls.unwrap(token);
        } catch (SSLException broken) {
            throw new SealBrokenException("CredSSP acceptor", broken);
        }
    }

    @Override
    public void close() {
        tls.close();
    }
}
