package dev.wsman.event;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks the arguments of callers; the failure names the argument. */
final class EventArguments {
    /** The least MaxEnvelopeSize in bytes (DSP0226 clause 6.2). */
    private static final int SMALLEST_ENVELOPE = 8192;

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

    static Duration positive(@Nullable Duration value, String argument) {
        if (present(value, argument).compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException(argument + " must be positive, was " + value);
        }
        return value;
    }

    static Duration notNegative(@Nullable Duration value, String argument) {
        if (present(value, argument).isNegative()) {
            throw new IllegalArgumentException(argument + " must not be negative, was " + value);
        }
        return value;
    }

    static Duration atLeastASecond(@Nullable Duration value, String argument) {
        if (present(value, argument).compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(argument + " must be at least a second, was " + value);
        }
        return value;
    }

    static int positive(int value, String argument) {
        return (int) positive((long) value, argument);
    }

    static long positive(long value, String argument) {
        if (value <= 0) {
            throw new IllegalArgumentException(argument + " must be positive, was " + value);
        }
        return value;
    }

    static long envelopeSize(int value, String argument) {
        if (value < SMALLEST_ENVELOPE) {
            throw new IllegalArgumentException(argument + " must be at least " + SMALLEST_ENVELOPE + ", was " + value);
        }
        return value;
    }

    /** Checks how often, and with which pause, a source tries again: Windows rejects one zero (2150859103). */
    static void retry(int attempts, @Nullable Duration pause) {
        notNegative(pause, "pause");
        if (attempts < 0) {
            throw new IllegalArgumentException("attempts must not be negative, was " + attempts);
        }
        if ((attempts == 0) != pause.isZero()) {
            throw new IllegalArgumentException(
                    "attempts and pause must both be zero or both be positive, were " + attempts + ", " + pause);
        }
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
