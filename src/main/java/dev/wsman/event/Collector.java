package dev.wsman.event;

import dev.wsman.internal.event.CollectorReply;
import dev.wsman.internal.event.DeliveredMessage;
import dev.wsman.internal.event.sink.SinkReply;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The subscriptions that sources ask for (MS-WSMV, SubscriptionManager). Thread-safe. */
final class Collector {
    private static final Logger LOG = System.getLogger("dev.wsman");

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

    /** Returns whether a source may ask at this path. */
    boolean serves(String path) {
        return offers.values().stream().anyMatch(offer -> offer.isAskedAt(path));
    }

    /** Returns the reply to a source that asks for its subscriptions. */
    SinkReply offer(String path, DeliveredMessage enumerate, SourceIdentity source) {
        if (!serves(path)) {
            return SinkReplies.UNKNOWN;
        }
        try {
            List<CollectorReply> items = new ArrayList<>();
            List<OfferedRoute<?>> chosen = new ArrayList<>();
            for (OfferedRoute<?> offer : offers.values()) {
                if (offer.isAskedAt(path) && offer.isFor(source)) {
                    chosen.add(offer);
                    items.add(offer.item(source));
                }
            }
            chosen.forEach(offer -> offer.offered(source));
            return new SinkReply(200, CollectorReply.envelope(enumerate, items));
        } catch (RuntimeException e) { // of the caller's predicate or store
            LOG.log(Level.WARNING, "no subscriptions could be offered to " + source.name(), e);
            return SinkReplies.UNAVAILABLE;
        }
    }
}
