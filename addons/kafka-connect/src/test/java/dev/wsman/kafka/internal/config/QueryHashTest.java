package dev.wsman.kafka.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hash is part of all offsets: if it changed with a release, all hosts would begin anew. */
class QueryHashTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "event.channels=System|16076a61c3918d3c754f06555cc417de1e8ae630a3b3379645d81d8dfb66cda7",
                "event.channels=System,Security;event.xpath=*[System[Level<=2]]|ceb340f97f0eb5d52bc9f8a444ccaa38c9bbc118f8fa4fb82d2464d4ffaf7e8b",
                "event.query=<QueryList><Query><Select Path='System'>*</Select></Query></QueryList>|16076a61c3918d3c754f06555cc417de1e8ae630a3b3379645d81d8dfb66cda7"
            })
    void staysTheSame(String keys, String hash) {
        Map<String, String> config = new HashMap<>(Map.of("topic", "events"));
        for (String key : keys.split(";")) {
            config.put(key.substring(0, key.indexOf('=')), key.substring(key.indexOf('=') + 1));
        }
        assertThat(new EventLogConfig(config).queryHash()).isEqualTo(hash);
    }
}
