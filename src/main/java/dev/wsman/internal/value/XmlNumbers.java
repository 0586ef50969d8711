package dev.wsman.internal.value;

import dev.wsman.internal.xml.XmlCharacters;
import java.math.BigDecimal;
import java.math.BigInteger;

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
     * Returns the text, if it has only characters of ASCII.
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
