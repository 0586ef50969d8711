package dev.wsman.internal.xml;

import com.ctc.wstx.io.WstxInputData;
import java.util.HexFormat;

/**
 * Checks that XML 1.0 can contain a text or a name. Callers check their arguments, so that the error names the cause.
 */
public final class XmlCharacters {
    private static final int LONGEST_SCALAR = 1000;

    private XmlCharacters() {}

    /**
     * Returns the text if XML can contain it.
     *
     * @throws IllegalArgumentException with the first control character, noncharacter or unpaired surrogate, and its
     *     offset
     */
    public static String requireText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' ? c != '\t' && c != '\n' && c != '\r' : c >= Character.MIN_SURROGATE) {
                i = requireRare(text, i);
            }
        }
        return text;
    }

    /** Checks a character outside of the usual range; returns the index of its last {@code char}. */
    private static int requireRare(String text, int index) {
        char c = text.charAt(index);
        if (Character.isHighSurrogate(c)
                && index + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(index + 1))) {
            return index + 1;
        }
        if (!isAllowed(c)) {
            throw new IllegalArgumentException(
                    "XML cannot contain the character " + codePoint(c) + " (at offset " + index + ")");
        }
        return index;
    }

    /** Returns whether XML 1.0 (production 2) allows a code point. */
    public static boolean isAllowed(int point) {
        return point >= 0x20 && point < 0xd800
                || point == '\t'
                || point == '\n'
                || point == '\r'
                || point > 0xdfff && point < 0xfffe
                || point > 0xffff && point <= Character.MAX_CODE_POINT;
    }

    /** Returns a character in the form {@code U+000B}. */
    public static String codePoint(char c) {
        return "U+" + HexFormat.of().withUpperCase().toHexDigits(c);
    }

    /**
     * Returns the name if it is a valid name of an element or attribute, without a colon.
     *
     * @throws IllegalArgumentException with the first invalid character
     */
    public static String requireName(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an XML name cannot be empty");
        }
        int illegal = name.indexOf(':') >= 0 ? name.indexOf(':') : WstxInputData.findIllegalNameChar(name, true, false);
        if (illegal >= 0) {
            throw new IllegalArgumentException("\"" + name + "\" is not an XML name: "
                    + WstxInputData.getCharDesc(name.charAt(illegal)) + " at offset " + illegal);
        }
        return name;
    }

    /**
     * Returns the text if it is short enough for a number or a time. The time to parse a number grows with the square
     * of its length.
     *
     * @throws IllegalArgumentException if the text is longer
     */
    public static String requireShort(String text) {
        if (text.length() > LONGEST_SCALAR) {
            throw new IllegalArgumentException(
                    "a number or a time of " + text.length() + " characters, limit " + LONGEST_SCALAR);
        }
        return text;
    }
}
