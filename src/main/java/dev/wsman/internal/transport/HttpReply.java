package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A reply: the status, the headers and the body as a stream. Must be closed: that gives the connection back if the
 * body was read to its end, and closes the connection otherwise. Not thread-safe.
 */
public interface HttpReply extends AutoCloseable {

    /** The HTTP status code. */
    int status();

    /** The reason phrase; null on some servers. */
    @Nullable
    String reasonPhrase();

    /** The Content-Type; null if there is none. */
    @Nullable
    String contentType();

    /** A header's first value; null if there is none. */
    @Nullable
    String header(String name);

    /**
     * The body, decompressed and decrypted; empty if there is none. Reading it throws {@code ExchangeException} if the
     * connection breaks, the deadline passes or the maximum size is exceeded.
     */
    InputStream body();

    /**
     * Shortens the time to wait for the body, or restores the deadline. If a read times out, the cause of its {@code
     * ExchangeException} is a {@link SocketTimeoutException}.
     *
     * @param hurry whether to wait for a short time only
     */
    default void hurry(boolean hurry) {}

    /**
     * Returns the failure that the status means if the body is not SOAP; null if the status explains nothing.
     *
     * @param arrived the beginning of the body
     */
    default @Nullable ExchangeException refusal(String arrived) {
        return null;
    }

    /** Closes the connection together with the reply, without waiting for the rest of it. */
    void abort();

    @Override
    void close();
}
