package dev.wsman.kafka.internal.instance;

import dev.wsman.kafka.internal.config.InstanceConfig;
import dev.wsman.kafka.internal.config.InstanceSource;
import dev.wsman.kafka.internal.config.WqlQuery;
import dev.wsman.kafka.internal.value.Watermark;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an offset belongs to: the instances of one class or query on one host.
 *
 * @param endpoint the URL of the host
 * @param source the SHA-256 of what is read, and by which key, in hexadecimal digits
 */
public record InstancePartition(String endpoint, String source) {
    private static final String ENDPOINT = "endpoint";
    private static final String SOURCE = "source";
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** Returns the source of a configuration. It changes with the class, query, namespace, key or watermark. */
    public static String source(InstanceConfig config) {
        return hash(config.source(), config);
    }

    /**
     * Returns the source that the present one replaces. Its key and watermark are those of now: the values of others in
     * an offset would mean something else.
     */
    static Optional<String> previousSource(InstanceConfig config) {
        return config.previousSource().map(previous -> hash(previous, config));
    }

    private static String hash(InstanceSource source, InstanceConfig config) {
        String text = String.join(
                "\n",
                List.of(
                        source.resource().toText(),
                        source.query().map(WqlQuery::text).orElse(""),
                        String.join(",", config.key()),
                        config.watermark().orElse("")));
        return HexFormat.of().formatHex(Fingerprint.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns the partition as Connect stores it. */
    Map<String, String> toMap() {
        return new TreeMap<>(Map.of(ENDPOINT, endpoint, SOURCE, source));
    }

    /**
     * Checks a partition and an offset that a user has written.
     *
     * @param offset null removes the offset of the partition
     * @throws IllegalArgumentException if they are not those of this connector
     */
    public static void check(@Nullable Map<String, ?> partition, @Nullable Map<String, ?> offset) {
        if (partition == null || partition.size() != 2 || !(partition.get(ENDPOINT) instanceof String)) {
            throw new IllegalArgumentException(
                    "a partition has the texts endpoint and source, and nothing else: " + partition);
        }
        if (!(partition.get(SOURCE) instanceof String source)
                || !HASH.matcher(source).matches()) {
            throw new IllegalArgumentException("source is a SHA-256 in 64 lower-case hexadecimal digits, as the offsets"
                    + " of the connector show it: " + partition.get(SOURCE));
        }
        if (offset != null) {
            offset.forEach(InstancePartition::check);
        }
    }

    private static void check(String key, @Nullable Object value) {
        boolean valid =
                switch (key) {
                    case HostMemory.SCAN -> value instanceof Number;
                    case HighestMark.WATERMARK, HighestMark.SEEN, LastScan.STATE -> value instanceof String;
                    default -> throw new IllegalArgumentException("unknown key in an offset: " + key);
                };
        if (!valid) {
            throw new IllegalArgumentException("a value of the wrong type in an offset: " + key);
        }
        if (value instanceof String text) {
            if (key.equals(HighestMark.WATERMARK)) {
                Watermark.parse(text);
            } else if (key.equals(LastScan.STATE)) {
                StateCodec.decode(Base64.getDecoder().decode(text));
            } else {
                HighestMark.decode(text);
            }
        }
    }
}
