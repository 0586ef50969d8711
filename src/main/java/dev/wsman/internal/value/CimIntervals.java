package dev.wsman.internal.value;

import dev.wsman.internal.xml.XmlCharacters;
import dev.wsman.internal.xml.XmlDurations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and writes the intervals of CIM: in CIM's own form {@code ddddddddhhmmss.mmmmmm:000} (DSP0004 clause 5.2.4) and
 * as the {@code xs:duration} of XML Schema.
 *
 * <pre>{@code
 *  00000001020304.500000:000    1 day, 2 h, 3 min, 4.5 s
 *  0000000102****.******:000    1 day, 2 h; a field of asterisks counts as zero
 *  P1DT2H3M4.5S                 1 day, 2 h, 3 min, 4.5 s
 *  P                            zero; OMI writes it
 * }</pre>
 */
public final class CimIntervals {
    private static final Pattern CIM =
            Pattern.compile("(\\d{8}|\\*{8})(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)\\.([\\d*]{6}):000");
    private static final int CIM_LENGTH = 25;
    private static final long LONGEST_DAYS = 99_999_999;

    private CimIntervals() {}

    /** Returns whether the text of a {@code datetime} property is an interval and not a point in time. */
    public static boolean isInterval(String text) {
        return text.startsWith("P") || text.startsWith("-P") || text.length() == CIM_LENGTH && text.charAt(21) == ':';
    }

    /**
     * Reads an interval in either form. A year counts as 365 days and a month as 30.
     *
     * @throws IllegalArgumentException if the text is in neither form
     */
    public static Duration parse(String text) {
        Matcher interval = CIM.matcher(XmlCharacters.requireShort(text));
        if (!interval.matches()) {
            return XmlDurations.parse(text);
        }
        return Duration.ofDays(CimDateTimes.field(interval.group(1), 0))
                .plusHours(CimDateTimes.field(interval.group(2), 0))
                .plusMinutes(CimDateTimes.field(interval.group(3), 0))
                .plusSeconds(CimDateTimes.field(interval.group(4), 0))
                .plusNanos(CimDateTimes.micros(interval.group(5)) * 1000L);
    }

    /** Returns CIM's own form, and OMI's {@code P}, as an {@code xs:duration}; any other text as it is. */
    public static String toSchema(String text) {
        boolean converted = CimDateTimes.isCim(text) || text.equals("P");
        return converted ? printSchema(parse(text)) : text;
    }

    /**
     * Writes an interval in CIM's own form. Anything finer than a microsecond is cut off.
     *
     * @throws IllegalArgumentException if the interval is negative or longer than 99,999,999 days, which CIM does not
     *     allow
     */
    public static String print(Duration interval) {
        requireInterval(interval);
        return CimDateTimes.digits(interval.toDays(), 8)
                + CimDateTimes.digits(interval.toHoursPart(), 2)
                + CimDateTimes.digits(interval.toMinutesPart(), 2)
                + CimDateTimes.digits(interval.toSecondsPart(), 2)
                + '.'
                + CimDateTimes.digits(interval.toNanosPart() / 1000, 6)
                + ":000";
    }

    /**
     * Writes an interval as {@code xs:duration} in days, hours, minutes and seconds, to the nanosecond.
     * {@code xs:duration} has negative and longer values, but an interval of CIM that is sent in this form must not be
     * one of them (DSP0004 clause 5.2.4).
     *
     * @throws IllegalArgumentException if the interval is negative or longer than 99,999,999 days
     */
    public static String printSchema(Duration interval) {
        requireInterval(interval);
        BigDecimal seconds = BigDecimal.valueOf(interval.toSecondsPart())
                .add(BigDecimal.valueOf(interval.toNanosPart(), 9))
                .stripTrailingZeros();
        return "P" + interval.toDaysPart() + "DT" + interval.toHoursPart() + "H" + interval.toMinutesPart() + "M"
                + seconds.toPlainString() + "S";
    }

    private static void requireInterval(Duration interval) {
        if (interval.isNegative() || interval.toDays() > LONGEST_DAYS) {
            throw new IllegalArgumentException(
                    "CIM has no interval that is negative or longer than 99999999 days: " + interval);
        }
    }
}
