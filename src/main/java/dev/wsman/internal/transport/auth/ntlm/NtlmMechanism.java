package dev.wsman.internal.transport.auth.ntlm;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.GssMechanism;
import dev.wsman.internal.transport.auth.MechanismOid;
import dev.wsman.internal.transport.auth.Secret;
import dev.wsman.internal.transport.auth.ServerEndPoint;
import dev.wsman.internal.transport.auth.ServiceName;
import dev.wsman.internal.transport.auth.WindowsAccount;
import dev.wsman.internal.transport.encryption.EncryptedPart;
import dev.wsman.internal.transport.encryption.EncryptionBrokenException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of NTLM (MS-NLMP 3.1): NTLMv2 with extended session security, a MIC, the target's name and the
 * channel binding. Rejects NTLMv1, LM, sessions without extended security and keys of less than 128 bits.
 */
public final class NtlmMechanism implements GssMechanism {
    private static final Instant FILETIME_EPOCH = Instant.parse("1601-01-01T00:00:00Z");
    private static final int PROOF_LENGTH = 16;

    private final WindowsAccount account;
    private final Secret password;
    private final Identity identity;
    private final Source source;
    private byte[] negotiate = {};
    private @Nullable NtlmSession session;
    private boolean encrypts;

    /**
     * The peer that the response is for: the service principal's name, and the hash of the channel binding if there is
     * one.
     */
    public record Identity(
            String servicePrincipal, @Nullable byte[] channelBinding) {
        static Identity of(AuthenticationTarget target, ServiceName service) throws AuthenticationFailedException {
            X509Certificate certificate = target.certificate();
            byte[] binding = certificate == null ? null : NtlmCryptography.md5(ServerEndPoint.bindings(certificate));
            return new Identity(service.of(target), binding);
        }
    }

    /** The source of random bytes and of the time. */
    public interface Source {
        byte[] random(int length);

        Instant now();

        static Source secure() {
            return SecureSource.INSTANCE;
        }
    }

    /** One generator for all handshakes; it is thread-safe. */
    private static final class SecureSource implements Source {
        private static final Source INSTANCE = new SecureSource();

        private final SecureRandom random = new SecureRandom();

        @Override
        public byte[] random(int length) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        }

        @Override
        public Instant now() {
            return Instant.now();
        }
    }

    public NtlmMechanism(WindowsAccount account, Secret password, Identity identity, Source source) {
        this.account = account;
        this.password = password;
        this.identity = identity;
        this.source = source;
    }

    @Override
    public String name() {
        return "NTLM";
    }

    @Override
    public MechanismOid oid() {
        return MechanismOid.NTLM;
    }

    @Override
    public byte[] step(byte[] peerToken) throws AuthenticationFailedException {
        if (established()) {
            throw new AuthenticationFailedException(
                    peerToken.length == 0
                            ? "NTLM: the server refused the credentials; check user, domain and password"
                            : "NTLM: the server sent a further token after the last one");
        }
        if (negotiate.length == 0) {
            negotiate = NtlmMessage.negotiate(NtlmFlags.OFFERED);
            return negotiate.clone();
        }
        if (peerToken.length == 0) {
            throw new AuthenticationFailedException(
                    "NTLM: the server asked for authentication again instead of sending its challenge");
        }
        return authenticate(acceptable(NtlmChallenge.parse(peerToken)));
    }

    private static NtlmChallenge acceptable(NtlmChallenge challenge) throws AuthenticationFailedException {
        if (!challenge.has(NtlmFlags.EXTENDED_SESSION_SECURITY | NtlmFlags.UNICODE | NtlmFlags.TARGET_INFO)) {
            throw new AuthenticationFailedException(
                    "NTLM: the server offers no NTLMv2 with extended session security (flags 0x"
                            + Integer.toHexString(challenge.flags()) + "); older forms are not supported");
        }
        if (!challenge.has(NtlmFlags.KEY_128)) {
            throw new AuthenticationFailedException("NTLM: the server offers no 128-bit keys (flags 0x"
                    + Integer.toHexString(challenge.flags()) + "); weaker ones are not used");
        }
        return challenge;
    }

    private byte[] authenticate(NtlmChallenge challenge) throws AuthenticationFailedException {
        String domain = domain(challenge);
        try (NtlmCryptography cryptography = new NtlmCryptography()) {
            byte[] responseKey = cryptography.ntowfv2(password, account.user(), domain);
            try {
                return authenticate(challenge, domain, cryptography, responseKey);
            } finally {
                wipe(responseKey);
            }
        }
    }

    private byte[] authenticate(
            NtlmChallenge challenge, String domain, NtlmCryptography cryptography, byte[] responseKey)
            throws AuthenticationFailedException {
        Response response = respond(cryptography, responseKey, challenge);
        int flags = challenge.flags() & NtlmFlags.OFFERED;
        byte[] baseKey = cryptography.hmacMd5(responseKey, Arrays.copyOf(response.nt(), PROOF_LENGTH));
        boolean exchange = (flags & NtlmFlags.KEY_EXCHANGE) != 0;
        byte[] sessionKey = exchange ? source.random(16) : baseKey;
        try {
            byte[] sentKey = exchange ? update(NtlmCryptography.rc4(baseKey), sessionKey) : new byte[0];
            byte[] message = new NtlmMessage.Authenticate(
                            response.lm(), response.nt(), domain, account.user(), workstation(), sentKey, flags)
                    .encode();
            NtlmMessage.setMic(message, cryptography.hmacMd5(sessionKey, negotiate, challenge.bytes(), message));
            session = NtlmSession.of(sessionKey, flags, true);
            encrypts = (flags & NtlmFlags.SEAL) != 0;
            return message;
        } finally {
            wipe(baseKey, sessionKey);
        }
    }

    /**
     * Returns the domain to send. {@code .\\user} is an account of the server itself, whose name is in the challenge.
     */
    private String domain(NtlmChallenge challenge) {
        return account.domain().equals(".")
                ? challenge.targetInfo().text(NtlmTargetInfo.COMPUTER_NAME).orElse("")
                : account.domain();
    }

    private record Response(byte[] lm, byte[] nt) {}

    private Response respond(NtlmCryptography cryptography, byte[] responseKey, NtlmChallenge challenge) {
        Optional<byte[]> timestamp = challenge.targetInfo().get(NtlmTargetInfo.TIMESTAMP);
        byte[] clientChallenge = source.random(8);
        byte[] nt = NtlmResponse.ntlmv2(
                cryptography,
                responseKey,
                challenge.serverChallenge(),
                clientChallenge,
                timestamp.orElseGet(this::filetime),
                extended(challenge.targetInfo()));
        // MS-NLMP 3.1.5.1.2: with a timestamp from the server the LM response is 24 zeros
        byte[] lm = timestamp.isPresent()
                ? new byte[24]
                : NtlmResponse.lmv2(cryptography, responseKey, challenge.serverChallenge(), clientChallenge);
        return new Response(lm, nt);
    }

    private NtlmTargetInfo extended(NtlmTargetInfo offered) {
        NtlmTargetInfo info = offered.withFlag(NtlmTargetInfo.MIC_PROVIDED)
                .withText(NtlmTargetInfo.TARGET_NAME, identity.servicePrincipal());
        byte[] binding = identity.channelBinding();
        return info.with(NtlmTargetInfo.CHANNEL_BINDINGS, binding == null ? new byte[16] : binding);
    }

    private byte[] filetime() {
        Duration since = Duration.between(FILETIME_EPOCH, source.now());
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(since.getSeconds() * 10_000_000 + since.getNano() / 100)
                .array();
    }

    /**
     * Returns this machine's name from the environment, without asking a name service. Only audit logs and logon
     * restrictions use it.
     */
    private static String workstation() {
        String windows = System.getenv("COMPUTERNAME");
        String name = windows != null ? windows : System.getenv("HOSTNAME");
        return name == null ? "" : name.split("\\.", 2)[0].toUpperCase(Locale.ROOT);
    }

    private static byte[] update(Cipher cipher, byte[] bytes) {
        return cipher.update(bytes);
    }

    private static void wipe(byte[]... keys) {
        for (byte[] key : keys) {
            Arrays.fill(key, (byte) 0);
        }
    }

    @Override
    public boolean established() {
        return session != null;
    }

    @Override
    public boolean canEncrypt() {
        return !established() || encrypts;
    }

    @Override
    public byte[] sign(byte[] message) {
        byte[] signature = live().sign(message);
        live().restartOutgoing();
        return signature;
    }

    @Override
    public void verify(byte[] message, byte[] signature) throws AuthenticationFailedException {
        try {
            live().verify(message, signature);
        } catch (EncryptionBrokenException broken) {
            throw new AuthenticationFailedException(
                    "NTLM: the server's proof over the negotiation does not verify", broken);
        }
        live().restartIncoming();
    }

    @Override
    public EncryptedPart wrap(byte[] plain, int offset, int length) {
        return live().encrypt(plain, offset, length);
    }

    @Override
    public ByteBuffer unwrap(ByteBuffer token, int signatureLength) throws EncryptionBrokenException {
        if (signatureLength != NtlmSession.SIGNATURE_LENGTH) {
            throw new EncryptionBrokenException(
                    "NTLM: the signature's length field says " + signatureLength + " bytes instead of 16");
        }
        return live().decrypt(token);
    }

    private NtlmSession live() {
        NtlmSession current = session;
        if (current == null) {
            throw new IllegalStateException("NTLM: the handshake is not complete, or the context is closed");
        }
        return current;
    }

    @Override
    public void close() {
        NtlmSession current = session;
        session = null;
        if (current != null) {
            current.close();
        }
    }
}
