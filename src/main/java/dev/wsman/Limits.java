package dev.wsman;

import java.time.Duration;

/** Checks of the numbers that callers set. */
final class Limits {
    private static final long SMALLEST_ENVELOPE = 8192;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    private Limits() {}

    static int batchItems(int items) {
        if (items < 0) {
            throw new IllegalArgumentException("items is " + items + "; it must be 0, for no limit, or more");
        }
        return items;
    }

    /** A duration of at least 1 ms; a year stands for any longer one, so that no sum of them overflows. */
    static Duration timeout(Duration timeout, String argument) {
        if (Arguments.present(timeout, argument).compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(argument + " is " + timeout + "; it must be at least 1 ms");
        }
        return timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    }

    static int positive(int number, String argument) {
        if (number < 1) {
            throw new IllegalArgumentException(argument + " is " + number + "; it must be at least 1");
        }
        return number;
    }

    /** DSP0226 R13.1-1: services need not handle less. */
    static long envelope(long bytes) {
        if (bytes < SMALLEST_ENVELOPE) {
            throw new IllegalArgumentException(
                    "bytes is " + bytes + "; services refuse less than " + SMALLEST_ENVELOPE);
        }
        return bytes;
    }

    static String header(String value, String argument) {
        if (!Arguments.text(value, argument).chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException(argument + ": an HTTP header holds printable ASCII only");
        }
        return value;
    }
}
