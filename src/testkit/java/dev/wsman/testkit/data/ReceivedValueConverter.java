package dev.wsman.testkit.data;

import dev.wsman.testkit.model.CimDateTime;
import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.CimReference;
import dev.wsman.testkit.model.DataType;
import dev.wsman.testkit.model.PropertyDeclaration;
import java.math.BigInteger;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;

/**
 * Converts values that a client sent to the Java type of a property: Boolean; Integer for up to 16 bits, Long for
 * uint32 and sint64, BigInteger for uint64; Float and Double; String; OffsetDateTime or Duration; a reference or an
 * instance. Texts must have the lexical form of the type. If a value does not fit, throws an IllegalArgumentException
 * that says why.
 */
final class ReceivedValueConverter {
    private ReceivedValueConverter() {}

    static Object convert(PropertyDeclaration property, Object value) {
        if (value == null) {
            return null;
        }
        if (property.array()) {
            List<?> members = value instanceof List<?> list ? list : List.of(value);
            return members.stream()
                    .map(member -> scalar(property.type(), member))
                    .toList();
        }
        if (value instanceof List<?> list) {
            require(list.size() == 1, "one value, not " + list.size());
            return convert(property, list.get(0));
        }
        return scalar(property.type(), value);
    }

    private static Object scalar(DataType type, Object value) {
        require(value != null, "a value rather than NULL inside an array");
        return switch (type) {
            case BOOLEAN -> bool(value);
            case UINT8 -> unsigned(value, 8).intValue();
            case UINT16 -> unsigned(value, 16).intValue();
            case UINT32 -> unsigned(value, 32).longValue();
            case UINT64 -> unsigned(value, 64);
            case SINT8 -> signed(value, 8).intValue();
            case SINT16 -> signed(value, 16).intValue();
            case SINT32 -> signed(value, 32).intValue();
            case SINT64 -> signed(value, 64).longValue();
            case REAL32 -> value instanceof Number number ? number.floatValue() : Float.parseFloat(real(value));
            case REAL64 -> value instanceof Number number ? number.doubleValue() : Double.parseDouble(real(value));
            case STRING -> text(value);
            case CHAR16 -> character(value);
            case DATETIME -> time(value);
            case REFERENCE -> value instanceof CimReference ? value : CimReference.parse(text(value));
            case EMBEDDED_INSTANCE -> instance(value);
        };
    }

    private static Boolean bool(Object value) {
        return switch (text(value).strip().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new IllegalArgumentException("true or false, not " + value);
        };
    }

    private static BigInteger unsigned(Object value, int bits) {
        return within(value, BigInteger.ZERO, BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
    }

    private static BigInteger signed(Object value, int bits) {
        BigInteger bound = BigInteger.ONE.shiftLeft(bits - 1);
        return within(value, bound.negate(), bound.subtract(BigInteger.ONE));
    }

    private static BigInteger within(Object value, BigInteger least, BigInteger greatest) {
        String range = "an integer from " + least + " to " + greatest + ", not " + value;
        String digits = text(value).strip();
        require(digits.matches("[+-]?\\d{1,40}"), range);
        BigInteger number = new BigInteger(digits);
        require(number.compareTo(least) >= 0 && number.compareTo(greatest) <= 0, range);
        return number;
    }

    /** Converts the XML Schema names of infinite values to those of Java. */
    private static String real(Object value) {
        String text = text(value).strip();
        return switch (text) {
            case "INF", "+INF" -> "Infinity";
            case "-INF" -> "-Infinity";
            default -> {
                require(text.matches("NaN|[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?"), "a number, not " + text);
                yield text;
            }
        };
    }

    private static String character(Object value) {
        require(text(value).length() == 1, "one character, not " + value);
        return text(value);
    }

    private static Object time(Object value) {
        return value instanceof OffsetDateTime || value instanceof Duration ? value : CimDateTime.parse(text(value));
    }

    private static Object instance(Object value) {
        require(value instanceof CimInstance, "an embedded instance, not a text");
        return value;
    }

    private static String text(Object value) {
        require(!(value instanceof CimInstance || value instanceof CimReference), "a simple value, not a nested one");
        return value.toString();
    }

    private static void require(boolean satisfied, String expected) {
        if (!satisfied) {
            throw new IllegalArgumentException("expected " + expected);
        }
    }
}
