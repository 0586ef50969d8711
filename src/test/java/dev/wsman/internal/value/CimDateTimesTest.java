package dev.wsman.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CimDateTimesTest {
    @ParameterizedTest
    @CsvSource({
        "20240229123456.000000+060, 2024-02-29T12:34:56+01:00",
        "20240229123456.123456-480, 2024-02-29T12:34:56.123456-08:00",
        "20240229123456.000000+***, 2024-02-29T12:34:56Z",
        "202402********.******+000, 2024-02-01T00:00Z",
        "2024**********.******+***, 2024-01-01T00:00Z",
        "20240229123456.12****+000, 2024-02-29T12:34:56.12Z",
        "2024-02-29T12:34:56Z, 2024-02-29T12:34:56Z",
        "2024-02-29T12:34:56, 2024-02-29T12:34:56Z",
        "2024-02-29T12:34:56.1234567891+05:30, 2024-02-29T12:34:56.123456789+05:30",
        "2024-02-28T24:00:00Z, 2024-02-29T00:00Z",
        "2024-02-29, 2024-02-29T00:00Z",
        "2024-02-29-08:00, 2024-02-29T00:00-08:00",
    })
    void readsEveryFormOfPointInTime(String text, OffsetDateTime expected) {
        assertThat(CimDateTimes.dateTime(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "********123456.000000+000",
                "20240230123456.000000+000",
                "20240229123456.000000+0600",
                "20240229123456.000000",
                "00000002010203.000004:000",
                "12:34:56",
                "2024",
                "yesterday",
                ""
            })
    void rejectsTextThatIsNotPointInTime(String text) {
        assertThatThrownBy(() -> CimDateTimes.dateTime(text))
                .isInstanceOfAny(DateTimeException.class, IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "00000002010203.000004:000, PT49H2M3.000004S",
        "00000002******.******:000, PT48H",
        "99999999235959.999999:000, PT2399999999H59M59.999999S",
        "P1Y, PT8760H",
        "P, PT0S",
        "PT0.5S, PT0.5S",
    })
    void readsEveryFormOfInterval(String text, Duration expected) {
        assertThat(CimIntervals.parse(text)).isEqualTo(expected);
    }

    @Test
    void readsBackToTheMicrosecond() {
        Random random = new Random(20261123);
        for (int i = 0; i < 5000; i++) {
            OffsetDateTime time = Instant.ofEpochSecond(random.nextLong(-62_000_000_000L, 250_000_000_000L))
                    .plusNanos(random.nextInt(1_000_000) * 1000L)
                    .atOffset(ZoneOffset.ofTotalSeconds(random.nextInt(-720, 840) * 60));
            assertThat(CimDateTimes.dateTime(CimDateTimes.print(time))).isEqualTo(time);
            assertThat(CimDateTimes.dateTime(CimDateTimes.printSchema(time))).isEqualTo(time);
            Duration interval = Duration.of(random.nextLong(0, 99_999_999L * 86_400_000_000L), ChronoUnit.MICROS);
            assertThat(CimIntervals.parse(CimIntervals.print(interval))).isEqualTo(interval);
        }
    }

    /** CIM's form has three digits for the offset in minutes. The offset of an xs:dateTime is at most 14 hours. */
    @ParameterizedTest
    @CsvSource({
        "2024-02-29T12:00:00+16:39, 20240229120000.000000+999, 2024-02-28T19:21:00Z",
        "2024-02-29T12:00:00-16:39, 20240229120000.000000-999, 2024-03-01T04:39:00Z",
        "2024-02-29T12:00:00+16:40, 20240228192000.000000+000, 2024-02-28T19:20:00Z",
        "2024-02-29T12:00:00+18:00, 20240228180000.000000+000, 2024-02-28T18:00:00Z",
        "2024-02-29T12:00:00-18:00, 20240301060000.000000+000, 2024-03-01T06:00:00Z",
        "2024-02-29T12:00:00+14:00, 20240229120000.000000+840, 2024-02-29T12:00:00+14:00",
        "2024-02-29T12:00:00-14:01, 20240229120000.000000-841, 2024-03-01T02:01:00Z",
    })
    void writesUtcIfOffsetDoesNotFit(OffsetDateTime time, String cim, String schema) {
        assertThat(CimDateTimes.print(time)).isEqualTo(cim);
        assertThat(CimDateTimes.printSchema(time)).isEqualTo(schema);
        assertThat(CimDateTimes.dateTime(cim).toInstant()).isEqualTo(time.toInstant());
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 00000000000000.000000:000, P0DT0H0M0S",
        "PT26H, 00000001020000.000000:000, P1DT2H0M0S",
        "PT0.000001999S, 00000000000000.000001:000, P0DT0H0M0.000001999S",
        "PT1M0.5S, 00000000000100.500000:000, P0DT0H1M0.5S",
        "PT2399999999H59M59.999999S, 99999999235959.999999:000, P99999999DT23H59M59.999999S",
    })
    void writesIntervalInEitherForm(Duration interval, String cim, String schema) {
        assertThat(CimIntervals.print(interval)).isEqualTo(cim);
        assertThat(CimIntervals.printSchema(interval)).isEqualTo(schema);
        assertThat(CimIntervals.parse(schema)).isEqualTo(interval);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-0.000000001S", "PT-26H", "PT2400000000H", "PT2562047788015215H"})
    void rejectsIntervalThatCimDoesNotHaveInEitherForm(Duration interval) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CimIntervals.print(interval))
                .withMessageContaining("no interval that is negative or longer");
        assertThatIllegalArgumentException().isThrownBy(() -> CimIntervals.printSchema(interval));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999-12-31T23:00:00-18:00", "+10000-01-01T00:00:00Z", "-0001-12-31T00:00:00Z"})
    void rejectsYearThatCimDoesNotHaveInEitherForm(OffsetDateTime time) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CimDateTimes.print(time))
                .withMessageContaining("year");
        assertThatIllegalArgumentException().isThrownBy(() -> CimDateTimes.printSchema(time));
    }

    @Test
    void writesYearZeroInCimFormOnly() {
        OffsetDateTime time = OffsetDateTime.parse("0000-06-01T00:00:00Z");
        assertThat(CimDateTimes.print(time)).isEqualTo("00000601000000.000000+000");
        assertThatIllegalArgumentException().isThrownBy(() -> CimDateTimes.printSchema(time));
    }

    @Test
    void rejectsTimesThatCimCannotExpress() {
        assertThatIllegalArgumentException().isThrownBy(() -> CimIntervals.print(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> CimIntervals.print(Duration.ofDays(100_000_000)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CimDateTimes.print(OffsetDateTime.parse("+12024-01-01T00:00:00Z")));
        assertThat(CimDateTimes.print(OffsetDateTime.parse("2024-01-01T00:00:30+00:00:30")))
                .isEqualTo("20240101000000.000000+000");
    }
}
