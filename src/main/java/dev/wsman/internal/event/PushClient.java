package dev.wsman.internal.event;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.protocol.Operation;
import dev.wsman.internal.xml.Namespaces;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of one subscription whose events are pushed. Each call is one exchange and fails with the session's
 * exceptions. Thread-safe.
 */
public final class PushClient {
    private final EventClient client;
    private final EventSource source;
    private final @Nullable EventSource fromOldest;
    private final PushDelivery delivery;

    /**
     * Creates a client.
     *
     * @param source what to subscribe to
     * @param fromOldest the same with the option to begin with the oldest event; null if a bookmark says that
     */
    public PushClient(EventClient client, EventSource source, @Nullable EventSource fromOldest, PushDelivery delivery) {
        this.client = client;
        this.source = source;
        this.fromOldest = fromOldest;
        this.delivery = delivery;
    }

    /**
     * Subscribes.
     *
     * @param bookmark the position after which the events begin, as XML; null for none
     * @param oldest whether to begin with the oldest event; only without a bookmark
     */
    public OpenSubscription subscribe(SinkAddress address, @Nullable String bookmark, boolean oldest) {
        if (oldest && fromOldest != null) {
            return client.subscribe(delivery.to(fromOldest, address, null));
        }
        return client.subscribe(delivery.to(source, address, oldest ? EventUris.EARLIEST : bookmark));
    }

    /** Renews a subscription; returns the granted time, or null if it does not end. */
    public @Nullable Duration renew(OpenSubscription open) {
        return client.renew(open.manager(), delivery.expires());
    }

    /** Ends a subscription. */
    public void unsubscribe(OpenSubscription open, Duration limit) {
        client.unsubscribe(open.manager(), limit);
    }

    /** Ends a subscription in one attempt, also while the session closes. No listener receives it. */
    public void unsubscribeQuietly(OpenSubscription open, Duration limit) {
        client.unsubscribeQuietly(open.manager(), limit);
    }

    /** Returns the silence after which the source sends a heartbeat; null if it sends none. */
    public @Nullable Duration heartbeat() {
        return delivery.heartbeat();
    }

    /** Returns the session's current time limit of an operation. */
    public Duration timeout() {
        return client.exchanges().timeout();
    }

    /** Watches an object as {@code SessionExchanges.watch} does. */
    public Runnable watch(Object owner, Consumer<Duration> release) {
        return client.exchanges().watch(owner, release);
    }

    /** Returns the exception for a subscription that its source ended, or from which nothing came for too long. */
    public RuntimeException lost(String reason) {
        ExchangeException failure = ExchangeException.protocol("deliveries and heartbeats", reason, 0, null);
        return client.exchanges().failure(failure, Operation.SUBSCRIBE, source.resource());
    }

    /** Returns whether the source is the event log of Windows. */
    public boolean isEventLog() {
        return source.resource().resourceUri().equals(Namespaces.EVENT_LOG);
    }
}
