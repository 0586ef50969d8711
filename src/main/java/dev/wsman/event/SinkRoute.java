package dev.wsman.event;

import dev.wsman.internal.event.DeliveredMessage;
import dev.wsman.internal.event.sink.SinkReply;
import java.time.Duration;

/** A subscription to which a sink dispatches the messages of its path. Thread-safe. */
interface SinkRoute {
    /** Returns the {@code wse:Identifier} that the source sends with each message. */
    String identifier();

    /**
     * Handles a message of events, a heartbeat or a SubscriptionEnd.
     *
     * @param token the token in the path of the message
     */
    SinkReply handle(DeliveredMessage message, SourceIdentity source, String token);

    /** Ends the subscription because its sink closes, within a time. */
    default void close(Duration limit) {}
}
