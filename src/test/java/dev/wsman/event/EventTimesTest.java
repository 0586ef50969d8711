package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2022-09-21T14:48:21.6986159Z",
                "2022-09-21T14:48:21.698615900Z",
                "2022-09-21T14:48:21Z",
                "2024-02-29T23:59:59.9Z",
                "1601-01-01T00:00:00.0000001Z",
                "9999-12-31T23:59:59.999999999Z"
            })
    void parsesAsInstantDoes(String text) {
        assertThat(EventTimes.parseOrNull(text)).isEqualTo(Instant.parse(text));
        assertThat(EventValues.time(" " + text + "\n")).contains(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2022-09-21",
                "2022-09-21T14:48:21",
                "2022-09-21T14:48:21.Z",
                "2022-09-21T14:48:21.1234567890Z",
                "2022-09-21T24:00:00Z",
                "2022-09-21T14:48:60Z",
                "2022-09-21T14:48:21.69+02:00",
                "2022-09-21 14:48:21Z",
                "+12022-09-21T14:48:21Z",
                "2022-09-21T14:48:2\u0661Z"
            })
    void leavesOtherFormsToInstant(String text) {
        assertThat(EventTimes.parseOrNull(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-02-29T00:00:00Z", "2022-13-01T00:00:00Z", "2022-00-01T00:00:00Z"})
    void rejectsDayThatDoesNotExist(String text) {
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> EventTimes.parseOrNull(text));
        assertThat(EventValues.time(text)).isEmpty();
    }
}
