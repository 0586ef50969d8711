package dev.wsman.internal.protocol;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.xml.Tree;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a session offers to the packages on top of it. Thread-safe. */
public interface SessionExchanges {

    /**
     * Sends an exchange as an operation of the session: with its retries, its listener and its errors.
     *
     * @param resource the resource of the exchange, which errors name
     * @param limit the time limit of all attempts together
     * @throws RuntimeException a {@code WsmanException} if the exchange fails
     */
    <T extends @Nullable Object> T send(Exchange<T> exchange, EndpointReference resource, Duration limit);

    /**
     * Sends an exchange to which the server replies when something has happened, or when its time is over. One
     * connection of the session always remains for other exchanges: if there are more of these than connections, they
     * take turns, each within a second.
     *
     * @param limit the time limit once it is sent
     * @throws RuntimeException a {@code WsmanException} if the exchange fails
     */
    <T extends @Nullable Object> T sendWaiting(Exchange<T> exchange, EndpointReference resource, Duration limit);

    /**
     * Sends an exchange like {@link #sendWaiting(Exchange, EndpointReference, Duration)}, unless its turn does not come
     * within a time. The server waits for the rest of that time at most, or for a second if that is longer.
     *
     * @param turn the longest wait for a turn
     * @return null if the turn did not come, and nothing was sent
     * @throws RuntimeException a {@code WsmanException} if the exchange fails
     */
    <T> @Nullable T sendWaiting(Exchange<T> exchange, EndpointReference resource, Duration limit, Duration turn);

    /**
     * Sends one attempt of an exchange that cleans up. The listener does not receive it. Works while the session
     * closes.
     *
     * @throws dev.wsman.internal.fault.ExchangeException if the exchange fails
     */
    <T extends @Nullable Object> T sendQuietly(Exchange<T> exchange, Duration limit);

    /**
     * Returns what reads the items of a reply into the objects that callers see: instances, views, records or objects
     * of the caller's JAXB class.
     *
     * @param resource the resource that was requested
     * @throws IllegalArgumentException if the class cannot be bound
     */
    <T> ElementReader.Factory<T> items(Class<T> type, EndpointReference resource);

    /**
     * Returns the resource of requests. A filter that names its class makes it all classes where Windows needs that.
     *
     * @param locator a {@code ResourceLocator}
     * @param filter a {@code Filter}, or null
     * @throws IllegalArgumentException if the locator has no resource URI
     */
    EndpointReference resource(Object locator, @Nullable Object filter);

    /**
     * Returns the {@code wsman:Filter} element of a filter.
     *
     * @param filter a {@code Filter}
     */
    Tree filter(Object filter);

    /** Returns the language of texts as a language tag, as in {@code en-US}; null for the server's own. */
    @Nullable
    String locale();

    /** Returns the URL of the session's endpoint. */
    String endpoint();

    /**
     * Returns the exception that callers see for a failure outside of an exchange, such as an interrupted wait. The
     * session's error does not change.
     *
     * @param resource the resource, which the error names
     */
    RuntimeException failure(ExchangeException failure, Operation operation, EndpointReference resource);

    /**
     * Waits, for example before another attempt.
     *
     * @throws ExchangeException if the thread is interrupted or the session closed during the wait
     */
    void pause(Duration wait);

    /** Returns whether the session is closed or closes at this moment. */
    boolean isClosed();

    /** Returns the session's current time limit of an operation. */
    Duration timeout();

    /**
     * Watches an object that holds something on the server, which must be released if the object is not closed: when
     * the object becomes unreachable, or when the session is closed, which may be at once.
     *
     * @param owner the object
     * @param release releases within the time that it is given, and must not refer to the object; called at most once,
     *     and not after the watch has ended
     * @return ends the watch; returns without effect if it has ended
     */
    Runnable watch(Object owner, Consumer<Duration> release);
}
