package dev.wsman;

import java.time.Duration;
import java.util.Optional;

/**
 * Is called after every attempt of an operation, for example of a Get, or of a batch of an enumeration. {@link Retry}
 * allows several attempts. An attempt may need several HTTP requests, for example to authenticate, or several Pulls for
 * one batch; they are reported together. Not called for Release.
 *
 * <p>The listener is called on the thread of the operation and must return quickly. If it throws, even an {@link
 * Error}, that is logged at WARNING, and the operation continues. If several threads use the session, they may call the
 * listener at the same time.
 */
@FunctionalInterface
public interface WsmanListener {

    /** Called after an attempt, whether it succeeded or failed. */
    void completed(CompletedAttempt attempt);

    /**
     * One attempt.
     *
     * @param operation {@code Get}, {@code Enumerate}, {@code Pull}, {@code Invoke StopService} and so on
     * @param resource the locator as text; empty for Identify
     * @param duration from the beginning of the attempt to the end of the reply, including the wait for a connection,
     *     authentication and a Kerberos ticket
     * @param connectionWait the part of {@code duration} in which all connections of the session were in use
     *     ({@link Session.Builder#maxConnections}); zero if one was free, or could be opened. For the Pulls of
     *     subscriptions and the Receives of commands, it includes the wait until fewer than all connections but one were
     *     in use by others of them
     * @param items the number of items, for Enumerate and Pull; 0 otherwise
     * @param bytesSent the bytes of the requests' bodies before encryption, each counted as often as it was sent
     * @param bytesReceived the bytes of the replies' bodies as they arrived: compressed or encrypted if the server did
     *     so
     * @param error the reason of a failure; empty if the attempt succeeded
     */
    record CompletedAttempt(
            String operation,
            Optional<String> resource,
            Duration duration,
            Duration connectionWait,
            int items,
            long bytesSent,
            long bytesReceived,
            Optional<WsmanError> error) {}
}
