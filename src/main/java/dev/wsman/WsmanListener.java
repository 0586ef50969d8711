package dev.wsman;

import java.time.Duration;
import java.util.Optional;

/**
 * Hears of every exchange that a session has had with its server: each Get, each batch of an enumeration however often
 * it had to be asked for; not of Release, nor of the legs of a login. It is called on the thread that made the
 * exchange, when that is over, and must be quick. Whatever it throws, an {@link Error} too, is logged at WARNING and
 * changes nothing for the caller. A session without a listener pays nothing for it. Called by many threads at once
 * where the session is used by many.
 */
@FunctionalInterface
public interface WsmanListener {

    /** An exchange is over. */
    void completed(Exchange exchange);

    /**
     * One exchange.
     *
     * @param operation {@code Get}, {@code Enumerate}, {@code Pull}, {@code Invoke StopService} and so on
     * @param resource the locator as text; empty for Identify
     * @param duration from the call to the end of the reply, waiting for a connection included
     * @param items how many items came, of Enumerate and Pull; 0 otherwise
     * @param octetsSent of the request's body before sealing; 0 where it was never written
     * @param octetsReceived of the reply's body, as read off the wire
     * @param error why it failed; empty where it did not
     */
    record Exchange(
            String operation,
            Optional<String> resource,
            Duration duration,
            int items,
            long octetsSent,
            long octetsReceived,
            Optional<WsmanError> error) {}
}
