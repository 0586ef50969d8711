package dev.wsman;

import dev.wsman.internal.binding.BindingException;
import dev.wsman.internal.fault.Excerpt;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.redaction.SecretNames;
import dev.wsman.internal.redaction.SecretValueMasker;
import dev.wsman.internal.value.Char16;
import dev.wsman.internal.value.ServerForm;
import dev.wsman.internal.value.TimeElement;
import dev.wsman.internal.value.XmlNumbers;
import dev.wsman.internal.xml.CimDateTimes;
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

    /**
     * The one exception for a value that is not what was asked for; it names both. The value of a property with a
     * secret name is not shown.
     */
    static WsmanException mismatch(String property, String value, String expected) {
        boolean secret = SecretNames.DEFAULT.contains(property);
        String shown = secret ? SecretValueMasker.MASK : Excerpt.cut(Excerpt.of(value), LONGEST_VALUE);
        String message = "property " + property + " is \"" + shown + "\", which is not " + expected;
        return WsmanExceptions.of(ExchangeException.value(message, null), null, null);
    }

    /** The exception for an instance that does not fit a class. */
    static WsmanException mismatch(Class<?> type, Tree instance, Exception cause) {
        String message = cause instanceof BindingException
                ? String.valueOf(cause.getMessage())
                : "<" + instance.localName() + "> cannot be read as " + type.getName() + ": " + cause.getMessage();
        return WsmanExceptions.of(ExchangeException.value(message, cause), null, null);
    }

    /** The value as text: that of the property's element, or of the element inside it that holds a date-time. */
    static String text(Tree element) {
        String text = element.text();
        if (text.isBlank()) {
            Tree holder = TimeElement.in(element);
            return holder == null ? text : holder.text();
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

    static long integer(String property, String text) {
        try {
            return XmlNumbers.integer(text);
        } catch (NumberFormatException e) {
            throw mismatch(property, text, "an integer of 64 bits with a sign (unsigned() reads larger ones)");
        }
    }

    static OptionalLong optionalInteger(String property, @Nullable String text) {
        return text == null ? OptionalLong.empty() : OptionalLong.of(integer(property, text));
    }

    static BigInteger unsigned(String property, String text) {
        try {
            return XmlNumbers.bigInteger(text);
        } catch (IllegalArgumentException e) {
            throw mismatch(property, text, "an integer");
        }
    }

    static BigDecimal decimal(String property, String text) {
        try {
            return XmlNumbers.decimal(text);
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

    static char character(String property, String text, ServerForm form) {
        try {
            return Char16.parse(text, form);
        } catch (IllegalArgumentException e) {
            throw mismatch(property, text, "one character or its number");
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
