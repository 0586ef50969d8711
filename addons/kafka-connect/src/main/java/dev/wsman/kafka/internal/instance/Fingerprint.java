package dev.wsman.kafka.internal.instance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The first 64 bits of the SHA-256 digest of properties. The order of properties does not count, the order of the items
 * of an array does.
 */
final class Fingerprint {
    private final MessageDigest digest;

    private Fingerprint() {
        digest = sha256();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * Returns the fingerprint of properties.
     *
     * @param ignored the properties that do not count, in lower case
     */
    static long of(Map<String, Object> properties, Set<String> ignored) {
        Fingerprint fingerprint = new Fingerprint();
        Map<String, Object> counted = new TreeMap<>(properties);
        counted.keySet().removeIf(name -> ignored.contains(name.toLowerCase(Locale.ROOT)));
        fingerprint.map(counted);
        return ByteBuffer.wrap(fingerprint.digest.digest()).getLong();
    }

    private void map(Map<?, ?> properties) {
        head('{', properties.size());
        new TreeMap<>(properties).forEach((name, value) -> {
            text(String.valueOf(name));
            value(value);
        });
    }

    private void value(@Nullable Object value) {
        if (value == null) {
            head('0', 0);
        } else if (value instanceof Map<?, ?> map) {
            map(map);
        } else if (value instanceof List<?> list) {
            head('[', list.size());
            list.forEach(this::value);
        } else {
            text(value.toString());
        }
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        head('"', bytes.length);
        digest.update(bytes);
    }

    /** The type and the size before each value, so that different values never are the same bytes. */
    private void head(char type, int size) {
        digest.update(ByteBuffer.allocate(Character.BYTES + Integer.BYTES)
                .putChar(type)
                .putInt(size)
                .flip());
    }
}
