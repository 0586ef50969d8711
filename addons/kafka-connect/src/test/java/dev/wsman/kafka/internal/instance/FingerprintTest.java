package dev.wsman.kafka.internal.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static long of(Map<String, Object> properties) {
        return Fingerprint.of(properties, Set.of());
    }

    @Test
    void doesNotDependOnTheOrderOfProperties() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("a", "1");
        one.put("b", Map.of("c", "2"));
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("b", Map.of("c", "2"));
        other.put("a", "1");
        assertThat(of(one)).isEqualTo(of(other));
    }

    @Test
    void distinguishesValues() {
        Map<String, Object> empty = new LinkedHashMap<>();
        empty.put("a", null);
        List<Map<String, Object>> different = List.of(
                empty,
                Map.of("a", ""),
                Map.of("a", "1"),
                Map.of("a", List.of("1")),
                Map.of("a", List.of("1", "2")),
                Map.of("a", List.of("2", "1")),
                Map.of("a", Map.of("1", "2")),
                Map.of("a", "1", "b", "2"),
                Map.of());
        assertThat(different.stream().map(FingerprintTest::of).distinct()).hasSize(different.size());
    }

    @Test
    void ignoresPropertiesInAnyCase() {
        assertThat(Fingerprint.of(Map.of("Free", "1", "Name", "n"), Set.of("free")))
                .isEqualTo(Fingerprint.of(Map.of("Free", "2", "Name", "n"), Set.of("free")))
                .isNotEqualTo(Fingerprint.of(Map.of("Free", "1", "Name", "m"), Set.of("free")));
    }
}
