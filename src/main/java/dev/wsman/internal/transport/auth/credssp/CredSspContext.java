package dev.wsman.internal.transport.auth.credssp;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.Der;
import dev.wsman.internal.transport.auth.GssMechanism;
import dev.wsman.internal.transport.auth.Secret;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.WindowsAccount;
import dev.wsman.internal.transport.auth.ntlm.NtlmSession;
import dev.wsman.internal.transport.encryption.EncryptedPart;
import dev.wsman.internal.transport.encryption.EncryptionBrokenException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * The client of CredSSP (MS-CSSP 3.1.5) over HTTP: a TLS handshake in tokens, NTLM inside it, proof of the TLS key in
 * both directions, and then the password itself for the server to use. The inner TLS session encrypts messages.
 */
final class CredSspContext implements SecurityContext {
    static final int VERSION = 6;
    static final int MAXIMUM_PLAIN_TEXT = 16_384;
    private static final int LEAST_VERSION = 5;

    private final InnerTls tls;
    private final GssMechanism mechanism;
    private final WindowsAccount account;
    private final Secret password;
    private final byte[] nonce = new byte[32];
    private Stage stage = Stage.TLS;

    private enum Stage {
        TLS,
        NEGOTIATION,
        PUBLIC_KEY,
        DELEGATED
    }

    CredSspContext(InnerTls tls, GssMechanism mechanism, WindowsAccount account, Secret password) {
        this.tls = tls;
        this.mechanism = mechanism;
        this.account = account;
        this.password = password;
        new SecureRandom().nextBytes(nonce);
    }

    @Override
    public String scheme() {
        return "CredSSP";
    }

    @Override
    public byte[] step(byte[] serverToken) throws AuthenticationFailedException {
        try {
            if (stage == Stage.TLS) {
                return handshake(serverToken);
            }
            if (stage == Stage.DELEGATED || serverToken.length == 0) {
                throw new AuthenticationFailedException(
                        "CredSSP: the server refused the credentials; check user, domain and password,"
                                + " and that delegation of fresh credentials is allowed there");
            }
            CredSspRequest request = acceptable(CredSspRequest.parse(tls.unwrap(serverToken)));
            byte[] reply = stage == Stage.NEGOTIATION ? negotiate(request.negotiation()) : delegate(request);
            return tls.wrap(reply, 0, reply.length);
        } catch (SSLException broken) {
            throw new AuthenticationFailedException(
                    "CredSSP: the inner TLS session failed: " + broken.getMessage(), broken);
        }
    }

    private byte[] handshake(byte[] serverToken) throws SSLException, AuthenticationFailedException {
        byte[] records = tls.handshake(serverToken);
        if (!tls.handshakeDone()) {
            if (records.length == 0) {
                throw new AuthenticationFailedException(
                        "CredSSP: the server stopped in the middle of the TLS handshake; is CredSSP enabled"
                                + " there (winrm set winrm/config/service/auth @{CredSSP=\"true\"})?");
            }
            return records;
        }
        stage = Stage.NEGOTIATION;
        byte[] first = negotiate(null);
        byte[] encrypted = tls.wrap(first, 0, first.length);
        return ByteBuffer.allocate(records.length + encrypted.length)
                .put(records)
                .put(encrypted)
                .array();
    }

    private byte[] negotiate(byte @Nullable [] peerToken) throws AuthenticationFailedException, SSLException {
        byte[] token = mechanism.step(peerToken == null ? new byte[0] : peerToken);
        if (!mechanism.established()) {
            return new CredSspRequest(VERSION, token, null, null, 0, null).encode();
        }
        stage = Stage.PUBLIC_KEY;
        byte[] proof = encrypt(CredSspBinding.toServer(nonce, serverKey()));
        return new CredSspRequest(VERSION, token.length == 0 ? null : token, null, proof, 0, nonce).encode();
    }

    private byte[] delegate(CredSspRequest request) throws AuthenticationFailedException, SSLException {
        byte[] proof = request.publicKeyProof();
        if (proof == null || !MessageDigest.isEqual(decrypt(proof), CredSspBinding.toClient(nonce, serverKey()))) {
            throw new AuthenticationFailedException(
                    "CredSSP: the server did not prove that the key of the TLS session is its own; the connection may"
                            + " be intercepted, and the password was not sent");
        }
        stage = Stage.DELEGATED;
        byte[] credentials = credentials();
        try {
            return new CredSspRequest(VERSION, null, encrypt(credentials), null, 0, null).encode();
        } finally {
            Arrays.fill(credentials, (byte) 0);
        }
    }

    private static CredSspRequest acceptable(CredSspRequest request) throws AuthenticationFailedException {
        if (request.error() != 0) {
            throw new AuthenticationFailedException("CredSSP: the server reported NTSTATUS 0x"
                    + Integer.toHexString(request.error()) + hint(request.error()));
        }
        if (request.version() < LEAST_VERSION) {
            throw new AuthenticationFailedException("CredSSP: the server uses version " + request.version()
                    + ", which is vulnerable to CVE-2018-0886; update the server, so that it uses version 5 or later");
        }
        return request;
    }

    private static String hint(int status) {
        return switch (status) {
            case 0xc000006d, 0xc000006a -> ": user or password is wrong";
            case 0xc0000064 -> ": the user is not known";
            case 0xc000006e -> ": the account is restricted";
            case 0xc0000071 -> ": the password has expired";
            case 0xc0000072 -> ": the account is disabled";
            case 0xc0000234 -> ": the account is locked out";
            default -> "";
        };
    }

    /** Encodes TSCredentials with TSPasswordCreds (MS-CSSP 2.2.1.2), and wipes all intermediate copies. */
    private byte[] credentials() {
        byte[] secret = password.encode(StandardCharsets.UTF_16LE);
        byte[] value = field(2, secret);
        byte[] passwordCredentials = Der.write(Der.SEQUENCE, text(0, account.domain()), text(1, account.user()), value);
        byte[] delegated = field(1, passwordCredentials);
        byte[] credentials = Der.write(Der.SEQUENCE, Der.write(Der.context(0), Der.writeInteger(1)), delegated);
        for (byte[] clear : new byte[][] {secret, value, passwordCredentials, delegated}) {
            Arrays.fill(clear, (byte) 0);
        }
        return credentials;
    }

    private static byte[] text(int number, String value) {
        return field(number, value.getBytes(StandardCharsets.UTF_16LE));
    }

    private static byte[] field(int number, byte[] value) {
        byte[] element = Der.write(Der.OCTET_STRING, value);
        byte[] field = Der.write(Der.context(number), element);
        Arrays.fill(element, (byte) 0);
        return field;
    }

    private PublicKey serverKey() throws SSLPeerUnverifiedException {
        Certificate[] chain = tls.engine().getSession().getPeerCertificates();
        return chain[0].getPublicKey();
    }

    private byte[] encrypt(byte[] plain) throws AuthenticationFailedException {
        try {
            EncryptedPart part = mechanism.wrap(plain, 0, plain.length);
            return ByteBuffer.allocate(part.length())
                    .put(part.signature())
                    .put(part.cipherText())
                    .array();
        } catch (EncryptionBrokenException broken) {
            throw new AuthenticationFailedException("CredSSP: " + broken.getMessage(), broken);
        }
    }

    private byte[] decrypt(byte[] token) throws AuthenticationFailedException {
        try {
            return bytes(mechanism.unwrap(ByteBuffer.wrap(token), NtlmSession.SIGNATURE_LENGTH));
        } catch (EncryptionBrokenException broken) {
            throw new AuthenticationFailedException(
                    "CredSSP: the server's proof does not verify, so that the password was not sent", broken);
        }
    }

    @Override
    public boolean established() {
        return stage == Stage.DELEGATED;
    }

    @Override
    public boolean canEncrypt() {
        return true;
    }

    @Override
    public String encryptionProtocol() {
        return "application/HTTP-CredSSP-session-encrypted";
    }

    @Override
    public int maximumPlainText() {
        return MAXIMUM_PLAIN_TEXT;
    }

    @Override
    public EncryptedPart wrap(byte[] plain, int offset, int length) throws IOException {
        return tls.encrypt(plain, offset, length);
    }

    @Override
    public ByteBuffer unwrap(ByteBuffer token, int signatureLength) throws EncryptionBrokenException {
        try {
            return ByteBuffer.wrap(tls.unwrap(bytes(token)));
        } catch (SSLException broken) {
            throw new EncryptionBrokenException("CredSSP: a message does not verify: " + broken.getMessage(), broken);
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Override
    public void close() {
        mechanism.close();
        tls.close();
        Arrays.fill(nonce, (byte) 0);
    }

    @Override
    public String toString() {
        return "CredSSP (" + mechanism.name() + ")";
    }
}
