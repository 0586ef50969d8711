package dev.wsman.event;

import dev.wsman.internal.event.CollectorReply;
import dev.wsman.internal.event.DeliveredMessage;
import dev.wsman.internal.event.sink.SinkReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The subscriptions that sources request (MS-WSMV, SubscriptionManager). Thread-safe. */
final class EventCollector {
    private final Map<String, OfferedRoute<?>> offers = new ConcurrentSkipListMap<>();

    /** Adds an offer, and replaces one with the same name. */
    void put(OfferedRoute<?> offer) {
        offers.put(offer.name(), offer);
    }

    /** Returns the offer with this name; null if there is none. */
    @Nullable
    OfferedRoute<?> find(String name) {
        return offers.get(name);
    }

    /** Removes an offer and returns it; null if there is none with this name. */
    @Nullable
    OfferedRoute<?> remove(String name) {
        return offers.remove(name);
    }

    /** Returns what is known about all sources. */
    List<SourceStatus> sources() {
        return offers.values().stream()
                .flatMap(offer -> offer.sources().stream())
                .toList();
    }

    /** Returns whether a source may request subscriptions at this path. */
    boolean serves(String path) {
        return offers.values().stream().anyMatch(offer -> offer.isRequestedAt(path));
    }

    /** Returns the reply to a source that requests its subscriptions. */
    SinkReply offer(String path, DeliveredMessage enumerate, SourceIdentity source) {
        if (!serves(path)) {
            return SinkReplies.UNKNOWN;
        }
        List<CollectorReply> items = new ArrayList<>();
        for (OfferedRoute<?> offer : offers.values()) {
            if (offer.isRequestedAt(path)) {
                offer.item(source).ifPresent(item -> {
                    items.add(item);
                    offer.offered(source);
                });
            }
        }
        return new SinkReply(200, CollectorReply.envelope(enumerate, items));
    }
}
