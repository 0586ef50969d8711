package dev.wsman.internal.event.sink;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** The HTTP(S) server of a sink. Thread-safe. */
public interface SinkServer extends AutoCloseable {
    /**
     * Starts a server.
     *
     * @param handler receives each message, on a thread that it may block
     * @throws IOException if the port cannot be used
     * @throws IllegalStateException if Jetty is not on the class path
     */
    static SinkServer start(SinkSettings settings, SinkHandler handler) throws IOException {
        try {
            return JettySink.start(settings, handler);
        } catch (NoClassDefFoundError missing) {
            throw new IllegalStateException(
                    "an EventSink needs the HTTP server Jetty, which is missing (" + missing.getMessage()
                            + "); add the dependency org.eclipse.jetty:jetty-server, version 12.0 or 12.1",
                    missing);
        }
    }

    /**
     * Keeps connections open for a time without a message, also if the idle timeout is less: a connection that is
     * closed before each heartbeat costs its source a login, and may lose the message that it sends at that moment.
     */
    void keepConnections(Duration silence);

    /** Returns the port on which it listens. */
    int port();

    /**
     * Stops accepting connections, replies with 503 to requests that come in, waits for those that are being handled,
     * up to a limit, and closes all connections. If a handler calls this method, it returns at once, and the server
     * closes after that handler has returned. Has no effect if the server is closed.
     *
     * @param first is called before the server closes, with the time that it may take, unless the server is closed
     */
    void close(Consumer<Duration> first);

    /** Closes the server as {@link #close(Consumer)} does. */
    @Override
    default void close() {
        close(limit -> {});
    }
}
