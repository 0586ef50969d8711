package dev.wsman.internal.value;

import dev.wsman.internal.xml.ShortNumbers;
import dev.wsman.internal.xml.XmlCharacters;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/**
 * Reads numbers as XML Schema writes them. The parsers of the JDK also take the digits of other scripts, which no
 * server means as a number: {@code Long.parseLong("٤٢")} is 42.
 */
public final class XmlNumbers {
    private XmlNumbers() {}

    /**
     * Reads an {@code xs:long}.
     *
     * @throws NumberFormatException if the text is not one
     */
    public static long integer(String text) {
        return Long.parseLong(requireAscii(text));
    }

    /**
     * Reads an {@code xs:integer} of at most 1000 characters.
     *
     * @throws IllegalArgumentException if the text is not one
     */
    public static BigInteger bigInteger(String text) {
        return new BigInteger(requireAscii(XmlCharacters.requireShort(text)));
    }

    /**
     * Reads an {@code xs:decimal}, with or without an exponent, of at most 1000 characters.
     *
     * @throws IllegalArgumentException if the text is not one
     */
    public static BigDecimal decimal(String text) {
        return new BigDecimal(requireAscii(XmlCharacters.requireShort(text)));
    }

    /**
     * Reads an {@code xs:double}, including {@code NaN} and {@code INF}. The names are accepted in any case, and
     * {@code INFINITY} for {@code INF}.
     *
     * @throws IllegalArgumentException if the text is not one
     */
    public static double real(String text) {
        return switch (realName(text)) {
            case "NaN" -> Double.NaN;
            case "INF" -> Double.POSITIVE_INFINITY;
            case "-INF" -> Double.NEGATIVE_INFINITY;
            default -> decimal(text).doubleValue();
        };
    }

    /**
     * Returns the text of an {@code xs:double}, {@code NaN} and {@code INF} as XML Schema writes them.
     *
     * @throws NumberFormatException if the text has a character outside ASCII, or is a hexadecimal number, which the
     *     JDK reads and XML Schema does not have
     */
    public static String requireReal(String text) {
        if (text.indexOf('x') >= 0 || text.indexOf('X') >= 0) {
            throw new NumberFormatException("a number has the digits 0 to 9 alone");
        }
        return realName(requireAscii(text));
    }

    /** Returns the name in XML Schema of a value that is not a finite number; any other text as it is. */
    private static String realName(String text) {
        char last = text.isEmpty() ? '0' : text.charAt(text.length() - 1);
        if (last >= '0' && last <= '9') {
            return text;
        }
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "NAN" -> "NaN";
            case "INF", "+INF", "INFINITY" -> "INF";
            case "-INF", "-INFINITY" -> "-INF";
            default -> text;
        };
    }

    /**
     * Reads a non-negative integer of at most 18 digits, which is less than 2<sup>63</sup>; -1 for any other text. Most
     * values of {@code uint64} are such a text, and this needs no {@code BigInteger}.
     */
    static long shortUnsigned(String text) {
        return ShortNumbers.unsigned(text, 0, text.length());
    }

    /** Writes a number as XML Schema does: no exponent for a {@code BigDecimal}, {@code INF} for infinity. */
    static String print(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        String text = number.toString();
        return number instanceof Double || number instanceof Float ? text.replace("Infinity", "INF") : text;
    }

    /**
     * Returns the text if all its characters are ASCII.
     *
     * @throws NumberFormatException naming the first other character
     */
    public static String requireAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                throw new NumberFormatException(
                        "a number has the digits 0 to 9 alone, not " + XmlCharacters.codePoint(text.charAt(i)));
            }
        }
        return text;
    }
}
