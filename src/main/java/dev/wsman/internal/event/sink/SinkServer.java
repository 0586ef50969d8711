package dev.wsman.internal.event.sink;

/** The HTTP(S) server of a sink. Thread-safe. */
public interface SinkServer extends AutoCloseable {
    /** Returns the port on which it listens. */
    int port();

    /** Stops accepting requests, waits for those that are being handled, up to a limit, and closes all connections. */
    @Override
    void close();
}
