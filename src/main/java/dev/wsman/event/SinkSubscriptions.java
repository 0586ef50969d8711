package dev.wsman.event;

import dev.wsman.internal.event.DeliveryTerms;
import dev.wsman.internal.event.NamedUuid;
import dev.wsman.internal.event.SinkAddress;
import dev.wsman.internal.event.sink.SinkSettings;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The subscriptions of a sink and their addresses. Thread-safe. */
final class SinkSubscriptions {
    private final Consumer<Duration> keepConnections;
    private final SinkRouter router;
    private final String url;
    private final SinkSettings settings;
    /** The token of offered subscriptions if senders are not authenticated. */
    private final String token = SinkRouter.newToken();

    /**
     * Creates the subscriptions; there are none.
     *
     * @param keepConnections keeps connections open for a time without a message
     * @param url the URL of the sink, without a slash at its end
     * @param settings the settings of the server
     */
    SinkSubscriptions(Consumer<Duration> keepConnections, SinkRouter router, URI url, SinkSettings settings) {
        this.keepConnections = keepConnections;
        this.router = router;
        this.url = url.toString();
        this.settings = settings;
    }

    boolean hasKerberos() {
        return settings.access().kerberos() != null;
    }

    /**
     * Prepares for deliveries: connections stay open until the next heartbeat.
     *
     * @throws IllegalArgumentException if deliveries may be larger than messages: the sink would refuse the same one
     *     again and again
     */
    void prepareFor(DeliveryTerms terms) {
        requireRoom(terms.maxEnvelopeSize());
        if (terms.heartbeat() != null) {
            keepConnections.accept(terms.heartbeat());
        }
    }

    private void requireRoom(@Nullable Long maxEnvelopeSize) {
        long limit = settings.limits().maxMessageSize();
        if (maxEnvelopeSize != null && maxEnvelopeSize > limit) {
            throw new IllegalArgumentException("maxEnvelopeSize: deliveries of up to " + maxEnvelopeSize
                    + " bytes exceed the sink's maxMessageSize of " + limit + "; change one of them");
        }
    }

    SinkAddress address(String path, String identifier) {
        return new SinkAddress(url + SinkRouter.path(path), identifier, null);
    }

    /**
     * Offers a subscription. Sources that are authenticated find it at a path that depends only on its name, so that
     * they go on delivering after the program was started again.
     */
    synchronized <T> void offer(SourceInitiatedSubscription<T> subscription) {
        prepareFor(subscription.delivery().terms());
        String identifier = NamedUuid.of(subscription.name());
        SinkAddress address =
                new SinkAddress(url + SinkRouter.path(token(identifier)), identifier, subscription.policy());
        @Nullable OfferedRoute<?> before = router.collector().find(subscription.name());
        OfferedRoute<T> route = OfferedRoute.of(subscription, address, before);
        router.add(token(identifier), route);
        router.collector().put(route);
    }

    synchronized void withdraw(String name) {
        OfferedRoute<?> route = router.collector().remove(name);
        if (route != null) {
            router.remove(token(route.identifier()), route);
        }
    }

    private String token(String identifier) {
        return settings.access().anonymous() ? token : identifier;
    }
}
