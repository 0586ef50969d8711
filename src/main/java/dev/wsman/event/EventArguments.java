package dev.wsman.event;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks the arguments of callers; the failure names the argument. */
final class EventArguments {
    private EventArguments() {}

    static <T> T present(@Nullable T value, String argument) {
        if (value == null) {
            throw new IllegalArgumentException(argument + " is null");
        }
        return value;
    }

    static String text(@Nullable String value, String argument) {
        if (present(value, argument).isBlank()) {
            throw new IllegalArgumentException(argument + " is empty");
        }
        return value;
    }

    /** Returns the digits of a SHA-1 fingerprint, in capitals. */
    static String thumbprint(@Nullable String sha1, String argument) {
        String digits = text(sha1, argument).replaceAll("[\\s:]", "").toUpperCase(Locale.ROOT);
        if (!digits.matches("[0-9A-F]{40}")) {
            throw new IllegalArgumentException(
                    argument + ": a SHA-1 fingerprint has 40 hexadecimal digits, was " + sha1);
        }
        return digits;
    }
}
