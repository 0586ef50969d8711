package dev.wsman.internal.value;

import dev.wsman.internal.xml.XmlCharacters;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.datatype.DatatypeConstants;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.XMLGregorianCalendar;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the points in time of CIM: in CIM's own form {@code yyyymmddhhmmss.mmmmmmsutc} (DSP0004 clause
 * 5.2.4), with the offset from UTC in minutes, and in those of XML Schema. For intervals see {@link CimIntervals}.
 *
 * <pre>{@code
 *  20240229123456.500000+060    2024-02-29T12:34:56.5+01:00
 *  20240229******.******+***    2024-02-29T00:00Z; a field of asterisks has its lowest value
 *  2024-02-29T12:34:56.5+01:00  2024-02-29T12:34:56.5+01:00
 *  2024-02-29                   2024-02-29T00:00Z; UTC if no offset is given
 * }</pre>
 */
public final class CimDateTimes {
    private static final Pattern POINT = Pattern.compile(
            "(\\d{4})(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)\\.([\\d*]{6})([+-])(\\d{3}|\\*{3})");
    private static final DatatypeFactory SCHEMA_TYPES = DatatypeFactory.newDefaultInstance();
    private static final DateTimeFormatter FIELDS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSSSSS", Locale.ROOT);
    private static final int CIM_LENGTH = 25;
    private static final int LAST_YEAR = 9999;
    /** An {@code xs:time}: the time of day, and an offset. */
    private static final Pattern SCHEMA_TIME_OF_DAY = Pattern.compile("([^Z+-]+)(?:Z|[+-]\\d{2}:\\d{2})?");
    /** The beginning of an {@code xs:dateTime}, which has a hyphen after the year, or of an {@code xs:duration}. */
    private static final Pattern SCHEMA_BEGINNING = Pattern.compile("-?(?:\\d{4,}-\\d\\d-|P)");
    /** In minutes: CIM's own form has three digits for the offset. */
    private static final int CIM_FARTHEST_ZONE = 999;
    /** In minutes (XML Schema part 2, 3.2.7.3). */
    private static final int SCHEMA_FARTHEST_ZONE = 14 * 60;

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private CimDateTimes() {}

    /**
     * Reads a point in time in either form. It is UTC if the text has no offset. A field of asterisks has its lowest
     * value.
     *
     * @throws DateTimeException if the text is not a point in time
     * @throws IllegalArgumentException if the text is in neither form
     */
    public static OffsetDateTime dateTime(String text) {
        OffsetDateTime usual = FastDateTimeReader.parse(text);
        if (usual != null) {
            return usual;
        }
        Matcher point = POINT.matcher(XmlCharacters.requireShort(text));
        return point.matches() ? point(point) : schemaDateTime(text);
    }

    private static OffsetDateTime point(Matcher point) {
        int minutes = point.group(9).startsWith("*") ? 0 : Integer.parseInt(point.group(9));
        return OffsetDateTime.of(
                Integer.parseInt(point.group(1)),
                field(point.group(2), 1),
                field(point.group(3), 1),
                field(point.group(4), 0),
                field(point.group(5), 0),
                field(point.group(6), 0),
                micros(point.group(7)) * 1000,
                ZoneOffset.ofTotalSeconds((point.group(8).equals("-") ? -minutes : minutes) * 60));
    }

    static int field(String digits, int open) {
        return digits.startsWith("*") ? open : Integer.parseInt(digits);
    }

    static int micros(String digits) {
        return Integer.parseInt(digits.replace('*', '0'));
    }

    private static OffsetDateTime schemaDateTime(String text) {
        XMLGregorianCalendar calendar = SCHEMA_TYPES.newXMLGregorianCalendar(text);
        QName type = calendar.getXMLSchemaType();
        boolean date = type.equals(DatatypeConstants.DATE);
        if (!date && !type.equals(DatatypeConstants.DATETIME)) {
            throw new DateTimeException("not a point in time");
        }
        int zone = calendar.getTimezone();
        BigDecimal fraction = calendar.getFractionalSecond();
        return OffsetDateTime.of(
                calendar.getYear(),
                calendar.getMonth(),
                calendar.getDay(),
                date ? 0 : calendar.getHour(),
                date ? 0 : calendar.getMinute(),
                date ? 0 : calendar.getSecond(),
                fraction == null ? 0 : fraction.multiply(NANOS).intValue(),
                ZoneOffset.ofTotalSeconds(zone == DatatypeConstants.FIELD_UNDEFINED ? 0 : zone * 60));
    }

    /** Returns the day of a date or a point in time, in the zone of the text. */
    public static LocalDate date(String text) {
        return dateTime(text).toLocalDate();
    }

    /** Returns the time of day of an {@code xs:time} or of a point in time, in the zone of the text. */
    public static LocalTime timeOfDay(String text) {
        if (text.indexOf('T') >= 0 || isCim(text)) {
            return dateTime(text).toLocalTime();
        }
        Matcher time = SCHEMA_TIME_OF_DAY.matcher(text);
        return LocalTime.parse(time.matches() ? time.group(1) : text);
    }

    /** Returns a point in time in CIM's own form as an {@code xs:dateTime}; any other text as it is. */
    public static String toSchema(String text) {
        return isCim(text) ? printSchema(dateTime(text)) : text;
    }

    /** Returns whether a text has the length and the dot of CIM's own form of a point in time or an interval. */
    static boolean isCim(String text) {
        return text.length() == CIM_LENGTH && text.charAt(14) == '.';
    }

    /** Returns whether a text begins as a date-time or a duration of XML Schema. */
    static boolean isSchema(String text) {
        return SCHEMA_BEGINNING.matcher(text).lookingAt();
    }

    /** Returns a point in time of the JDK with its offset from UTC; null if the value is not one. */
    static @Nullable OffsetDateTime of(Object value) {
        if (value instanceof OffsetDateTime time) {
            return time;
        }
        if (value instanceof ZonedDateTime time) {
            return time.toOffsetDateTime();
        }
        return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : null;
    }

    /**
     * Writes a point in time in CIM's own form. Anything finer than a microsecond is cut off. A time whose offset has
     * seconds, or more than 999 minutes, is written in UTC.
     *
     * @throws IllegalArgumentException if the year is not from 0 to 9999
     */
    public static String print(OffsetDateTime time) {
        OffsetDateTime whole = within(time, CIM_FARTHEST_ZONE, 0);
        int minutes = whole.getOffset().getTotalSeconds() / 60;
        return FIELDS.format(whole) + (minutes < 0 ? "-" : "+") + digits(Math.abs(minutes), 3);
    }

    /**
     * Writes a point in time as {@code xs:dateTime}, to the nanosecond. A time whose offset has seconds, or more than
     * 14 hours, is written in UTC.
     *
     * @throws IllegalArgumentException if the year is not from 1 to 9999
     */
    public static String printSchema(OffsetDateTime time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(within(time, SCHEMA_FARTHEST_ZONE, 1));
    }

    /**
     * Returns a date that the JDK wrote, which begins with a sign if its year has more than four digits or is negative.
     *
     * @throws IllegalArgumentException if the year is not from 0 to 9999
     */
    public static String requireDate(String date) {
        if (date.startsWith("+") || date.startsWith("-")) {
            throw new IllegalArgumentException("CIM has no date outside the years 0 to " + LAST_YEAR);
        }
        return date;
    }

    private static OffsetDateTime within(OffsetDateTime time, int farthestZone, int firstYear) {
        int seconds = time.getOffset().getTotalSeconds();
        boolean fits = seconds % 60 == 0 && Math.abs(seconds / 60) <= farthestZone;
        OffsetDateTime whole = fits ? time : time.withOffsetSameInstant(ZoneOffset.UTC);
        if (whole.getYear() < firstYear || whole.getYear() > LAST_YEAR) {
            throw new IllegalArgumentException("CIM has no date-time in the year " + whole.getYear() + ", only from "
                    + firstYear + " to " + LAST_YEAR);
        }
        return whole;
    }

    /** Writes a number in ASCII digits in every locale, which formatters do not guarantee. */
    static String digits(long number, int width) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(width - digits.length(), 0)) + digits;
    }
}
