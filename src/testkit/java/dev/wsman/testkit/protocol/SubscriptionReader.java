package dev.wsman.testkit.protocol;

import dev.wsman.testkit.event.EventFeed;
import dev.wsman.testkit.event.SourceEvent;
import java.time.Duration;
import java.util.List;
import org.w3c.dom.Element;

/** Reads the events of a subscription for a Pull. */
final class SubscriptionReader {
    /** The envelope of a reply without its items. */
    private static final int ENVELOPE_SIZE = 2048;

    private final ServiceSettings service;
    private final ServiceRequest request;
    private final Element pull;

    SubscriptionReader(ServiceSettings service, ServiceRequest request) {
        this.service = service;
        this.request = request;
        this.pull = request.content(ServiceNamespaces.ENUMERATION, "Pull");
    }

    /** Waits for events, but not longer than the heartbeat, OperationTimeout or MaxTime, and reads them. */
    List<SourceEvent> await(EventSubscription subscription) {
        Duration timeout = request.timeout(service.maxTimeout());
        Duration maxTime = DomElements.child(pull, ServiceNamespaces.ENUMERATION, "MaxTime")
                .map(each -> ServiceRequest.timeout(DomElements.text(each)))
                .orElse(timeout);
        Duration heartbeat = subscription.request().heartbeats().orElse(timeout);
        return read(subscription.feed(), shorter(heartbeat, shorter(maxTime, timeout)), maxElements());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private int maxElements() {
        long requested = DomElements.child(pull, ServiceNamespaces.ENUMERATION, "MaxElements")
                .map(each -> ServiceRequest.positive(DomElements.text(each), "MaxElements"))
                .orElse(1L);
        return (int) Math.min(requested, service.maxBatchItems());
    }

    /** Reads at most so many events, after having waited for the first one. */
    List<SourceEvent> read(EventFeed feed, Duration patience, int max) {
        try {
            feed.await(patience);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw FaultKind.ENDPOINT_UNAVAILABLE.fault().exception();
        }
        if (feed.isClosed()) {
            throw EventFaults.unknownContext();
        }
        return feed.read(max, service.largestReply(request) - ENVELOPE_SIZE);
    }
}
