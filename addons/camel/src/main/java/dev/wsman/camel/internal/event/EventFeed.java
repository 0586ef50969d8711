package dev.wsman.camel.internal.event;

import dev.wsman.Session;
import dev.wsman.event.Subscription;
import java.util.Map;

/**
 * What a subscription delivers: how it subscribes, and how an event becomes a message.
 *
 * @param <T> the type of the events
 */
interface EventFeed<T> {
    /** Returns a builder with everything but the position, the listener and the times of retries. Sends nothing. */
    Subscription.Builder<T> subscribe(Session session);

    /** Returns a text that is equal for equal queries: a position belongs to one query. */
    String query();

    /** Returns the body of a message. */
    Object body(T event);

    /** Returns the headers of a message with one event. */
    Map<String, Object> headers(T event);
}
