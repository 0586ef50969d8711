package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What came back: the status, the headers that matter and the body as a stream. It must be closed, which gives the
 * connection back where the body was read to its end and ends it otherwise. For one thread.
 */
public interface HttpReply extends AutoCloseable {

    /** The HTTP status code. */
    int status();

    /** The reason phrase; null or odd on some servers. */
    @Nullable
    String reasonPhrase();

    /** The Content-Type, null where there is none. */
    @Nullable
    String contentType();

    /** A header's first value. */
    @Nullable
    String header(String name);

    /**
     * The body, empty where there is none, decompressed and unsealed. Reading it throws {@code ExchangeException} when the
     * connection breaks, the deadline passes or the bound on the size is reached.
     */
    InputStream body();

    /**
     * Says whether the body is waited for only a moment from now on, at most until the deadline. The {@code ExchangeException} of a read that
     * has waited in vain has a {@link SocketTimeoutException} for its cause.
     */
    default void hurry(boolean hurry) {}

    /**
     * The failure that the status means if the body is not SOAP and says no more; null if nothing more is known than
     * the status.
     *
     * @param arrived the beginning of the body
     */
    default @Nullable ExchangeException refusal(String arrived) {
        return null;
    }

    /** Ends the connection with the reply, of which nothing more is wanted: nobody waits for the rest of it. */
    void abort();

    @Override
    void close();
}
