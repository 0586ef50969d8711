package dev.wsman;

import java.time.Duration;
import java.util.Optional;

/**
 * Is called after every exchange of a session with its server: once for each Get, and once for each batch of an
 * enumeration even if several Pulls were needed for it. Not called for Release or for authentication round trips. It is
 * called on the thread of the exchange and must return quickly. If it throws, even an {@link Error}, that is logged at
 * WARNING, and the operation continues. If several threads use the session, they may call the listener at the same
 * time.
 */
@FunctionalInterface
public interface WsmanListener {

    /** Called after an exchange, whether it succeeded or failed. */
    void completed(CompletedExchange exchange);

    /**
     * One exchange.
     *
     * @param operation {@code Get}, {@code Enumerate}, {@code Pull}, {@code Invoke StopService} and so on
     * @param resource the locator as text; empty for Identify
     * @param duration from the call to the end of the reply, including the wait for a connection
     * @param items the number of items, for Enumerate and Pull; 0 otherwise
     * @param bytesSent the bytes of the request's body before encryption; 0 if it was not sent
     * @param bytesReceived the bytes of the reply's body, as read from the connection
     * @param error the reason of a failure; empty if the exchange succeeded
     */
    record CompletedExchange(
            String operation,
            Optional<String> resource,
            Duration duration,
            int items,
            long bytesSent,
            long bytesReceived,
            Optional<WsmanError> error) {}
}
