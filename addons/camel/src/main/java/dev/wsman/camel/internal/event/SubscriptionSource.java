package dev.wsman.camel.internal.event;

import dev.wsman.camel.internal.session.SessionLease;
import java.util.function.Supplier;

/**
 * From where a consumer receives its events.
 *
 * @param host the endpoint of the server, for messages and the key of the position
 * @param sessions opens the use of the session
 * @param feed what is subscribed to
 * @param batchItems the most events of a reply; 0 for the library's default
 * @param batches whether a message has all events of a reply
 * @param <T> the type of the events
 */
record SubscriptionSource<T>(
        String host, Supplier<SessionLease> sessions, EventFeed<T> feed, int batchItems, boolean batches) {
    /** Returns a use of the session, which the consumer closes when it stops. */
    SessionLease acquire() {
        return sessions.get();
    }
}
