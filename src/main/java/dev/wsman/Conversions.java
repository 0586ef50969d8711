package dev.wsman;

import dev.wsman.internal.binding.BindingException;
import dev.wsman.internal.fault.Excerpt;
import dev.wsman.internal.fault.Failure;
import dev.wsman.internal.xml.Characters;
import dev.wsman.internal.xml.CimDateTimes;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** From what a property holds on the wire to Java values; null and empty ones are dealt with before. */
final class Conversions {
    private static final int LONGEST_VALUE = 100;

    private Conversions() {}

    /** The one exception for a value that is not what was asked for; it names both. */
    static WsmanException mismatch(String property, String value, String expected) {
        String shown = Excerpt.cut(Excerpt.of(value), LONGEST_VALUE);
        String message = "property " + property + " is \"" + shown + "\", which is not " + expected;
        return Failures.of(Failure.value(message, 0, null), null, null);
    }

    /** The exception for an instance that does not fit a class. */
    static WsmanException mismatch(Class<?> type, Tree instance, Exception cause) {
        String message = cause instanceof BindingException
                ? String.valueOf(cause.getMessage())
                : "<" + instance.localName() + "> cannot be read as " + type.getName() + ": " + cause.getMessage();
        return Failures.of(Failure.value(message, 0, cause), null, null);
    }

    /** The value as text: that of the property element, or of the {@code cim:} element that a datetime is wrapped in. */
    static String text(Tree element) {
        String text = element.text();
        if (text.isBlank()) {
            Tree wrapped = wrapped(element);
            return wrapped == null ? text : wrapped.text();
        }
        return text;
    }

    /** The text without blanks around it, of which most have none. */
    static String stripped(String text) {
        int last = text.length() - 1;
        return last >= 0 && isPlain(text.charAt(0)) && isPlain(text.charAt(last)) ? text : text.strip();
    }

    private static boolean isPlain(char c) {
        return c > ' ' && c < 0x7f;
    }

    private static @Nullable Tree wrapped(Tree element) {
        Tree first = element.firstElement();
        // OMI's own client writes the wrapper of a datetime in no namespace.
        return first != null
                        && (first.namespace().equals(Namespaces.CIM_COMMON)
                                || first.localName().equals("CIM_DateTime"))
                ? first
                : null;
    }

    static long integer(String property, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw mismatch(property, text, "an integer of 64 bits with a sign (unsigned() reads larger ones)");
        }
    }

    static OptionalLong optionalInteger(String property, @Nullable String text) {
        return text == null ? OptionalLong.empty() : OptionalLong.of(integer(property, text));
    }

    static BigInteger unsigned(String property, String text) {
        try {
            return new BigInteger(Characters.requireShort(text));
        } catch (IllegalArgumentException e) {
            throw mismatch(property, text, "an integer");
        }
    }

    static BigDecimal decimal(String property, String text) {
        try {
            return new BigDecimal(Characters.requireShort(text));
        } catch (IllegalArgumentException e) {
            throw mismatch(property, text, "a number");
        }
    }

    static OptionalDouble number(String property, @Nullable String text) {
        if (text == null) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                switch (text.toUpperCase(Locale.ROOT)) {
                    case "NAN" -> Double.NaN;
                    case "INF", "+INF", "INFINITY" -> Double.POSITIVE_INFINITY;
                    case "-INF", "-INFINITY" -> Double.NEGATIVE_INFINITY;
                    default -> decimal(property, text).doubleValue();
                });
    }

    static boolean bool(String property, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw mismatch(property, text, "true or false");
        };
    }

    static OffsetDateTime dateTime(String property, String text) {
        try {
            return CimDateTimes.dateTime(text);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw mismatch(property, text, "a date and time");
        }
    }

    static Duration duration(String property, String text) {
        try {
            return CimDateTimes.interval(text);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw mismatch(property, text, "an interval");
        }
    }

    static byte[] bytes(String property, String text) {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw mismatch(property, text, "base64");
        }
    }
}
