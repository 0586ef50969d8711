package dev.wsman.shell;

import dev.wsman.internal.shell.ShellClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Checks the arguments of callers. The failure names the argument. */
final class ShellArguments {
    private ShellArguments() {}

    static <T> T present(@Nullable T value, String argument) {
        if (value == null) {
            throw new IllegalArgumentException(argument + " is null");
        }
        return value;
    }

    /** Requires text that is not blank and that XML can hold. */
    static String text(@Nullable String value, String argument) {
        if (present(value, argument).isBlank()) {
            throw new IllegalArgumentException(argument + " is empty");
        }
        return xml(value, argument);
    }

    /** Requires text that XML can hold; it may be empty. */
    static String xml(@Nullable String value, String argument) {
        String text = present(value, argument);
        try {
            return ShellClient.requireXmlText(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(argument + ": " + e.getMessage(), e);
        }
    }

    /** Requires a duration that is not negative, and returns it in nanoseconds; the longest is 292 years. */
    static long nanos(@Nullable Duration duration, String argument) {
        if (present(duration, argument).isNegative()) {
            throw new IllegalArgumentException(argument + " is " + duration + "; it must not be negative");
        }
        return TimeUnit.NANOSECONDS.convert(duration);
    }
}
