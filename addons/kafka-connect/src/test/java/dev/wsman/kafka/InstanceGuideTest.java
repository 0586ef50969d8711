package dev.wsman.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.kafka.internal.config.InstanceConfig;
import dev.wsman.kafka.internal.config.InstanceKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;

/** Compares the guide with the definition of the configuration. */
class InstanceGuideTest {
    private static final Pattern ROW = Pattern.compile("\\| `([a-z.]+)` \\| ([^|]*) \\| .*");

    private static Map<String, String> documented() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("instances.md"))) {
            var row = ROW.matcher(line.replace("| | ", "|  | "));
            if (row.matches()) {
                rows.put(row.group(1), row.group(2).strip());
            }
        }
        return rows;
    }

    private static Map<String, String> defined() {
        ConfigDef own = new ConfigDef();
        InstanceKeys.define(own);
        return own.configKeys().values().stream()
                .collect(Collectors.toMap(key -> key.name, InstanceGuideTest::defaultValue));
    }

    private static String defaultValue(ConfigKey key) {
        boolean none = key.defaultValue == null
                || key.defaultValue == ConfigDef.NO_DEFAULT_VALUE
                || key.defaultValue.equals(List.of());
        return none ? "" : key.defaultValue.toString();
    }

    @Test
    void describesEachKeyWithItsDefault() throws IOException {
        assertThat(documented()).isEqualTo(defined());
    }

    @Test
    void hasNoKeyTwice() {
        Set<String> names = InstanceConfig.DEFINITION.names();
        assertThat(names)
                .contains("hosts", "auth.scheme", "retry.pause.ms")
                .containsAll(defined().keySet());
        assertThat(InstanceConfig.DEFINITION.configKeys().values())
                .allSatisfy(key -> assertThat(key.documentation).endsWith("."))
                .allSatisfy(key -> assertThat(key.displayName).isNotEmpty());
    }
}
