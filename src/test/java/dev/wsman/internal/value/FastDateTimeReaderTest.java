package dev.wsman.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastDateTimeReaderTest {
    @Test
    void readsAnyTimeAsWritten() {
        Random random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            OffsetDateTime time = OffsetDateTime.of(
                    1 + random.nextInt(9999),
                    1 + random.nextInt(12),
                    1 + random.nextInt(28),
                    random.nextInt(24),
                    random.nextInt(60),
                    random.nextInt(60),
                    random.nextInt(3) == 0 ? 0 : random.nextInt(1_000_000_000),
                    ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2 * 14 * 60 + 1) - 14 * 60)));
            String text = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT)
                            .format(time)
                    + (time.getNano() == 0 ? "" : String.format(Locale.ROOT, ".%09d", time.getNano()))
                    + time.getOffset();
            assertThat(FastDateTimeReader.parse(text)).as(text).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-28T24:00:00Z",
                "2024-02-29T12:34:56",
                "2024-02-29T12:34:56.Z",
                "2024-02-29T12:34:56.1234567891Z",
                "2024-02-29T12:34:56z",
                "2024-02-29T12:34:56+1:00",
                "2024-02-29T12:34:56+14:01",
                "2024-02-29T12:34:56+10:60",
                "2024-02-29T12:34:56 Z",
                "2024-02-29 12:34:56Z",
                "12024-02-29T12:34:56Z",
                "-2024-02-29T12:34:56Z",
                "0000-02-29T12:34:56Z",
                "2024-02-29T12:34:56ZZ",
                "2024-02-29T12:34:5６Z",
                "20240229123456.000000+060",
                ""
            })
    void returnsNullForOtherForms(String text) {
        assertThat(FastDateTimeReader.parse(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-02-29T12:34:56Z", "2024-13-01T12:34:56Z", "2024-01-01T12:60:00Z"})
    void rejectsDayThatDoesNotExist(String text) {
        assertThatThrownBy(() -> FastDateTimeReader.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
