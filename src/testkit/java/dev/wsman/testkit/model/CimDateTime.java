package dev.wsman.testkit.model;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts texts of the CIM datetime type (DSP0004 5.2.4). The forms of XML Schema are read as well.
 *
 * <pre>
 * 20240229123456.000000+060   a timestamp; the offset from UTC is in minutes
 * 00000002010203.000004:000   an interval of 2 days, 01:02:03.000004
 * 2024-02-29T12:34:56+01:00   xs:dateTime; an xs:date is read too
 * P2DT1H2M3S                  xs:duration
 * </pre>
 */
public final class CimDateTime {
    private static final Pattern TIMESTAMP = Pattern.compile("(\\d{14})\\.(\\d{6}|\\*{6})([+-]\\d{3})");
    private static final Pattern INTERVAL = Pattern.compile("(\\d{8})(\\d\\d)(\\d\\d)(\\d\\d)\\.(\\d{6}|\\*{6}):000");
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private CimDateTime() {}

    /**
     * Converts a text to an {@link OffsetDateTime} or a {@link Duration}. A time without an offset is in UTC. Unknown
     * microseconds ({@code ******}) are read as 0.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static Object parse(String text) {
        try {
            return parseAny(text.strip());
        } catch (DateTimeException | ArithmeticException notATime) {
            throw new IllegalArgumentException("not a CIM datetime: " + text, notATime);
        }
    }

    private static Object parseAny(String text) {
        Matcher timestamp = TIMESTAMP.matcher(text);
        if (timestamp.matches()) {
            return LocalDateTime.parse(timestamp.group(1), SECONDS)
                    .plusNanos(micros(timestamp.group(2)) * 1000)
                    .atOffset(ZoneOffset.ofTotalSeconds(Integer.parseInt(timestamp.group(3)) * 60));
        }
        Matcher interval = INTERVAL.matcher(text);
        if (interval.matches()) {
            return intervalOf(interval);
        }
        return text.startsWith("P") ? Duration.parse(text) : xmlTime(text);
    }

    private static Duration intervalOf(Matcher interval) {
        return Duration.ofDays(Long.parseLong(interval.group(1)))
                .plusHours(Long.parseLong(interval.group(2)))
                .plusMinutes(Long.parseLong(interval.group(3)))
                .plusSeconds(Long.parseLong(interval.group(4)))
                .plusNanos(micros(interval.group(5)) * 1000);
    }

    private static OffsetDateTime xmlTime(String text) {
        if (text.length() == "2024-02-29".length()) {
            return LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC);
        }
        boolean offset = text.matches(".*(Z|[+-]\\d\\d:\\d\\d)");
        return offset ? OffsetDateTime.parse(text) : LocalDateTime.parse(text).atOffset(ZoneOffset.UTC);
    }

    private static long micros(String digits) {
        return digits.startsWith("*") ? 0 : Long.parseLong(digits);
    }

    /**
     * Returns the 25 characters of a timestamp. Truncates to microseconds, and the offset to minutes. If the offset
     * is 1000 minutes or more, the result is in UTC.
     */
    public static String format(OffsetDateTime given) {
        boolean fits = Math.abs(given.getOffset().getTotalSeconds()) < 1000 * 60;
        OffsetDateTime time = fits ? given : given.withOffsetSameInstant(ZoneOffset.UTC);
        int minutes = time.getOffset().getTotalSeconds() / 60;
        return String.format(
                Locale.ROOT,
                "%s.%06d%s%03d",
                SECONDS.format(time),
                time.getNano() / 1000,
                minutes < 0 ? "-" : "+",
                Math.abs(minutes));
    }

    /**
     * Returns the 25 characters of an interval. Truncates to microseconds.
     *
     * @throws IllegalArgumentException if the interval is negative or longer than 99,999,999 days
     */
    public static String format(Duration interval) {
        if (interval.isNegative() || interval.toDays() > 99_999_999) {
            throw new IllegalArgumentException("a CIM interval cannot hold " + interval);
        }
        return String.format(
                Locale.ROOT,
                "%08d%02d%02d%02d.%06d:000",
                interval.toDays(),
                interval.toHoursPart(),
                interval.toMinutesPart(),
                interval.toSecondsPart(),
                interval.toNanosPart() / 1000);
    }
}
