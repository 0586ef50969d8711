package dev.wsman.internal.value;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads the form of {@code xs:dateTime} that nearly all servers write, {@code 2024-02-29T12:34:56.000000+01:00},
 * without regular expressions and {@code BigDecimal}. Stateless.
 */
final class FastDateTimeReader {
    private static final String FORM = "dddd-dd-ddTdd:dd:dd";
    private static final int SECONDS_IN_A_MINUTE = 60;
    private static final int NO_ZONE = Integer.MIN_VALUE;

    private FastDateTimeReader() {}

    /**
     * Returns the time; null if the text has another form, which may be a valid {@code xs:dateTime}.
     *
     * @throws java.time.DateTimeException if the text is a day that does not exist, for instance February 30
     */
    static @Nullable OffsetDateTime parse(String text) {
        if (!hasForm(text)) {
            return null;
        }
        int afterFraction = text.charAt(FORM.length()) == '.' ? digits(text, FORM.length() + 1) : FORM.length();
        int zone = zone(text, afterFraction);
        int fraction = afterFraction - FORM.length() - 1;
        int year = number(text, 0, 4);
        int hour = number(text, 11, 2);
        if (zone == NO_ZONE || fraction == 0 || fraction > 9 || year == 0 || hour > 23) {
            return null;
        }
        return OffsetDateTime.of(
                year,
                number(text, 5, 2),
                number(text, 8, 2),
                hour,
                number(text, 14, 2),
                number(text, 17, 2),
                fraction < 0 ? 0 : nanos(text, fraction),
                ZoneOffset.ofTotalSeconds(zone * SECONDS_IN_A_MINUTE));
    }

    private static boolean hasForm(String text) {
        if (text.length() <= FORM.length()) {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            boolean same = FORM.charAt(i) == 'd' ? isDigit(text.charAt(i)) : text.charAt(i) == FORM.charAt(i);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Returns the index after the last digit. */
    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int number(String text, int from, int length) {
        int number = 0;
        for (int i = from; i < from + length; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static int nanos(String text, int digits) {
        int nanos = number(text, FORM.length() + 1, digits);
        for (int i = digits; i < 9; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** Returns the offset in minutes, at most fourteen hours (XML Schema part 2, 3.2.7.3), or {@link #NO_ZONE}. */
    private static int zone(String text, int at) {
        int left = text.length() - at;
        if (left == 1 && text.charAt(at) == 'Z') {
            return 0;
        }
        if (left != 6 || "+-".indexOf(text.charAt(at)) < 0 || text.charAt(at + 3) != ':') {
            return NO_ZONE;
        }
        if (digits(text, at + 1) != at + 3 || digits(text, at + 4) != at + 6) {
            return NO_ZONE;
        }
        int minutes = number(text, at + 1, 2) * 60 + number(text, at + 4, 2);
        if (minutes > 14 * 60 || number(text, at + 4, 2) > 59) {
            return NO_ZONE;
        }
        return text.charAt(at) == '-' ? -minutes : minutes;
    }
}
