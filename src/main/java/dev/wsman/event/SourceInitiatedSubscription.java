package dev.wsman.event;

import static dev.wsman.event.EventArguments.present;
import static dev.wsman.event.EventArguments.text;

import dev.wsman.internal.event.DeliveredEvents;
import dev.wsman.internal.event.DeliveryTerms;
import dev.wsman.internal.event.EventLogOptions;
import dev.wsman.internal.event.EventSource;
import dev.wsman.internal.event.EventUris;
import dev.wsman.internal.event.PushDelivery;
import dev.wsman.internal.event.SinkAddress.SinkPolicy;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A subscription that a sink offers to Windows hosts, as a Windows Event Collector does: group policy gives the hosts
 * the address of the collector ({@code http://collector.example.com:5985/wsman/SubscriptionManager/WEC}), they request
 * their subscriptions there at each refresh, and push their events to it. The collector needs neither the addresses of
 * the hosts nor a login there.
 *
 * <pre>{@code
 *  SourceInitiatedSubscription<WindowsEvent> logons = SourceInitiatedSubscription.eventLog(
 *                  "logons", EventQuery.channel("Security").xpath("*[System[EventID=4624]]"))
 *          .handler(delivery -> store(delivery.source(), delivery.events()))
 *          .bookmarks(BookmarkStore.directory(Path.of("bookmarks")))
 *          .build();
 *  sink.offer(logons);
 * }</pre>
 *
 * <p>A host continues after the position that the {@link BookmarkStore} has for it, also after a restart of the
 * program. Immutable; its handler, predicate, store and listener are called by several threads.
 *
 * @param <T> the type of the events
 */
public final class SourceInitiatedSubscription<T> {
    /** The path at which Windows requests the subscriptions of a collector. */
    static final String WEC = "/wsman/SubscriptionManager/WEC";

    private final String name;
    private final EventSource source;
    private final DeliveredEvents<T> reader;
    private final Builder<T> settings;
    private final EventHandler<T> handler;

    private SourceInitiatedSubscription(
            Builder<T> settings, EventSource source, DeliveredEvents<T> reader, EventHandler<T> handler) {
        this.name = settings.name;
        this.source = source;
        this.reader = reader;
        this.settings = settings;
        this.handler = handler;
    }

    /**
     * Starts with a subscription to the event log.
     *
     * @param name the name of the subscription, under which it is offered, withdrawn, and shown to administrators
     * @throws IllegalArgumentException if an argument is null, or the name is blank
     */
    public static Builder<WindowsEvent> eventLog(String name, EventQuery query) {
        return new Builder<>(text(name, "name"), present(query, "query"), DeliveredEvents.ofWindows(WindowsEvent::of));
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    String path() {
        return settings.path;
    }

    EventQuery query() {
        return settings.query;
    }

    EventSource source() {
        return source;
    }

    PushDelivery delivery() {
        return settings.delivery();
    }

    DeliveredEvents<T> reader() {
        return reader;
    }

    EventHandler<T> handler() {
        return handler;
    }

    Predicate<SourceIdentity> sources() {
        return settings.sources;
    }

    BookmarkStore bookmarks() {
        return settings.bookmarks;
    }

    SourceListener listener() {
        return settings.listener;
    }

    /** Returns how sources authenticate to the sink. */
    SinkPolicy policy() {
        return new SinkPolicy(settings.issuerThumbprint);
    }

    @Override
    public String toString() {
        return "SourceInitiatedSubscription[" + name + "]";
    }

    /**
     * Builds a subscription. Not thread-safe.
     *
     * @param <T> the type of the events
     */
    public static final class Builder<T> {
        private static final Duration HEARTBEAT = Duration.ofMinutes(15);

        private final String name;
        private final EventQuery query;
        private final DeliveredEvents<T> reader;
        private @Nullable EventHandler<T> handler;
        private Predicate<SourceIdentity> sources = source -> true;
        private BookmarkStore bookmarks = BookmarkStore.inMemory();
        private SourceListener listener = SourceListener.NONE;
        private String path = WEC;
        private DeliveryTerms terms =
                DeliveryTerms.COLLECTOR.heartbeat(HEARTBEAT).locale(Locale.US.toLanguageTag());
        private EventLogOptions options;
        private @Nullable Duration expires;
        private @Nullable String issuerThumbprint;

        private Builder(String name, EventQuery query, DeliveredEvents<T> reader) {
            this.name = name;
            this.query = query;
            this.reader = reader;
            this.options = EventLogOptions.PUSH.name(name).tolerant(true);
        }

        private Builder(Builder<T> other) {
            this(other.name, other.query, other.reader);
            handler = other.handler;
            sources = other.sources;
            bookmarks = other.bookmarks;
            listener = other.listener;
            path = other.path;
            terms = other.terms;
            options = other.options;
            expires = other.expires;
            issuerThumbprint = other.issuerThumbprint;
        }

        /** Sets what receives the events. Required. */
        public Builder<T> handler(EventHandler<T> events) {
            handler = present(events, "events");
            return this;
        }

        /**
         * Sets which sources are offered the subscription, and may deliver events to it. The default is all that the
         * sink accepts. A source that no longer passes ends its subscription at its next refresh; until then its
         * deliveries get 403.
         */
        public Builder<T> sources(Predicate<SourceIdentity> accepted) {
            sources = present(accepted, "accepted");
            return this;
        }

        /** Sets where the positions of the sources are kept. The default is the memory of this program. */
        public Builder<T> bookmarks(BookmarkStore store) {
            bookmarks = present(store, "store");
            return this;
        }

        /** Sets what receives heartbeats, ends and refusals. */
        public Builder<T> listener(SourceListener receiver) {
            listener = present(receiver, "receiver");
            return this;
        }

        /**
         * Sets the path at which sources request the subscription, which group policy names. The default is
         * {@code /wsman/SubscriptionManager/WEC}.
         *
         * @throws IllegalArgumentException if it does not begin with a slash, or has a query
         */
        public Builder<T> path(String absolute) {
            if (!text(absolute, "absolute").startsWith("/") || absolute.indexOf('?') >= 0) {
                throw new IllegalArgumentException(
                        "absolute: the path must begin with / and have no query, was " + absolute);
            }
            path = absolute;
            return this;
        }

        /**
         * Sets the silence after which a source sends a heartbeat ({@code w:Heartbeats}). The default is 15 minutes.
         *
         * @throws IllegalArgumentException if it is less than a second
         */
        public Builder<T> heartbeat(Duration silence) {
            terms = terms.heartbeat(EventArguments.atLeastASecond(silence, "silence"));
            return this;
        }

        /**
         * Sets how often, and with which pause, a source tries again to deliver ({@code w:ConnectionRetry}). The
         * default is 5 times, each after 60 seconds. A source that has failed ends the subscription, and continues
         * after its next refresh.
         *
         * @throws IllegalArgumentException if one of them is negative, or only one is zero, which Windows rejects
         *     (2150859103)
         */
        public Builder<T> retry(int attempts, Duration pause) {
            EventArguments.retry(attempts, pause);
            terms = terms.retry(attempts, pause);
            return this;
        }

        /**
         * Sets how long a source collects events before it sends them ({@code w:MaxTime}). The default is 30 seconds.
         *
         * @throws IllegalArgumentException if it is less than a second
         */
        public Builder<T> maxLatency(Duration time) {
            terms = terms.maxTime(EventArguments.atLeastASecond(time, "time"));
            return this;
        }

        /**
         * Sets the most events of a delivery ({@code w:MaxElements}). The default is limited only by the size.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder<T> batchItems(int count) {
            terms = terms.maxElements(EventArguments.positive((long) count, "count"));
            return this;
        }

        /**
         * Sets the most bytes of a delivery ({@code w:MaxEnvelopeSize}); a larger event is replaced by a notice. The
         * default is 512,000. The sink must accept messages of this size ({@code EventSink.Builder.maxMessageSize}).
         *
         * @throws IllegalArgumentException if it is less than 8192
         */
        public Builder<T> maxEnvelopeSize(int bytes) {
            terms = terms.maxEnvelopeSize(EventArguments.envelopeSize(bytes, "bytes"));
            return this;
        }

        /** Sets whether sources compress deliveries (SLDC). The default is false. */
        public Builder<T> compressed(boolean yes) {
            options = options.compressed(yes);
            return this;
        }

        /**
         * Sets whether events have their messages ({@code RenderingInfo}), which costs the sources time. The default is
         * false.
         */
        public Builder<T> rendered(boolean yes) {
            options = options.rendered(yes);
            return this;
        }

        /** Sets the language of rendered messages. The default is {@code en-US}. */
        public Builder<T> locale(Locale language) {
            terms = terms.locale(present(language, "language").toLanguageTag());
            return this;
        }

        /**
         * Sets whether a source without a position begins with its oldest event. The default is false: it begins with
         * the next one.
         */
        public Builder<T> readExisting(boolean yes) {
            options = options.readExisting(yes);
            return this;
        }

        /**
         * Sets whether sources skip channels that do not exist or cannot be read. The default is true: hosts differ.
         */
        public Builder<T> tolerateMissingChannels(boolean yes) {
            options = options.tolerant(yes);
            return this;
        }

        /**
         * Sets after which time a source subscribes anew ({@code e:Expires}). The default is never.
         *
         * @throws IllegalArgumentException if it is less than a second
         */
        public Builder<T> expires(Duration time) {
            expires = EventArguments.atLeastASecond(time, "time");
            return this;
        }

        /**
         * Makes sources authenticate by a client certificate, instead of Kerberos.
         *
         * @param sha1 the SHA-1 fingerprint of the authority that issued the certificates of the sources, in
         * hexadecimal;
         *     colons and blanks are ignored
         * @throws IllegalArgumentException if it does not have 40 digits
         */
        public Builder<T> issuerThumbprint(String sha1) {
            issuerThumbprint = EventArguments.thumbprint(sha1, "sha1");
            return this;
        }

        /**
         * Returns the subscription.
         *
         * @throws IllegalArgumentException if the handler is missing
         */
        public SourceInitiatedSubscription<T> build() {
            if (handler == null) {
                throw new IllegalArgumentException("handler: set what receives the events");
            }
            return new SourceInitiatedSubscription<>(
                    new Builder<>(this), EventSource.eventLog(query.list(), options), reader, handler);
        }

        private PushDelivery delivery() {
            return new PushDelivery(EventUris.EVENTS, terms, expires, null);
        }
    }
}
