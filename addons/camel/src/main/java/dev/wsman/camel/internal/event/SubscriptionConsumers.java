package dev.wsman.camel.internal.event;

import dev.wsman.Filter;
import dev.wsman.ResourceLocator;
import dev.wsman.camel.WsmanEndpoint;
import dev.wsman.camel.WsmanEventConfiguration;
import dev.wsman.camel.WsmanRequestConfiguration;
import dev.wsman.camel.internal.produce.EndpointResource;
import dev.wsman.camel.internal.value.InstanceForm;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.jspecify.annotations.Nullable;

/** Creates the consumers of the operation {@code subscribe}. */
public final class SubscriptionConsumers {
    private SubscriptionConsumers() {}

    /**
     * Returns a consumer of the event log if the options have channels or an event query, and of indications otherwise.
     * Sends nothing.
     *
     * @throws IllegalArgumentException if an option is missing or not valid; the message names it
     */
    public static Consumer create(WsmanEndpoint endpoint, Processor processor) {
        WsmanEventConfiguration options = endpoint.getEvents();
        requireTimes(options);
        boolean log = options.getChannels() != null || options.getEventQuery() != null;
        if (log) {
            EventLogFeed feed =
                    EventLogFeed.of(options, endpoint.getRequest().getResultType(), endpoint.getCamelContext());
            requireAbsent("resource", endpoint.getRequest().getResource());
            requireAbsent("query", endpoint.getRequest().getQuery());
            requireAbsent("resultClass", endpoint.getRequest().getResultClass());
            return consumer(endpoint, processor, feed);
        }
        requireLogOptionsAbsent(options);
        return consumer(
                endpoint,
                processor,
                feed(endpoint, InstanceForm.of(endpoint.getRequest(), endpoint.getCamelContext())));
    }

    private static <T> EventFeed<T> feed(WsmanEndpoint endpoint, InstanceForm<T> form) {
        WsmanRequestConfiguration request = endpoint.getRequest();
        if (request.getResource() == null) {
            throw new IllegalArgumentException(
                    "channels: missing. Set channels or eventQuery to subscribe to the event log"
                            + " of Windows, or resource to subscribe to indications");
        }
        ResourceLocator resource = EndpointResource.of(endpoint);
        String query = request.getQuery();
        Filter filter = query == null ? request.getFilter() : Filter.wql(query);
        return new IndicationFeed<>(resource, filter, form);
    }

    private static <T> Consumer consumer(WsmanEndpoint endpoint, Processor processor, EventFeed<T> feed) {
        if (endpoint.getEvents().getBookmarkRepository() == null) {
            // That of the endpoint, because a route that restarts has a new consumer.
            endpoint.getEvents().setBookmarkRepository(new MemoryStateRepository());
        }
        String host = endpoint.getConfiguration().getHost();
        SubscriptionSource<T> source = new SubscriptionSource<>(
                host == null ? String.valueOf(endpoint.getConfiguration().getSession()) : host,
                endpoint::acquireSession,
                feed,
                endpoint.getRequest().getBatchItems(),
                endpoint.getConsumer().isBatch());
        return new SubscriptionConsumer<>(endpoint, processor, source, endpoint.getEvents());
    }

    private static void requireTimes(WsmanEventConfiguration options) {
        requirePositive("retryPause", options.getRetryPause());
        requirePositive("retryPauseMax", options.getRetryPauseMax());
        requirePositive("pollWait", options.getPollWait());
        if (options.getRetryPauseMax() < options.getRetryPause()) {
            throw new IllegalArgumentException("retryPauseMax: " + options.getRetryPauseMax()
                    + " ms is shorter than retryPause, " + options.getRetryPause() + " ms");
        }
        if (options.getHeartbeat() < 0 || options.getExpires() < 0) {
            String name = options.getHeartbeat() < 0 ? "heartbeat" : "expires";
            throw new IllegalArgumentException(name + ": is negative; set milliseconds, or 0 for the default");
        }
    }

    private static void requirePositive(String name, long millis) {
        if (millis <= 0) {
            throw new IllegalArgumentException(name + ": " + millis + " is not positive; set milliseconds");
        }
    }

    private static void requireAbsent(String name, @Nullable Object value) {
        if (value != null) {
            throw new IllegalArgumentException(
                    name + ": has no effect on the event log; leave it out, or leave out channels and eventQuery");
        }
    }

    private static void requireLogOptionsAbsent(WsmanEventConfiguration options) {
        String name = options.isRendered()
                ? "rendered"
                : options.isTolerateMissingChannels()
                        ? "tolerateMissingChannels"
                        : options.getSubscriptionName() != null
                                ? "subscriptionName"
                                : options.getXpath() != null ? "xpath" : null;
        if (name != null) {
            throw new IllegalArgumentException(
                    name + ": is for the event log of Windows only; set channels or eventQuery with it");
        }
    }
}
