package dev.wsman;

import dev.wsman.internal.binding.BindingException;
import dev.wsman.internal.fault.Excerpt;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.redaction.SecretNames;
import dev.wsman.internal.redaction.SecretValueMasker;
import dev.wsman.internal.value.Booleans;
import dev.wsman.internal.value.ByteArrays;
import dev.wsman.internal.value.Char16;
import dev.wsman.internal.value.CimDateTimes;
import dev.wsman.internal.value.CimIntervals;
import dev.wsman.internal.value.NotAValueException;
import dev.wsman.internal.value.ServerForm;
import dev.wsman.internal.value.XmlNumbers;
import dev.wsman.internal.xml.Tree;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Converts the text of a property to a Java value. If it is not a value of the type, throws {@link #mismatch}. */
final class Conversions {
    private static final int LONGEST_VALUE = 100;

    private Conversions() {}

    /**
     * Returns the exception for a value that is not of the expected type. It names the property and shows the value,
     * unless the name is that of a secret.
     */
    static WsmanException mismatch(String property, String value, String expected) {
        boolean secret = SecretNames.DEFAULT.contains(property);
        String shown = secret ? SecretValueMasker.MASK : Excerpt.cut(Excerpt.of(value), LONGEST_VALUE);
        String message = "property " + property + " is \"" + shown + "\", which is not " + expected;
        return WsmanExceptions.of(ExchangeException.value(message, null), null, null);
    }

    /** Returns the exception for an instance that does not fit a class. */
    static WsmanException mismatch(Class<?> type, Tree instance, Exception cause) {
        String message = cause instanceof BindingException
                ? String.valueOf(cause.getMessage())
                : "<" + instance.localName() + "> cannot be read as " + type.getName() + ": " + cause.getMessage();
        return WsmanExceptions.of(ExchangeException.value(message, cause), null, null);
    }

    /** Returns the text without white space around it. For most texts, a look at both ends is enough. */
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
            throw mismatch(property, text, "a signed integer of 64 bits; unsigned() reads larger ones");
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
        try {
            return text == null ? OptionalDouble.empty() : OptionalDouble.of(XmlNumbers.real(text));
        } catch (IllegalArgumentException e) {
            throw mismatch(property, text, "a number");
        }
    }

    static boolean bool(String property, String text) {
        try {
            return Booleans.parse(text);
        } catch (NotAValueException e) {
            throw mismatch(property, e);
        }
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
            return CimIntervals.parse(text);
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

    static byte[] bytes(String property, List<String> texts, @Nullable String xsiType) {
        try {
            return ByteArrays.read(texts, xsiType);
        } catch (NotAValueException e) {
            throw mismatch(property, e);
        }
    }

    private static WsmanException mismatch(String property, NotAValueException cause) {
        return mismatch(property, cause.text(), cause.expected());
    }
}
