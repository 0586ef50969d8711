package dev.wsman.internal.xml;

import com.ctc.wstx.io.WstxInputData;
import java.util.HexFormat;

/** What XML 1.0 can hold: checks made where text enters, so that the error names what is wrong and not where it surfaced. */
public final class XmlCharacters {
    private static final int LONGEST_SCALAR = 1000;

    private XmlCharacters() {}

    /**
     * The text itself where XML can hold it.
     *
     * @throws IllegalArgumentException naming the first control character, non-character or lone surrogate and its offset
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

    private static int requireRare(String text, int index) {
        char c = text.charAt(index);
        if (Character.isHighSurrogate(c)
                && index + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(index + 1))) {
            return index + 1;
        }
        if (c < ' ' || Character.isSurrogate(c) || c >= 0xFFFE) {
            throw new IllegalArgumentException(
                    "XML cannot hold the character " + codePoint(c) + " (at offset " + index + ")");
        }
        return index;
    }

    /** A character by its number, {@code U+000B}. */
    public static String codePoint(char c) {
        return "U+" + HexFormat.of().withUpperCase().toHexDigits(c);
    }

    /**
     * The name itself where it is an element or attribute name without a colon.
     *
     * @throws IllegalArgumentException naming the character that a name cannot have
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
     * The text, where it is no longer than any number or time that is meant: reading one takes a time that grows with the
     * square of its length.
     */
    public static String requireShort(String text) {
        if (text.length() > LONGEST_SCALAR) {
            throw new IllegalArgumentException(
                    "a number or a time of " + text.length() + " characters, where " + LONGEST_SCALAR + " are taken");
        }
        return text;
    }
}
