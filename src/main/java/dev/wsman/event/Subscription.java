package dev.wsman.event;

/**
 * A subscription whose events are pulled over the session's own connections. Thread-safe.
 *
 * @param <T> the type of the events
 */
public final class Subscription<T> implements AutoCloseable {
    private Subscription() {}

    /** Ends the subscription. */
    @Override
    public void close() {
        // nothing is open yet
    }
}
