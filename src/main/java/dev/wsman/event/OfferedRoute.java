package dev.wsman.event;

import dev.wsman.internal.event.BookmarkContent;
import dev.wsman.internal.event.CollectorReply;
import dev.wsman.internal.event.DeliveredMessage;
import dev.wsman.internal.event.SinkAddress;
import dev.wsman.internal.event.SubscriptionEnd;
import dev.wsman.internal.event.sink.SinkReply;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A source-initiated subscription that a sink offers, with what is known about its sources. Thread-safe.
 *
 * @param <T> the type of the events
 */
final class OfferedRoute<T> implements SinkRoute {
    private static final Logger LOG = System.getLogger("dev.wsman");
    private static final int MOST_SOURCES = 50_000;

    private final SourceInitiatedSubscription<T> offer;
    private final SinkAddress address;
    private final EventLogInspector inspector;
    private final Map<String, Source> sources;

    /** One source. Its fields are guarded by this object. */
    private static final class Source {
        private final SerialDeliveries deliveries = new SerialDeliveries(1);
        private SourceIdentity identity;
        private Instant lastSeen = Instant.now();
        private @Nullable Instant lastEvents;
        private @Nullable String ended;
        private List<String> replayed = List.of();

        private Source(SourceIdentity identity) {
            this.identity = identity;
        }

        private synchronized void seen(SourceIdentity sender) {
            identity = sender;
            lastSeen = Instant.now();
            ended = null;
        }

        /** Returns whether the channels are others than before. */
        private synchronized boolean replays(List<String> channels) {
            boolean others = !channels.isEmpty() && !channels.equals(replayed);
            replayed = channels;
            return others;
        }

        private synchronized void received() {
            lastEvents = lastSeen;
        }

        private synchronized void ended(String reason) {
            ended = reason;
        }

        private synchronized SourceStatus status(String subscription) {
            return new SourceStatus(
                    subscription, identity, lastSeen, Optional.ofNullable(lastEvents), Optional.ofNullable(ended));
        }
    }

    /** Keeps the sources that were seen last. */
    private static final class LatestSources extends LinkedHashMap<String, Source> {
        private static final long serialVersionUID = 1L;

        private LatestSources() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Source> eldest) {
            return size() > MOST_SOURCES;
        }
    }

    private OfferedRoute(SourceInitiatedSubscription<T> offer, SinkAddress address, Map<String, Source> sources) {
        this.offer = offer;
        this.address = address;
        this.inspector = new EventLogInspector(offer.query());
        this.sources = sources;
    }

    /**
     * Returns the route of an offer.
     *
     * @param before the offer with the same name that this one replaces; null if there is none
     */
    static <T> OfferedRoute<T> of(
            SourceInitiatedSubscription<T> offer, SinkAddress address, @Nullable OfferedRoute<?> before) {
        return new OfferedRoute<>(offer, address, before == null ? new LatestSources() : before.sources);
    }

    String name() {
        return offer.name();
    }

    @Override
    public String identifier() {
        return address.identifier();
    }

    boolean isRequestedAt(String path) {
        return path.toLowerCase(Locale.ROOT).endsWith(offer.path().toLowerCase(Locale.ROOT));
    }

    /**
     * Returns the item of an EnumerateResponse: the subscription after the position of the source. Empty if it is not
     * for this source, or if the caller's predicate or store fails, which does not affect other subscriptions: the
     * source then ends this one, and continues after its position when it is offered again.
     */
    Optional<CollectorReply> item(SourceIdentity identity) {
        try {
            if (!offer.sources().test(identity)) {
                return Optional.empty();
            }
            Source source = source(identity);
            Optional<Bookmark> position = offer.bookmarks().load(name(), identity.name());
            CollectorReply item = CollectorReply.of(
                    offer.source(),
                    offer.delivery(),
                    address,
                    position.map(Bookmark::content).orElse(null));
            position.ifPresent(bookmark -> replayed(source, identity, bookmark));
            return Optional.of(item);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, () -> name() + ": could not be offered to " + identity.name(), e);
            notifyListener(() -> offer.listener().refused(name(), identity, e));
            return Optional.empty();
        }
    }

    /** Reports channels that the source replays, once for each source. */
    private void replayed(Source source, SourceIdentity identity, Bookmark position) {
        List<String> channels = inspector.withoutPosition(position);
        if (source.replays(channels)) {
            notifyListener(() -> offer.listener().replayed(name(), identity, channels));
        }
    }

    void offered(SourceIdentity source) {
        notifyListener(() -> offer.listener().offered(name(), source));
    }

    List<SourceStatus> sources() {
        synchronized (sources) {
            return sources.values().stream()
                    .map(source -> source.status(name()))
                    .toList();
        }
    }

    private Source source(SourceIdentity identity) {
        Source source;
        synchronized (sources) {
            source = sources.computeIfAbsent(identity.name(), name -> new Source(identity));
        }
        source.seen(identity);
        return source;
    }

    @Override
    public SinkReply handle(DeliveredMessage message, SourceIdentity identity, String token) {
        try {
            if (!offer.sources().test(identity)) {
                return SinkReplies.FORBIDDEN;
            }
        } catch (RuntimeException e) {
            refused(identity, e);
            return SinkReplies.UNAVAILABLE;
        }
        Source source = source(identity);
        return source.deliveries.handle(
                message, () -> receive(message, identity, source), failure -> refused(identity, failure));
    }

    private void refused(SourceIdentity identity, Exception failure) {
        LOG.log(Level.DEBUG, () -> name() + ": events of " + identity.name() + " were refused", failure);
        notifyListener(() -> offer.listener().refused(name(), identity, failure));
    }

    private void receive(DeliveredMessage message, SourceIdentity identity, Source source) throws Exception {
        switch (message.kind()) {
            case EVENTS -> {
                events(message, identity);
                source.received();
            }
            case SUBSCRIPTION_END -> {
                SubscriptionEnd end = message.end();
                source.ended(end.toString());
                notifyListener(() -> offer.listener().ended(name(), identity, end.toString()));
            }
            default -> notifyListener(() -> offer.listener().heartbeat(name(), identity));
        }
        BookmarkContent position = message.bookmark();
        if (position != null) {
            offer.bookmarks().save(name(), identity.name(), Bookmark.of(position));
        }
    }

    private void events(DeliveredMessage message, SourceIdentity identity) throws Exception {
        List<T> events = offer.reader()
                .read(
                        message,
                        (xml, reason) -> LOG.log(
                                Level.WARNING,
                                () -> name() + ": an event of " + identity.name() + " is lost: " + reason));
        if (!events.isEmpty()) {
            Optional<Bookmark> bookmark =
                    Optional.ofNullable(message.bookmark()).map(Bookmark::of);
            offer.handler().handle(new EventDelivery<>(name(), identity, events, bookmark));
        }
        long dropped = message.dropped();
        if (dropped > 0) {
            notifyListener(() -> offer.listener().dropped(name(), identity, dropped));
        }
    }

    private void notifyListener(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, name() + ": a listener failed", e);
        }
    }
}
