package dev.wsman.codegen.model;

/**
 * Makes text from untrusted sources (names, descriptions and errors of a server, files of others) safe to show on a
 * terminal or in a log. A terminal interprets control characters, and bidirectional controls change the order in which
 * a text is shown.
 */
public final class PrintableText {
    /** The length to which texts are truncated, because a server may send texts of any length. */
    private static final int MOST_CHARACTERS = 4000;

    private PrintableText() {}

    /**
     * Returns the text as one line without control characters. A run of white space becomes one space. Control, format,
     * private and invisible characters, separators other than the space, and unpaired surrogates become escapes such as
     * {@code \u001b}. A text of more than 4000 characters is truncated and ends with an ellipsis.
     *
     * @param text any text
     */
    public static String of(String text) {
        return of(text, MOST_CHARACTERS);
    }

    /**
     * Returns the text in the same form, truncated to fewer characters.
     *
     * @param text any text
     * @param most the maximum number of characters
     */
    public static String of(String text, int most) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), most) + 1);
        int at = 0;
        while (at < text.length() && shown.length() < most) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (c == '\t' || c == '\n' || c == '\r' || c == '\f') {
                // a run of these characters becomes one space
                if (shown.isEmpty() || shown.charAt(shown.length() - 1) != ' ') {
                    shown.append(' ');
                }
            } else if (isPrintable(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append(escape(c));
            }
        }
        return at < text.length() ? shown.append('…').toString() : shown.toString();
    }

    /** Returns whether a terminal shows the character as itself. */
    static boolean isPrintable(int c) {
        return !isInvisible(c) && isOfVisibleKind(c);
    }

    /**
     * Returns true for letters, marks and symbols without a visible form: fillers, variation selectors, the blank of
     * Braille.
     */
    private static boolean isInvisible(int c) {
        return switch (c) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
            default -> c >= 0x180B && c <= 0x180F || c >= 0xFE00 && c <= 0xFE0F || c >= 0xE0100 && c <= 0xE01EF;
        };
    }

    private static boolean isOfVisibleKind(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }

    private static String escape(int c) {
        String digits = Integer.toHexString(c);
        return "\\u" + (c > 0xFFFF ? "{" + digits + "}" : "0".repeat(4 - digits.length()) + digits);
    }
}
