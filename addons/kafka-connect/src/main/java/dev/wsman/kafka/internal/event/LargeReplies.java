package dev.wsman.kafka.internal.event;

import dev.wsman.kafka.internal.config.EventLogConfig;
import dev.wsman.kafka.internal.work.HostFailure;

/**
 * How a host is read after a reply that would be larger than it may be. The library requests fewer events after each
 * such failure, until it requests one. If that one is too large with its rendered texts, it is read without them. If it
 * is too large without them, the host is blocked. Used by one thread at a time.
 */
final class LargeReplies {
    /**
     * The library requests an eighth of the events after each failure, and a poll throws at least every second of them.
     * After this many in succession, 10,000 events have become one.
     */
    private static final int MOST_FAILURES = 3;

    private final EventLogConfig config;
    private int failures;
    /** Whether the next event is read without rendered texts. */
    private boolean plain;

    LargeReplies(EventLogConfig config) {
        this.config = config;
    }

    /** Returns whether a subscription requests rendered texts. */
    boolean rendered() {
        return config.rendered() && !plain;
    }

    /** Returns the most events of a reply. Without rendered texts, only the large event is read. */
    int batchItems() {
        return plain ? 1 : config.batchItems();
    }

    /** Notes why the host was not read. */
    void failed(HostFailure failure) {
        failures = failure.isReplyTooLarge() ? failures + 1 : 0;
    }

    /** Returns whether a single event is larger than a reply may be. */
    boolean isEventTooLarge() {
        return failures >= (batchItems() == 1 ? 1 : MOST_FAILURES);
    }

    /** Lets the next subscription request a single event without rendered texts. */
    void leaveOutTexts() {
        plain = true;
        failures = 0;
    }

    /** Notes that events have come. */
    void received() {
        failures = 0;
    }

    /**
     * Lets the next subscription request rendered texts again.
     *
     * @return whether the present one does not, and has to be replaced
     */
    boolean requestTexts() {
        boolean replace = plain;
        plain = false;
        return replace;
    }
}
