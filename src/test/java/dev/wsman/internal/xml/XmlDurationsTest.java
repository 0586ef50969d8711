package dev.wsman.internal.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlDurationsTest {

    @ParameterizedTest
    @CsvSource({
        "PT60.000S, PT60S", // Windows
        "PT60S, PT1M", // AMT
        "PT60.000000S, PT1M", // openwsman
        "PT.5S, PT0.5S",
        "PT1M, PT1M",
        "PT36H, PT36H",
        "P1DT2H3M4.005S, PT26H3M4.005S",
        "P1Y, P365D",
        "P1Y2M, P425D",
        "P1M, P30D",
        "P0Y0M0DT0H0M0S, PT0S",
        "-PT1.5S, PT-1.5S",
        "'  PT5S\n', PT5S",
        "PT0.123456789S, PT0.123456789S",
        "P, PT0S" // OMI, for an interval of zero
    })
    void readsEveryForm(String text, Duration expected) {
        assertThat(XmlDurations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "60", "PT", "P1S", "1Y", "PT5", "PT-5S", "P1.5D", "P1YT", "PT5S5S", "pt5s", "PT1,5S"})
    void rejectsTextThatIsNotDurationAndShowsIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> XmlDurations.parse(text))
                .withMessageContaining("'" + text + "'");
    }

    @Test
    void rejectsDurationOfMoreSecondsThanFitInLong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> XmlDurations.parse("P999999999999999999999Y"))
                .withMessageContaining("longer than a duration can be");
    }

    @Test
    void readsBackLongestDuration() {
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_000_000);

        assertThat(XmlDurations.parse(XmlDurations.print(longest))).isEqualTo(longest);
    }

    @ParameterizedTest
    @CsvSource({
        "PT1M, PT60.000S",
        "PT0.5S, PT0.500S",
        "PT0S, PT0.000S",
        "P365D, PT31536000.000S",
        "PT-1.5S, -PT1.500S",
        "PT0.0000001S, PT0.001S",
        "PT1.0005S, PT1.001S"
    })
    void writesSecondsWithThreeDecimals(Duration duration, String expected) {
        assertThat(XmlDurations.print(duration)).isEqualTo(expected);
    }

    @Test
    void passesNull() {
        assertThat(new XmlDurations().unmarshal(null)).isNull();
        assertThat(new XmlDurations().marshal(null)).isNull();
    }
}
