package dev.wsman;

import dev.wsman.internal.xml.Characters;
import org.jspecify.annotations.Nullable;

/** Checks of what callers give: each failure names the argument. */
final class Arguments {
    private Arguments() {}

    static <T> T present(@Nullable T value, String argument) {
        if (value == null) {
            throw new IllegalArgumentException(argument + " is null");
        }
        return value;
    }

    /** Text that says something and that XML can hold. */
    static String text(@Nullable String value, String argument) {
        if (present(value, argument).isBlank()) {
            throw new IllegalArgumentException(argument + " is empty");
        }
        return xml(value, argument);
    }

    /** Text, empty or not, that XML can hold. */
    static String xml(@Nullable String value, String argument) {
        try {
            return Characters.requireText(present(value, argument));
        } catch (IllegalArgumentException e) {
            throw value == null ? e : new IllegalArgumentException(argument + ": " + e.getMessage(), e);
        }
    }
}
