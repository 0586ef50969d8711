package dev.wsman.event;

import static dev.wsman.event.EventArguments.present;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a source batches events and tries again; null for what is not sent. Immutable.
 *
 * @param retries how often a source tries again
 * @param retryPause the time between two attempts
 * @param maxElements the most events of a batch
 * @param maxTime how long a batch waits for more events
 */
record DeliveryTerms(
        @Nullable Integer retries,
        @Nullable Duration retryPause,
        @Nullable Long maxElements,
        @Nullable Duration maxTime) {
    private static final int SMALLEST_ENVELOPE = 8192;

    /** Nothing is sent: openwsman refuses a retry, and other modes than Events have no batches. */
    static final DeliveryTerms NONE = new DeliveryTerms(null, null, null, null);

    /** The values with which collectors of Windows deliver normally. */
    static final DeliveryTerms WINDOWS = new DeliveryTerms(5, Duration.ofSeconds(60), null, Duration.ofSeconds(30));

    DeliveryTerms retry(int attempts, Duration pause) {
        if (attempts < 0 || present(pause, "pause").isNegative()) {
            throw new IllegalArgumentException(
                    "attempts and pause cannot be negative, were " + attempts + ", " + pause);
        }
        if ((attempts == 0) != pause.isZero()) {
            throw new IllegalArgumentException(
                    "attempts and pause must both be zero or both be positive, were " + attempts + ", " + pause);
        }
        return new DeliveryTerms(attempts, pause, maxElements, maxTime);
    }

    DeliveryTerms maxLatency(Duration time) {
        return new DeliveryTerms(retries, retryPause, maxElements, atLeastASecond(time, "time"));
    }

    DeliveryTerms batchItems(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be positive, was " + count);
        }
        return new DeliveryTerms(retries, retryPause, (long) count, maxTime);
    }

    /** Returns these terms without the default of batches. */
    DeliveryTerms withoutBatches(boolean hasDefault) {
        boolean unchanged = hasDefault && WINDOWS.maxTime() == maxTime;
        return unchanged ? new DeliveryTerms(retries, retryPause, maxElements, null) : this;
    }

    /** Returns whether these terms make sense only for batches. */
    boolean hasBatches() {
        return maxElements != null || maxTime != null;
    }

    static Duration atLeastASecond(Duration time, String argument) {
        if (present(time, argument).compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(argument + " must be at least a second, was " + time);
        }
        return time;
    }

    static long envelopeSize(int bytes) {
        if (bytes < SMALLEST_ENVELOPE) {
            throw new IllegalArgumentException("bytes must be at least " + SMALLEST_ENVELOPE + ", was " + bytes);
        }
        return bytes;
    }
}
