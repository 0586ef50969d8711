package dev.wsman.kafka.internal.event;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an offset belongs to: the events of one query on one host.
 *
 * @param endpoint the URL of the host
 * @param query the SHA-256 of the query's XML, in hexadecimal digits
 */
public record EventPartition(String endpoint, String query) {
    private static final String ENDPOINT = "endpoint";
    private static final String QUERY = "query";
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** Returns the partition as Connect stores it. */
    public Map<String, String> toMap() {
        return new TreeMap<>(Map.of(ENDPOINT, endpoint, QUERY, query));
    }

    /**
     * Checks a partition that a user has written.
     *
     * @throws IllegalArgumentException if it is not a partition of this connector
     */
    public static void check(@Nullable Map<String, ?> map) {
        if (map == null || !(map.get(ENDPOINT) instanceof String) || map.size() != 2) {
            throw new IllegalArgumentException(
                    "a partition has the texts endpoint and query, and nothing else: " + map);
        }
        if (!(map.get(QUERY) instanceof String query) || !HASH.matcher(query).matches()) {
            throw new IllegalArgumentException(
                    "query is the SHA-256 of the query in 64 lower-case hexadecimal digits: " + map.get(QUERY));
        }
    }
}
