package dev.wsman.internal.fault;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the HTTP header {@code Retry-After}: seconds, or a date (RFC 9110 10.2.3). */
final class RetryAfterHeader {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private RetryAfterHeader() {}

    /**
     * Returns how long to wait; null if the header is not readable, or if it is a date and {@code date} is null.
     *
     * @param header {@code 120} or {@code Fri, 31 Dec 1999 23:59:59 GMT}
     * @param date the reply's header {@code Date}: the server's clock, which may differ from the client's
     */
    static @Nullable Duration parse(String header, @Nullable String date) {
        String value = header.strip();
        return SECONDS.matcher(value).matches() ? Duration.ofSeconds(Long.parseLong(value)) : between(date, value);
    }

    private static @Nullable Duration between(@Nullable String from, String to) {
        try {
            Duration wait = from == null ? null : Duration.between(moment(from), moment(to));
            return wait != null && wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static OffsetDateTime moment(String date) {
        return OffsetDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
    }
}
