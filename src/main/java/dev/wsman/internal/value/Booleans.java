package dev.wsman.internal.value;

import java.util.Locale;

/** Reads the booleans of XML Schema, ignoring case: OMI and openwsman write {@code TRUE}. */
public final class Booleans {
    private Booleans() {}

    /**
     * Reads {@code true} and {@code false} in any case, {@code 1} and {@code 0}.
     *
     * @throws NotAValueException if the text is none of these
     */
    public static boolean parse(String text) {
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> parseLower(text);
        };
    }

    private static boolean parseLower(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new NotAValueException(text, "true or false", null);
        };
    }
}
