package dev.wsman.internal.transport.auth.ntlm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.GssMechanism;
import dev.wsman.internal.transport.auth.MechanismOid;
import dev.wsman.internal.transport.auth.Secret;
import dev.wsman.internal.transport.encryption.SealBrokenException;
import dev.wsman.internal.transport.encryption.SealedPart;

/** The server's side of NTLM (MS-NLMP 3.2) for tests: it checks the proof, the MIC and the channel binding. */
final class NtlmAcceptor implements GssMechanism {
    static final int FLAGS = NtlmFlags.OFFERED | 0x00020000;

    private final String user;
    private final String password;
    private final byte @Nullable [] recordedChallenge;
    private final int flags;
    private byte[] negotiate = {};
    private byte[] challenge = {};
    private byte[] serverChallenge = {};
    private @Nullable NtlmSession session;
    private byte[] exportedKey = {};
    private int agreedFlags;
    private NtlmTargetInfo received = NtlmTargetInfo.empty();
    private String receivedUser = "";
    private String receivedDomain = "";

    NtlmAcceptor(String user, String password) {
        this(user, password, null, FLAGS);
    }

    NtlmAcceptor(String user, String password, byte @Nullable [] recordedChallenge, int flags) {
        this.user = user;
        this.password = password;
        this.recordedChallenge = recordedChallenge;
        this.flags = flags;
    }

    @Override
    public String name() {
        return "NTLM acceptor";
    }

    @Override
    public MechanismOid oid() {
        return MechanismOid.NTLM;
    }

    @Override
    public byte[] step(byte[] peerToken) throws AuthenticationFailedException {
        if (negotiate.length == 0) {
            NtlmMessage.open(peerToken, NtlmMessage.NEGOTIATE, 16);
            negotiate = peerToken;
            challenge = recordedChallenge == null ? newChallenge() : recordedChallenge;
            serverChallenge = Arrays.copyOfRange(challenge, 24, 32);
            return challenge;
        }
        accept(peerToken);
        return new byte[0];
    }

    private byte[] newChallenge() {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        long time = Duration.between(Instant.parse("1601-01-01T00:00:00Z"), Instant.now())
                        .getSeconds()
                * 10_000_000;
        NtlmTargetInfo info = NtlmTargetInfo.empty()
                .withText(2, "DOMAIN")
                .withText(NtlmTargetInfo.COMPUTER_NAME, "SERVER")
                .with(NtlmTargetInfo.TIMESTAMP, littleEndian().putLong(time).array());
        return encode(flags, random, "DOMAIN".getBytes(StandardCharsets.UTF_16LE), info);
    }

    private static ByteBuffer littleEndian() {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] encode(int flags, byte[] serverChallenge, byte[] targetName, NtlmTargetInfo targetInfo) {
        byte[] info = targetInfo.encode();
        int payload = 56;
        return ByteBuffer.allocate(payload + targetName.length + info.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(NtlmMessage.SIGNATURE)
                .putInt(NtlmMessage.CHALLENGE)
                .putShort((short) targetName.length)
                .putShort((short) targetName.length)
                .putInt(payload)
                .putInt(flags)
                .put(serverChallenge)
                .putLong(0)
                .putShort((short) info.length)
                .putShort((short) info.length)
                .putInt(payload + targetName.length)
                .put(NtlmMessage.VERSION)
                .put(targetName)
                .put(info)
                .array();
    }

    private void accept(byte[] authenticate) throws AuthenticationFailedException {
        ByteBuffer in = NtlmMessage.open(authenticate, NtlmMessage.AUTHENTICATE, 64);
        byte[] response = NtlmMessage.field(in, 20);
        receivedDomain = text(NtlmMessage.field(in, 28));
        receivedUser = text(NtlmMessage.field(in, 36));
        byte[] blob = Arrays.copyOfRange(response, 16, response.length);
        received = NtlmTargetInfo.parse(Arrays.copyOfRange(blob, 28, blob.length));
        byte[] key = responseKey();
        byte[] proof = NtlmCryptography.hmacMd5(key, serverChallenge, blob);
        if (!receivedUser.equalsIgnoreCase(user) || !MessageDigest.isEqual(proof, Arrays.copyOf(response, 16))) {
            throw new AuthenticationFailedException("NTLM acceptor: wrong user or password");
        }
        byte[] baseKey = NtlmCryptography.hmacMd5(key, proof);
        int agreed = in.getInt(60);
        byte[] sessionKey = (agreed & NtlmFlags.KEY_EXCHANGE) != 0
                ? NtlmCryptography.rc4(baseKey).update(NtlmMessage.field(in, 52))
                : baseKey;
        checkMic(authenticate, sessionKey);
        session = NtlmSession.of(sessionKey, agreed, false);
        exportedKey = sessionKey.clone();
        agreedFlags = agreed;
    }

    /** The client's end of the established session, to read what was recorded of the server. */
    NtlmAcceptor mirrored() {
        NtlmAcceptor client = new NtlmAcceptor(user, password);
        client.session = NtlmSession.of(exportedKey, agreedFlags, true);
        return client;
    }

    private byte[] responseKey() {
        try (Secret secret = new Secret(password.toCharArray())) {
            return NtlmCryptography.ntowfv2(secret, receivedUser, receivedDomain);
        }
    }

    private void checkMic(byte[] authenticate, byte[] sessionKey) throws AuthenticationFailedException {
        if ((received.flags() & NtlmTargetInfo.MIC_PROVIDED) == 0) {
            return;
        }
        byte[] mic = Arrays.copyOfRange(authenticate, 72, 88);
        byte[] zeroed = authenticate.clone();
        NtlmMessage.setMic(zeroed, new byte[16]);
        if (!MessageDigest.isEqual(mic, NtlmCryptography.hmacMd5(sessionKey, negotiate, challenge, zeroed))) {
            throw new AuthenticationFailedException("NTLM acceptor: the MIC is wrong");
        }
    }

    private static String text(byte[] utf16) {
        return new String(utf16, StandardCharsets.UTF_16LE);
    }

    /** The target information inside the client's response. */
    NtlmTargetInfo received() {
        return received;
    }

    String receivedUser() {
        return receivedUser;
    }

    String receivedDomain() {
        return receivedDomain;
    }

    @Override
    public boolean established() {
        return session != null;
    }

    @Override
    public boolean canSeal() {
        return true;
    }

    private NtlmSession live() {
        NtlmSession current = session;
        if (current == null) {
            throw new IllegalStateException("not established");
        }
        return current;
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
        } catch (SealBrokenException broken) {
            throw new AuthenticationFailedException("NTLM acceptor: the client's proof does not verify", broken);
        }
        live().restartIncoming();
    }

    @Override
    public SealedPart wrap(byte[] plain, int offset, int length) {
        return live().seal(plain, offset, length);
    }

    @Override
    public byte[] unwrap(byte[] token, int signatureLength) throws SealBrokenException {
        return live().unseal(token);
    }

    @Override
    public void close() {
        session = null;
    }
}
