package dev.wsman.internal.xml;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.datatype.DatatypeConstants;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.XMLGregorianCalendar;
import javax.xml.namespace.QName;

/**
 * The datetimes of CIM (DSP0004 clause 5.2.4): {@code yyyymmddhhmmss.mmmmmmsutc}, where the offset is in minutes and asterisks
 * stand for what is not said, {@code ddddddddhhmmss.mmmmmm:000} for intervals; and those of XML Schema.
 */
public final class CimDateTimes {
    private static final Pattern POINT = Pattern.compile(
            "(\\d{4})(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)\\.([\\d*]{6})([+-])(\\d{3}|\\*{3})");
    private static final Pattern INTERVAL =
            Pattern.compile("(\\d{8}|\\*{8})(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)(\\d\\d|\\*\\*)\\.([\\d*]{6}):000");
    private static final DatatypeFactory SCHEMA_TYPES = DatatypeFactory.newDefaultInstance();
    private static final DateTimeFormatter FIELDS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSSSSS", Locale.ROOT);
    private static final long LONGEST_DAYS = 99_999_999;
    /** In minutes: CIM has three digits for the offset. */
    private static final int CIM_FARTHEST_ZONE = 999;
    /** In minutes (XML Schema part 2, 3.2.7.3). */
    private static final int SCHEMA_FARTHEST_ZONE = 14 * 60;

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private CimDateTimes() {}

    /**
     * A point in time in either notation, UTC where no zone is said, the earliest where parts are left open.
     *
     * @throws DateTimeException where the text says none
     * @throws IllegalArgumentException where the text is in neither notation
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

    private static int field(String digits, int open) {
        return digits.startsWith("*") ? open : Integer.parseInt(digits);
    }

    private static int micros(String digits) {
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

    /**
     * An interval in CIM's notation, nothing where parts are left open, or as XML Schema writes it.
     *
     * @throws IllegalArgumentException where the text is in neither notation
     */
    public static Duration interval(String text) {
        Matcher interval = INTERVAL.matcher(XmlCharacters.requireShort(text));
        if (!interval.matches()) {
            return XmlDurations.parse(text);
        }
        return Duration.ofDays(field(interval.group(1), 0))
                .plusHours(field(interval.group(2), 0))
                .plusMinutes(field(interval.group(3), 0))
                .plusSeconds(field(interval.group(4), 0))
                .plusNanos(micros(interval.group(5)) * 1000L);
    }

    /**
     * Writes a point in time as CIM does. What is finer than a microsecond is cut off. An offset with seconds, or of
     * more than 999 minutes, becomes UTC.
     *
     * @throws IllegalArgumentException if the year is not one from 0 to 9999
     */
    public static String print(OffsetDateTime time) {
        OffsetDateTime whole = within(time, CIM_FARTHEST_ZONE, 0);
        int minutes = whole.getOffset().getTotalSeconds() / 60;
        return FIELDS.format(whole) + (minutes < 0 ? "-" : "+") + digits(Math.abs(minutes), 3);
    }

    /**
     * Writes an interval as CIM does. What is finer than a microsecond is cut off.
     *
     * @throws IllegalArgumentException if it is negative or longer than 99,999,999 days, which no interval of CIM can
     *     be
     */
    public static String print(Duration interval) {
        requireInterval(interval);
        return digits(interval.toDays(), 8)
                + digits(interval.toHoursPart(), 2)
                + digits(interval.toMinutesPart(), 2)
                + digits(interval.toSecondsPart(), 2)
                + '.'
                + digits(interval.toNanosPart() / 1000, 6)
                + ":000";
    }

    /**
     * Writes a point in time as {@code xs:dateTime}, to the nanosecond. An offset with seconds, or of more than 14
     * hours, becomes UTC.
     *
     * @throws IllegalArgumentException if the year is not one from 1 to 9999
     */
    public static String printSchema(OffsetDateTime time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(within(time, SCHEMA_FARTHEST_ZONE, 1));
    }

    /**
     * Writes an interval as {@code xs:duration} in days, hours, minutes and seconds, to the nanosecond.
     * {@code xs:duration} has negative values and longer ones, but an interval of CIM that is sent in this form has
     * not (DSP0004 5.2.4).
     *
     * @throws IllegalArgumentException if it is negative or longer than 99,999,999 days, which no interval of CIM can
     *     be
     */
    public static String printSchema(Duration interval) {
        requireInterval(interval);
        BigDecimal seconds = BigDecimal.valueOf(interval.toSecondsPart())
                .add(BigDecimal.valueOf(interval.toNanosPart(), 9))
                .stripTrailingZeros();
        return "P" + interval.toDaysPart() + "DT" + interval.toHoursPart() + "H" + interval.toMinutesPart() + "M"
                + seconds.toPlainString() + "S";
    }

    private static OffsetDateTime within(OffsetDateTime time, int farthestZone, int firstYear) {
        int seconds = time.getOffset().getTotalSeconds();
        boolean fits = seconds % 60 == 0 && Math.abs(seconds / 60) <= farthestZone;
        OffsetDateTime whole = fits ? time : time.withOffsetSameInstant(ZoneOffset.UTC);
        if (whole.getYear() < firstYear || whole.getYear() > 9999) {
            throw new IllegalArgumentException(
                    "CIM has no date-time in the year " + whole.getYear() + ", only from " + firstYear + " to 9999");
        }
        return whole;
    }

    private static void requireInterval(Duration interval) {
        if (interval.isNegative() || interval.toDays() > LONGEST_DAYS) {
            throw new IllegalArgumentException(
                    "CIM has no interval that is negative or longer than 99999999 days: " + interval);
        }
    }

    /** The digits of ASCII whatever the locale, which formatters do not promise. */
    private static String digits(long number, int width) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(width - digits.length(), 0)) + digits;
    }
}
