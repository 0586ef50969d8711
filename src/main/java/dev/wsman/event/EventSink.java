package dev.wsman.event;

/** The HTTP(S) end of push deliveries. Thread-safe. */
public final class EventSink implements AutoCloseable {
    private EventSink() {}

    /** Stops listening. */
    @Override
    public void close() {
        // nothing listens yet
    }
}
