package dev.wsman.internal.event;

import dev.wsman.internal.event.SinkAddress.SinkPolicy;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.protocol.Operation;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of one subscription whose events are pushed. Each call is one exchange and fails with the session's
 * exceptions. Thread-safe.
 */
public final class PushClient {
    private static final Logger LOG = System.getLogger("dev.wsman");

    private final EventClient client;
    private final EventSource source;
    private final PushDelivery delivery;
    private final @Nullable SinkPolicy policy;
    private final @Nullable Finder finder;

    /** Finds the object of a subscription whose Subscribe reply does not identify it. */
    @FunctionalInterface
    public interface Finder {
        /**
         * Returns a {@code ResourceLocator}; null if there is none.
         *
         * @param url the URL of the sink
         */
        @Nullable
        Object find(String url);
    }

    /**
     * Creates a client.
     *
     * @param source what to subscribe to
     * @param policy how Windows authenticates to the sink; null to leave that to Windows
     * @param finder finds the subscription manager; null if the reply to Subscribe has it
     */
    public PushClient(
            EventClient client,
            EventSource source,
            PushDelivery delivery,
            @Nullable SinkPolicy policy,
            @Nullable Finder finder) {
        this.client = client;
        this.source = source;
        this.delivery = delivery;
        this.policy = policy;
        this.finder = finder;
    }

    /**
     * Subscribes.
     *
     * @param bookmark the position after which the events begin; null for none
     * @param oldest whether to begin with the oldest event; only without a bookmark
     */
    public OpenSubscription subscribe(SinkAddress address, @Nullable BookmarkContent bookmark, boolean oldest) {
        SinkAddress to = new SinkAddress(address.url(), address.identifier(), policy);
        NewSubscription subscription = delivery.to(source.from(oldest), to, source.position(bookmark, oldest));
        return found(client.subscribe(subscription), to.url());
    }

    /** Returns a subscription with its manager. If that cannot be found, the one of the reply remains. */
    private OpenSubscription found(OpenSubscription open, String url) {
        boolean identified = open.manager().selectors().stream().anyMatch(selector -> selector.reference() != null);
        if (finder == null || identified) {
            return open;
        }
        try {
            Object manager = finder.find(url);
            return manager == null ? open : open.withManager(client.exchanges().resource(manager, null));
        } catch (RuntimeException e) { // the server has accepted the subscription
            LOG.log(Level.DEBUG, "the object of a subscription could not be read; it may not be possible to end it", e);
            return open;
        }
    }

    /** Renews a subscription; returns the granted time, or null if it does not end. */
    public @Nullable Duration renew(OpenSubscription open) {
        return client.renew(open.manager(), delivery.expires());
    }

    /** Returns the time that is left; null if the subscription does not end. */
    public @Nullable Duration status(OpenSubscription open) {
        return client.status(open.manager());
    }

    /** Returns the exception for the use of the subscription after it was closed or has ended. */
    public RuntimeException closed() {
        ExchangeException failure = ExchangeException.closed("the subscription");
        return client.exchanges().failure(failure, Operation.GET_STATUS, source.resource());
    }

    /** Ends a subscription, also on an interrupted thread or while the session closes. Does not fail. */
    public void abandon(OpenSubscription open, Duration limit) {
        client.abandon(open.manager(), limit);
    }

    /** Ends a subscription in one attempt, also while the session closes. No listener receives it. */
    public void unsubscribeQuietly(OpenSubscription open, Duration limit) {
        client.unsubscribeQuietly(open.manager(), limit);
    }

    /** Wipes the password for the sink: no further Subscribe follows. */
    public void close() {
        delivery.close();
    }

    /** Returns the silence after which the source sends a heartbeat; null if it sends none. */
    public @Nullable Duration heartbeat() {
        return delivery.terms().heartbeat();
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
        return source.isEventLog();
    }
}
