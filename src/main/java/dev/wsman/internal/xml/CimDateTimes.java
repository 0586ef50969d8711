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
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private CimDateTimes() {}

    /**
     * A point in time in either notation, UTC where no zone is said, the earliest where parts are left open.
     *
     * @throws DateTimeException where the text says none
     * @throws IllegalArgumentException where the text is in neither notation
     */
    public static OffsetDateTime dateTime(String text) {
        OffsetDateTime usual = UsualTimes.parse(text);
        if (usual != null) {
            return usual;
        }
        Matcher point = POINT.matcher(Characters.requireShort(text));
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
        Matcher interval = INTERVAL.matcher(Characters.requireShort(text));
        if (!interval.matches()) {
            return Durations.parse(text);
        }
        return Duration.ofDays(field(interval.group(1), 0))
                .plusHours(field(interval.group(2), 0))
                .plusMinutes(field(interval.group(3), 0))
                .plusSeconds(field(interval.group(4), 0))
                .plusNanos(micros(interval.group(5)) * 1000L);
    }

    /** A point in time as CIM writes it, to the microsecond; an offset with seconds becomes UTC. */
    public static String print(OffsetDateTime time) {
        OffsetDateTime whole =
                time.getOffset().getTotalSeconds() % 60 == 0 ? time : time.withOffsetSameInstant(ZoneOffset.UTC);
        if (whole.getYear() < 0 || whole.getYear() > 9999) {
            throw new IllegalArgumentException("CIM has no datetime for the year " + whole.getYear());
        }
        int minutes = whole.getOffset().getTotalSeconds() / 60;
        return FIELDS.format(whole) + (minutes < 0 ? "-" : "+") + "%03d".formatted(Math.abs(minutes));
    }

    /** An interval as CIM writes it, to the microsecond. */
    public static String print(Duration interval) {
        if (interval.isNegative() || interval.toDays() > LONGEST_DAYS) {
            throw new IllegalArgumentException(
                    "CIM has no interval that is negative or longer than 99999999 days: " + interval);
        }
        return "%08d%02d%02d%02d.%06d:000"
                .formatted(
                        interval.toDays(),
                        interval.toHoursPart(),
                        interval.toMinutesPart(),
                        interval.toSecondsPart(),
                        interval.toNanosPart() / 1000);
    }

    /** A point in time as XML Schema writes it, to the nanosecond. */
    public static String printSchema(OffsetDateTime time) {
        OffsetDateTime whole =
                time.getOffset().getTotalSeconds() % 60 == 0 ? time : time.withOffsetSameInstant(ZoneOffset.UTC);
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(whole);
    }
}
