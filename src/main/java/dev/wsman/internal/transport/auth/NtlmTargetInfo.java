package dev.wsman.internal.transport.auth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The AV_PAIR list of MS-NLMP 2.2.2.1, in the order it came. Immutable. */
final class NtlmTargetInfo {
    static final int COMPUTER_NAME = 1;
    static final int FLAGS = 6;
    static final int TIMESTAMP = 7;
    static final int TARGET_NAME = 9;
    static final int CHANNEL_BINDINGS = 10;
    static final int MIC_PROVIDED = 0x2;

    private final Map<Integer, byte[]> pairs;

    private NtlmTargetInfo(Map<Integer, byte[]> pairs) {
        this.pairs = pairs;
    }

    static NtlmTargetInfo empty() {
        return new NtlmTargetInfo(Map.of());
    }

    static NtlmTargetInfo parse(byte[] octets) throws AuthenticationFailed {
        Map<Integer, byte[]> pairs = new LinkedHashMap<>();
        ByteBuffer in = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
        while (in.remaining() >= 4) {
            int id = Short.toUnsignedInt(in.getShort());
            int length = Short.toUnsignedInt(in.getShort());
            if (id == 0) {
                return new NtlmTargetInfo(pairs);
            }
            if (length > in.remaining()) {
                throw new AuthenticationFailed("NTLM: the server's target information is cut short");
            }
            byte[] value = new byte[length];
            in.get(value);
            pairs.put(id, value);
        }
        return new NtlmTargetInfo(pairs);
    }

    Optional<byte[]> get(int id) {
        return Optional.ofNullable(pairs.get(id));
    }

    Optional<String> text(int id) {
        return get(id).map(value -> new String(value, StandardCharsets.UTF_16LE));
    }

    int flags() {
        return get(FLAGS)
                .filter(value -> value.length == 4)
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

    /** The list with its end mark. */
    byte[] encode() {
        int length = pairs.values().stream().mapToInt(value -> 4 + value.length).sum() + 4;
        ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        pairs.forEach((id, value) ->
                out.putShort(id.shortValue()).putShort((short) value.length).put(value));
        return out.putInt(0).array();
    }
}
