package dev.wsman.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CimDateTimeTest {

    @ParameterizedTest
    @CsvSource({
        "20240229123456.000000+060, 2024-02-29T12:34:56+01:00",
        "20240229123456.000007-210, 2024-02-29T12:34:56.000007-03:30",
        "20240229123456.000000+000, 2024-02-29T12:34:56Z"
    })
    void readsAndWritesTimestamp(String cim, OffsetDateTime time) {
        assertThat(CimDateTime.parse(cim)).isEqualTo(time);
        assertThat(CimDateTime.format(time)).isEqualTo(cim);
    }

    @Test
    void readsAndWritesInterval() {
        Duration interval = Duration.ofDays(2).plusHours(1).plusSeconds(203).plusNanos(4000);
        assertThat(CimDateTime.format(interval)).isEqualTo("00000002010323.000004:000");
        assertThat(CimDateTime.parse("00000002010323.000004:000")).isEqualTo(interval);
    }

    @Test
    void readsFormsOfXmlSchema() {
        assertThat(CimDateTime.parse("2024-02-29T12:34:56.5+01:00"))
                .isEqualTo(OffsetDateTime.parse("2024-02-29T12:34:56.5+01:00"));
        assertThat(CimDateTime.parse("2024-02-29T12:34:56")).isEqualTo(OffsetDateTime.parse("2024-02-29T12:34:56Z"));
        assertThat(CimDateTime.parse("2024-02-29")).isEqualTo(OffsetDateTime.parse("2024-02-29T00:00:00Z"));
        assertThat(CimDateTime.parse("PT90M")).isEqualTo(Duration.ofMinutes(90));
        assertThat(CimDateTime.parse("20240229123456.******+000"))
                .isEqualTo(OffsetDateTime.parse("2024-02-29T12:34:56Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "20230229123456.000000+000",
                "2024-13-01",
                "20240229123456+000",
                "P",
                "00000002010323.000004:001"
            })
    void rejectsTextThatIsNotADatetime(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CimDateTime.parse(text))
                .withMessage("not a CIM datetime: " + text);
    }

    @Test
    void rejectsIntervalThatCimCannotHold() {
        assertThatIllegalArgumentException().isThrownBy(() -> CimDateTime.format(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> CimDateTime.format(Duration.ofDays(100_000_000)));
    }
}
