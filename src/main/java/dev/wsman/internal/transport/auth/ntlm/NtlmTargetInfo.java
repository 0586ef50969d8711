package dev.wsman.internal.transport.auth.ntlm;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The AV_PAIR list of MS-NLMP 2.2.2.1, in its order. Immutable. */
final class NtlmTargetInfo {
    static final int COMPUTER_NAME = 1;
    static final int FLAGS = 6;
    static final int TIMESTAMP = 7;
    static final int TARGET_NAME = 9;
    static final int CHANNEL_BINDINGS = 10;
    static final int MIC_PROVIDED = 0x2;

    private static final int PAIR_HEADER = 4;
    /** The pairs of one length, in bytes: MS-NLMP 2.2.2.1. */
    private static final Map<Integer, Integer> LENGTHS = Map.of(FLAGS, 4, TIMESTAMP, 8, CHANNEL_BINDINGS, 16);

    private final Map<Integer, byte[]> pairs;

    private NtlmTargetInfo(Map<Integer, byte[]> pairs) {
        this.pairs = pairs;
    }

    static NtlmTargetInfo empty() {
        return new NtlmTargetInfo(Map.of());
    }

    /**
     * Reads the list.
     *
     * @throws AuthenticationFailedException if it is truncated, has no end mark, or a pair does not have the length of
     *     its kind
     */
    static NtlmTargetInfo parse(byte[] bytes) throws AuthenticationFailedException {
        Map<Integer, byte[]> pairs = new LinkedHashMap<>();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (in.remaining() >= PAIR_HEADER) {
            int id = Short.toUnsignedInt(in.getShort());
            int length = Short.toUnsignedInt(in.getShort());
            if (id == 0) {
                return new NtlmTargetInfo(pairs);
            }
            requireLength(id, length, in.remaining());
            byte[] value = new byte[length];
            in.get(value);
            pairs.put(id, value);
        }
        throw new AuthenticationFailedException(
                "NTLM: the server's target information has no end mark; it is cut short");
    }

    private static void requireLength(int id, int length, int available) throws AuthenticationFailedException {
        if (length > available) {
            throw new AuthenticationFailedException("NTLM: the server's target information is cut short");
        }
        int expected = LENGTHS.getOrDefault(id, length);
        if (length != expected) {
            throw new AuthenticationFailedException("NTLM: the server's target information is malformed: pair " + id
                    + " has " + length + " bytes instead of " + expected);
        }
    }

    Optional<byte[]> get(int id) {
        return Optional.ofNullable(pairs.get(id));
    }

    Optional<String> text(int id) {
        return get(id).map(value -> new String(value, StandardCharsets.UTF_16LE));
    }

    int flags() {
        return get(FLAGS)
                .map(value ->
                        ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getInt())
                .orElse(0);
    }

    NtlmTargetInfo with(int id, byte[] value) {
        Map<Integer, byte[]> changed = new LinkedHashMap<>(pairs);
        changed.put(id, value);
        return new NtlmTargetInfo(changed);
    }

    NtlmTargetInfo withText(int id, String value) {
        return with(id, value.getBytes(StandardCharsets.UTF_16LE));
    }

    NtlmTargetInfo withFlag(int flag) {
        return with(
                FLAGS,
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(flags() | flag)
                        .array());
    }

    /** Encodes the list with its end mark. */
    byte[] encode() {
        int length = PAIR_HEADER;
        for (byte[] value : pairs.values()) {
            length += PAIR_HEADER + value.length;
        }
        ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        pairs.forEach((id, value) ->
                out.putShort(id.shortValue()).putShort((short) value.length).put(value));
        return out.putInt(0).array();
    }
}
