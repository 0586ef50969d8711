package dev.wsman.internal.value;

/**
 * A {@code char16}, which is one UTF-16 code unit. Its text is the character itself (DSP0230), but OMI writes its
 * decimal number.
 *
 * <pre>{@code
 *  text     from OMI    from any other server
 *  A        'A'         'A'
 *  65       'A'         'A'         two to five digits can only be a number
 *  7        U+0007      '7'         one digit is a number only from OMI
 * }</pre>
 */
public final class Char16 {
    private Char16() {}

    /**
     * Reads a {@code char16}.
     *
     * @param text the text as the server sent it, not empty
     * @throws IllegalArgumentException if the text is neither one character nor a number from 0 to 65535
     */
    public static char parse(String text, ServerForm form) {
        String stripped = text.strip();
        boolean number = stripped.length() > 1 || form.hasCharacterNumbers() && isDigit(stripped);
        if (number && isNumber(stripped)) {
            return (char) Integer.parseInt(stripped);
        }
        // White space alone is a character too.
        String one = stripped.isEmpty() ? text : stripped;
        if (one.length() == 1) {
            return one.charAt(0);
        }
        throw new IllegalArgumentException("not one character, nor a number from 0 to 65535");
    }

    private static boolean isDigit(String text) {
        return text.length() == 1 && text.charAt(0) >= '0' && text.charAt(0) <= '9';
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= Character.MAX_VALUE;
    }

    /** Writes a {@code char16} in the form of a server: its decimal number for OMI, the character for others. */
    public static String print(char character, ServerForm form) {
        return form.hasCharacterNumbers() ? number(character) : String.valueOf(character);
    }

    /** Writes a {@code char16} as its decimal number. */
    public static String number(char character) {
        return Integer.toString(character);
    }
}
