package dev.wsman.testkit.auth;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.crypto.digests.MD4Digest;
import org.bouncycastle.crypto.engines.RC4Engine;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The server's side of raw NTLM (MS-NLMP 3.2), version 2 only. Like Windows, accepts a client that announces no MIC
 * unless one is required. Verifies every MIC that is announced or present, and the channel binding.
 */
public final class NtlmAcceptor implements SigningAcceptor {
    private static final byte[] SIGNATURE = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION = {10, 0, 0, 0, 0, 0, 0, 15};
    private static final Instant FILETIME_EPOCH = Instant.parse("1601-01-01T00:00:00Z");
    private static final int TARGET_IS_SERVER = 0x00020000;
    private static final int EXTENDED_SECURITY = 0x00080000;
    private static final int UNICODE = 1;
    private static final int OEM = 2;
    /** Target, sign, seal, NTLM, always sign, extended security, version, 128, key exchange, 56. */
    private static final int FLAGS = 0xe2088234;
    /**
     * NTLMSSP_NEGOTIATE_TARGET_INFO, which the server sets for its own challenge (MS-NLMP 3.2.5.1.1). Clients do not
     * request it, and fall back to NTLM version 1 if it is missing.
     */
    private static final int HAS_TARGET_INFO = 0x00800000;

    /** MsvAvFlags: the message has a MIC (MS-NLMP 2.2.2.1). */
    private static final int MIC_PROVIDED = 2;

    private static final int MIC_START = 72;
    private static final int MIC_END = 88;
    /** Where an AUTHENTICATE message has the length and offset of each field (MS-NLMP 2.2.1.3). */
    private static final int[] FIELDS = {12, 20, 28, 36, 44, 52};

    private static final int AV_COMPUTER = 1;
    private static final int AV_DOMAIN = 2;
    private static final int AV_FLAGS = 6;
    private static final int AV_TIME = 7;
    private static final int AV_BINDINGS = 10;

    private final Accounts accounts;
    private final Optional<ChannelBinding> binding;
    private final boolean micRequired;
    private final NtlmChallengeForm form;
    private byte[] negotiate = {};
    private byte[] challenge = {};
    private String user = "";
    private String domain = "";
    private Map<Integer, byte[]> targetInformation = Map.of();
    private byte[] sessionKey = {};
    private NtlmKeys keys;

    NtlmAcceptor(Accounts accounts, Optional<ChannelBinding> binding, boolean micRequired) {
        this(accounts, binding, micRequired, NtlmChallengeForm.WINDOWS);
    }

    /**
     * Creates an acceptor for these accounts, without a channel binding, which does not require a MIC and sends a
     * challenge of this form.
     */
    public NtlmAcceptor(Accounts accounts, NtlmChallengeForm form) {
        this(accounts, Optional.empty(), false, form);
    }

    private NtlmAcceptor(
            Accounts accounts, Optional<ChannelBinding> binding, boolean micRequired, NtlmChallengeForm form) {
        this.form = form;
        this.accounts = accounts;
        this.binding = binding;
        this.micRequired = micRequired;
    }

    static boolean speaks(byte[] token) {
        return token.length > 12 && Arrays.equals(token, 0, 8, SIGNATURE, 0, 8);
    }

    @Override
    public byte[] accept(byte[] token) throws RefusedException {
        if (!speaks(token)) {
            throw new RefusedException("NTLM: not an NTLM message");
        }
        ByteBuffer message = ByteBuffer.wrap(token).order(ByteOrder.LITTLE_ENDIAN);
        int type = message.getInt(8);
        if (type == 1 && token.length >= 16) {
            negotiate = token.clone();
            challenge = form.recorded().length == 0 ? challenge(message.getInt(12)) : form.recorded();
            return challenge.clone();
        }
        if (type != 3 || challenge.length == 0 || token.length < 64) {
            throw new RefusedException("NTLM: a message in the wrong order");
        }
        authenticate(message);
        return new byte[0];
    }

    private byte[] challenge(int requested) {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        // Unicode if the client supports it, else OEM (MS-NLMP 3.2.5.1.1); target information is Unicode in either
        // case
        int charset = (requested & OEM) != 0 && (requested & UNICODE) == 0 ? OEM : UNICODE;
        byte[] name = "TESTKIT".getBytes(charset(charset));
        byte[] info = targetInfo();
        return buffer(56 + name.length + info.length)
                .put(SIGNATURE)
                .putInt(2)
                .putShort((short) name.length)
                .putShort((short) name.length)
                .putInt(56)
                .putInt((requested & FLAGS | charset | TARGET_IS_SERVER | HAS_TARGET_INFO) & ~form.withheld())
                .put(random)
                .putLong(0)
                .putShort((short) info.length)
                .putShort((short) info.length)
                .putInt(56 + name.length)
                .put(VERSION)
                .put(name)
                .put(info)
                .array();
    }

    private byte[] targetInfo() {
        Duration since = Duration.between(FILETIME_EPOCH, Instant.now());
        byte[] time = buffer(8).putLong(since.getSeconds() * 10_000_000).array();
        ByteBuffer info = buffer(100);
        pair(info, AV_DOMAIN, utf16("TESTKIT"));
        pair(info, AV_COMPUTER, utf16("TESTKIT"));
        if (form.timestamp()) {
            pair(info, AV_TIME, time);
        }
        pair(info, 0, new byte[0]);
        return Arrays.copyOf(info.array(), info.position());
    }

    private static void pair(ByteBuffer info, int id, byte[] value) {
        info.putShort((short) id).putShort((short) value.length).put(value);
    }

    private void authenticate(ByteBuffer message) throws RefusedException {
        byte[] response = field(message, 20);
        int flags = message.getInt(60);
        domain = new String(field(message, 28), charset(flags));
        String name = new String(field(message, 36), charset(flags));
        if (response.length < 48 || (flags & EXTENDED_SECURITY) == 0) {
            throw new RefusedException("NTLM: not version 2 with extended session security");
        }
        String password =
                accounts.password(domain, name).orElseThrow(() -> new RefusedException("NTLM: no such user: " + name));
        byte[] blob = Arrays.copyOfRange(response, 16, response.length);
        byte[] key = responseKey(password, name, domain);
        byte[] proof = NtlmKeys.hmac(key, Arrays.copyOfRange(challenge, 24, 32), blob);
        if (!MessageDigest.isEqual(proof, Arrays.copyOf(response, 16))) {
            throw new RefusedException("NTLM: wrong password of " + name);
        }
        byte[] base = NtlmKeys.hmac(key, proof);
        boolean exchange = (flags & NtlmKeys.KEY_EXCHANGE) != 0;
        sessionKey = exchange ? rc4(base, field(message, 52)) : base;
        targetInformation = pairs(Arrays.copyOfRange(blob, 28, blob.length));
        checkMic(message, sessionKey, targetInformation);
        checkBinding(targetInformation.getOrDefault(AV_BINDINGS, new byte[16]));
        keys = new NtlmKeys(sessionKey, flags);
        user = domain.isEmpty() ? name : domain + "\\" + name;
    }

    /**
     * Converts to upper case character by character, like Windows. String.toUpperCase would convert \u00df to two
     * letters.
     */
    private static String capitals(String name) {
        char[] letters = name.toCharArray();
        for (int i = 0; i < letters.length; i++) {
            letters[i] = Character.toUpperCase(letters[i]);
        }
        return new String(letters);
    }

    private static byte[] responseKey(String password, String name, String domain) {
        byte[] hash = NtlmKeys.digest(new MD4Digest(), utf16(password));
        return NtlmKeys.hmac(hash, utf16(capitals(name) + domain));
    }

    private static byte[] rc4(byte[] key, byte[] bytes) throws RefusedException {
        if (bytes.length != 16) {
            throw new RefusedException("NTLM: no session key although keys are exchanged");
        }
        RC4Engine engine = new RC4Engine();
        engine.init(false, new KeyParameter(key));
        byte[] result = new byte[bytes.length];
        engine.processBytes(bytes, 0, bytes.length, result, 0);
        return result;
    }

    private static Map<Integer, byte[]> pairs(byte[] info) throws RefusedException {
        Map<Integer, byte[]> pairs = new HashMap<>();
        ByteBuffer in = ByteBuffer.wrap(info).order(ByteOrder.LITTLE_ENDIAN);
        try {
            for (int id = in.getShort(); id != 0; id = in.getShort()) {
                byte[] value = new byte[in.getShort() & 0xffff];
                in.get(value);
                pairs.put(id, value);
            }
        } catch (BufferUnderflowException cut) {
            throw new RefusedException("NTLM: the response ends within its target information", cut);
        }
        return pairs;
    }

    private void checkMic(ByteBuffer message, byte[] sessionKey, Map<Integer, byte[]> pairs) throws RefusedException {
        byte[] flags = pairs.getOrDefault(AV_FLAGS, new byte[4]);
        boolean announced = flags.length == 4 && (flags[0] & MIC_PROVIDED) != 0;
        byte[] received = receivedMic(message);
        boolean present = !Arrays.equals(received, new byte[MIC_END - MIC_START]);
        if (!announced && micRequired) {
            throw new RefusedException("NTLM: the client announces no MIC, and this service requires one");
        }
        if (!announced && !present) {
            return;
        }
        byte[] zeroed = message.array().clone();
        Arrays.fill(zeroed, MIC_START, Math.min(MIC_END, zeroed.length), (byte) 0);
        if (!MessageDigest.isEqual(NtlmKeys.hmac(sessionKey, negotiate, challenge, zeroed), received)) {
            throw new RefusedException("NTLM: the MIC is wrong");
        }
    }

    /** Returns the MIC, or zeros if a field of the message starts where a MIC would be. */
    private static byte[] receivedMic(ByteBuffer message) {
        byte[] none = new byte[MIC_END - MIC_START];
        for (int field : FIELDS) {
            boolean used = message.getShort(field) != 0;
            if (used && message.getInt(field + 4) < MIC_END) {
                return none;
            }
        }
        return message.capacity() < MIC_END ? none : Arrays.copyOfRange(message.array(), MIC_START, MIC_END);
    }

    private void checkBinding(byte[] received) throws RefusedException {
        if (binding.isEmpty()) {
            return;
        }
        boolean none = Arrays.equals(received, new byte[16]);
        if (none
                ? binding.get().required()
                : !Arrays.equals(received, binding.get().hash())) {
            throw new RefusedException("NTLM: the channel binding is " + (none ? "missing" : "of another connection"));
        }
    }

    private static byte[] field(ByteBuffer message, int at) throws RefusedException {
        int length = message.getShort(at) & 0xffff;
        int offset = message.getInt(at + 4);
        if (offset < 0 || offset + length > message.capacity()) {
            throw new RefusedException("NTLM: a field outside of the message");
        }
        return Arrays.copyOfRange(message.array(), offset, offset + length);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    /** The character set of names in messages. For OEM, the characters that all its code pages share. */
    private static Charset charset(int flags) {
        return (flags & UNICODE) != 0 ? StandardCharsets.UTF_16LE : StandardCharsets.US_ASCII;
    }

    /** The domain in the message of the client; empty if the client sent none. */
    public String domain() {
        return domain;
    }

    /** The AV pairs (MS-NLMP 2.2.2.1) in the response of the client, by their identifiers. */
    public Map<Integer, byte[]> targetInformation() {
        return Map.copyOf(targetInformation);
    }

    /** The exported session key (MS-NLMP 3.1.5.1.2), from which both sides derive their keys. */
    public byte[] sessionKey() {
        return sessionKey.clone();
    }

    @Override
    public ASN1ObjectIdentifier mechanism() {
        return SpnegoTokens.NTLM;
    }

    @Override
    public byte[] sign(byte[] text) {
        return keys.sign(text);
    }

    @Override
    public void verify(byte[] text, byte[] signature) throws RefusedException {
        keys.verifySigned(text, signature);
    }

    @Override
    public boolean established() {
        return keys != null;
    }

    @Override
    public String user() {
        return user;
    }

    @Override
    public String protocol() {
        return "application/HTTP-SPNEGO-session-encrypted";
    }

    @Override
    public WrappedMessage wrap(byte[] plain) {
        byte[] cipherText = new byte[plain.length];
        byte[] signature = keys.encrypt(plain, cipherText);
        return new WrappedMessage(signature, cipherText);
    }

    @Override
    public byte[] unwrap(byte[] token) throws RefusedException {
        return keys.decrypt(token);
    }
}
