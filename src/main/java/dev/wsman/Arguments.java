package dev.wsman;

import dev.wsman.internal.transport.Deadline;
import dev.wsman.internal.xml.XmlCharacters;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Checks the arguments of callers. Each method returns the value if it is valid; otherwise the failure names the
 * argument.
 */
final class Arguments {
    /** In bytes. Services need not accept a smaller limit (DSP0226 R13.1-1). */
    private static final long SMALLEST_ENVELOPE = 8192;

    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);

    private Arguments() {}

    static <T> T present(@Nullable T value, String argument) {
        if (value == null) {
            throw new IllegalArgumentException(argument + " is null");
        }
        return value;
    }

    /** Requires text that is not blank and that XML can hold. */
    static String text(@Nullable String value, String argument) {
        if (present(value, argument).isBlank()) {
            throw new IllegalArgumentException(argument + " is empty");
        }
        return xml(value, argument);
    }

    /** Requires text that XML can hold; it may be empty. */
    static String xml(@Nullable String value, String argument) {
        try {
            return XmlCharacters.requireText(present(value, argument));
        } catch (IllegalArgumentException e) {
            throw value == null ? e : new IllegalArgumentException(argument + ": " + e.getMessage(), e);
        }
    }

    /** Requires a name that an XML element can have. */
    static String name(@Nullable String value, String argument) {
        try {
            return XmlCharacters.requireName(text(value, argument));
        } catch (IllegalArgumentException e) {
            throw named(argument, e);
        }
    }

    /** Requires an absolute URI; the failure names the position of the error. */
    static String uri(@Nullable String value, String argument) {
        String text = text(value, argument);
        try {
            if (new URI(text).isAbsolute()) {
                return text;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    argument + ": \"" + text + "\" is not a URI: " + e.getReason() + " at offset " + e.getIndex(), e);
        }
        throw new IllegalArgumentException(argument + ": \"" + text + "\" is not an absolute URI");
    }

    /** Requires a method's name, or the URI of an action that ends with one. */
    static String method(@Nullable String value) {
        String method = text(value, "method").strip();
        if (method.contains("://")) {
            uri(method, "method");
        }
        name(method.substring(method.lastIndexOf('/') + 1), "method");
        return method;
    }

    static int batchItems(int items) {
        if (items < 0) {
            throw new IllegalArgumentException("items is " + items + "; it must be 0, for no limit, or more");
        }
        return items;
    }

    /** Requires at least 1 ms, and returns at most a year, so that no sum of two durations overflows. */
    static Duration timeout(Duration timeout, String argument) {
        if (present(timeout, argument).compareTo(SHORTEST_TIMEOUT) < 0) {
            throw new IllegalArgumentException(argument + " is " + timeout + "; it must be at least 1 ms");
        }
        return timeout.compareTo(Deadline.LONGEST) > 0 ? Deadline.LONGEST : timeout;
    }

    static int positive(int number, String argument) {
        if (number < 1) {
            throw new IllegalArgumentException(argument + " is " + number + "; it must be at least 1");
        }
        return number;
    }

    static long envelopeSize(long bytes) {
        if (bytes < SMALLEST_ENVELOPE) {
            throw new IllegalArgumentException("bytes is " + bytes + "; it must be at least " + SMALLEST_ENVELOPE);
        }
        return bytes;
    }

    /** Requires printable ASCII, as an HTTP header can hold it. */
    static String header(String value, String argument) {
        if (!text(value, argument).chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException(argument + ": an HTTP header holds printable ASCII only");
        }
        return value;
    }

    /** Returns the failure with the argument's name in front of its message, unless it is there already. */
    static IllegalArgumentException named(String argument, IllegalArgumentException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith(argument)
                ? failure
                : new IllegalArgumentException(argument + ": " + message, failure);
    }
}
