package dev.wsman.internal.binding;

import dev.wsman.internal.xml.CimDateTimes;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of datetime and interval properties, with and without white space, for the types a class may have. */
final class CimTime {
    private static final int DMTF_LENGTH = 25;
    private static final Pattern XSD_TIME = Pattern.compile("([^Z+-]+)(?:Z|[+-]\\d{2}:\\d{2})?");

    private CimTime() {}

    /** A point in time in either notation; see {@link CimDateTimes#dateTime}. */
    static OffsetDateTime dateTime(String text) {
        return CimDateTimes.dateTime(text.trim());
    }

    /** The day of a date or a point in time, in the zone it was sent in. */
    static LocalDate date(String text) {
        return dateTime(text).toLocalDate();
    }

    /** The time of day of an {@code xs:time} or of a point in time, in the zone it was sent in. */
    static LocalTime time(String text) {
        String lexical = text.trim();
        if (lexical.indexOf('T') >= 0 || isDmtf(lexical)) {
            return dateTime(lexical).toLocalTime();
        }
        Matcher time = XSD_TIME.matcher(lexical);
        return LocalTime.parse(time.matches() ? time.group(1) : lexical);
    }

    /** A span of time in either notation; see {@link CimDateTimes#interval}. */
    static Duration interval(String text) {
        return CimDateTimes.interval(text.trim());
    }

    /** Rewrites a DMTF point in time as {@code xs:dateTime}; any other text is returned as it is, trimmed. */
    static String toXsdDateTime(String text) {
        String lexical = text.trim();
        return isDmtf(lexical) ? CimDateTimes.printSchema(dateTime(lexical)) : lexical;
    }

    /** Rewrites a DMTF interval as {@code xs:duration}; any other text is returned as it is, trimmed. */
    static String toXsdDuration(String text) {
        String lexical = text.trim();
        // OMI sends an interval of nothing as a bare P
        return isDmtf(lexical) || lexical.equals("P") ? CimDateTimes.printSchema(interval(lexical)) : lexical;
    }

    private static boolean isDmtf(String lexical) {
        return lexical.length() == DMTF_LENGTH && lexical.charAt(14) == '.';
    }
}
