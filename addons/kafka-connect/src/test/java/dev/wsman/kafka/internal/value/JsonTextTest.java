package dev.wsman.kafka.internal.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void writesMapsListsTextsAndNumbers() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("text", "a \"b\"\n\\ \u20ac \u0001");
        map.put("number", new BigInteger("18446744073709551615"));
        map.put("flag", true);
        map.put("none", null);
        map.put("list", Arrays.asList("x", null, Map.of("y", 1.5)));
        map.put("empty", List.of());
        assertThat(JsonText.of(map))
                .isEqualTo("{\"text\":\"a \\\"b\\\"\\n\\\\ \u20ac \\u0001\",\"number\":18446744073709551615,"
                        + "\"flag\":true,\"none\":null,\"list\":[\"x\",null,{\"y\":1.5}],\"empty\":[]}");
    }

    @Test
    void writesNullAlone() {
        assertThat(JsonText.of(null)).isEqualTo("null");
    }
}
