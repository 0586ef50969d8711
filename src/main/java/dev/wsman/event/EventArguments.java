package dev.wsman.event;

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
}
