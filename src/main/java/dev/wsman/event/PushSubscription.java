package dev.wsman.event;

import static dev.wsman.event.EventArguments.present;
import static dev.wsman.event.EventArguments.text;

import dev.wsman.Filter;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.internal.event.DeliveredEvents;
import dev.wsman.internal.event.DeliveryTerms;
import dev.wsman.internal.event.EventClient;
import dev.wsman.internal.event.EventLogOptions;
import dev.wsman.internal.event.EventSource;
import dev.wsman.internal.event.EventUris;
import dev.wsman.internal.event.PushClient;
import dev.wsman.internal.event.PushDelivery;
import dev.wsman.internal.event.SinkAddress.SinkPolicy;
import dev.wsman.internal.event.SinkLogin;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A subscription whose events the server pushes to an {@link EventSink}: the event log of Windows, indications of
 * openwsman and iDRAC, and alerts of Intel AMT.
 *
 * <pre>{@code
 *  try (EventSink sink = EventSink.builder().basic("sink", sinkPassword).tls(keyStore, keyPassword).open();
 *          PushSubscription<Instance> alerts = PushSubscription
 *                  .to(session, ResourceLocator.of(SCHEMA + "CIM_ProcessIndication"), sink)
 *                  .filter(Filter.wql("SELECT * FROM CIM_ProcessIndication"))
 *                  .sinkLogin("sink", sinkPassword)
 *                  .handler(delivery -> delivery.events().forEach(System.out::println))
 *                  .open()) {
 *      …
 *  }
 * }</pre>
 *
 * <p><b>Life.</b> The library renews the subscription after two thirds of the time that the server granted. If the
 * server rejects that, ends the subscription, or is silent for three heartbeats, the library subscribes anew after the
 * last bookmark that was acknowledged, and goes on trying with growing pauses; the {@link SubscriptionListener}
 * receives each step. Only the event log of Windows has bookmarks: events of other sources may be lost meanwhile, which
 * is reported as a gap. For Intel AMT, which ends a subscription only by the references of its object, the library
 * finds this object after Subscribe, by enumerating {@code CIM_FilterCollectionSubscription}.
 *
 * <p><b>Closing.</b> {@link #close()} ends the subscription on the server. So does closing the session or the sink,
 * and, as a last resort, the garbage collection of a subscription that was not closed: keep a reference to it.
 *
 * <p>Thread-safe.
 *
 * @param <T> the type of the events
 */
public final class PushSubscription<T> implements AutoCloseable {
    private final PushConnection<T> connection;
    private final Runnable endWatch;

    private PushSubscription(PushConnection<T> connection) {
        this.connection = connection;
        this.endWatch = connection.watch(this);
    }

    /**
     * Starts with a subscription to the event log of Windows.
     *
     * @throws IllegalArgumentException if an argument is null
     */
    public static Builder<WindowsEvent> eventLog(Session session, EventQuery query, EventSink sink) {
        EventClient client = EventClient.of(present(session, "session"));
        return new Builder<>(
                session,
                client,
                sink,
                present(query, "query"),
                null,
                DeliveredEvents.ofWindows(WindowsEvent::of),
                () -> new EventLogInspector(query));
    }

    /**
     * Starts with a subscription to indications, or to a filter collection of Intel AMT:
     * {@code http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_FilterCollection} with the selector
     * {@code InstanceID}, such as {@code Intel(r) AMT:All}.
     *
     * @param resource the class of the indications, or all classes; with its namespace if the server needs it
     * @throws IllegalArgumentException if an argument is null, or the locator has no resource URI
     */
    public static Builder<Instance> to(Session session, ResourceLocator resource, EventSink sink) {
        return to(session, resource, sink, Instance.class);
    }

    /**
     * Starts with a subscription to indications of a class.
     *
     * @param type a generated class, a record, a JAXB class, or {@link Instance}
     * @throws IllegalArgumentException if an argument is null, the locator has no resource URI, or the class cannot be
     *     bound
     */
    public static <T> Builder<T> to(Session session, ResourceLocator resource, EventSink sink, Class<T> type) {
        EventClient client = EventClient.of(present(session, "session"));
        present(resource, "resource");
        return new Builder<>(
                session,
                client,
                sink,
                null,
                resource,
                DeliveredEvents.of(client, present(type, "type"), resource),
                () -> new EventInspector<>() {});
    }

    /** Returns the identifier with which the source marks its deliveries; the same after a new subscription. */
    public String identifier() {
        return connection.identifier();
    }

    /** Returns the position after the last delivery whose handler has returned; empty if the source sends none. */
    public Optional<Bookmark> bookmark() {
        return connection.bookmark();
    }

    /**
     * Requests the time until the server ends the subscription unless it is renewed ({@code wse:GetStatus}). The reply
     * shows that the server still has the subscription. The library renews it before. openwsman does not have this
     * request; whether Windows, iDRAC and Intel AMT have it is not known.
     *
     * @return the time; zero if the subscription is being replaced by another one at this moment; empty if it does not
     *     end
     * @throws dev.wsman.WsmanFaultException of the kind {@link dev.wsman.WsmanError.Kind#ACTION_NOT_SUPPORTED} or
     *     {@link dev.wsman.WsmanError.Kind#UNSUPPORTED_FEATURE} if the server does not have the request, and of another
     *     kind if it does not know the subscription any more
     * @throws dev.wsman.WsmanException if the request fails; of the kind {@link dev.wsman.WsmanError.Kind#CLOSED} if
     *     the subscription is closed or has ended for good
     */
    public Optional<Duration> timeLeft() {
        try {
            return connection.timeLeft();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Returns whether events are expected: it is neither closed nor has it ended for good. */
    public boolean isOpen() {
        return connection.isOpen();
    }

    /**
     * Ends the subscription on the server, and waits up to five seconds for a handler that is running. A failure is not
     * reported: the server ends a subscription that it cannot deliver or that is not renewed. Has no effect if the
     * subscription is closed.
     */
    @Override
    public void close() {
        try {
            connection.close();
        } finally {
            endWatch.run();
        }
    }

    @Override
    public String toString() {
        return "PushSubscription[" + identifier() + "]";
    }

    /**
     * Builds a subscription. Not thread-safe.
     *
     * @param <T> the type of the events
     */
    public static final class Builder<T> {
        private static final Duration HEARTBEAT = Duration.ofMinutes(5);
        private static final Duration EXPIRES = Duration.ofHours(1);
        private static final Duration FOR_EVER = Duration.ofDays(36_500);

        private final Session session;
        private final EventClient client;
        private final EventSink sink;
        private final @Nullable EventQuery query;
        private final @Nullable ResourceLocator resource;
        private final DeliveredEvents<T> reader;
        private final Supplier<EventInspector<T>> inspector;
        private final boolean amt;
        private DeliveryMode mode;
        private @Nullable Filter filter;
        private @Nullable Duration expires;
        private DeliveryTerms terms;
        private boolean batchesChosen;
        private @Nullable Bookmark after;
        private boolean oldest;
        private EventLogOptions options = EventLogOptions.PUSH;
        private @Nullable SinkLogin login;
        private @Nullable String issuerThumbprint;
        private LostPosition lostPosition = LostPosition.FAIL;
        private Duration retryFor = FOR_EVER;
        private SubscriptionListener listener = SubscriptionListener.NONE;
        private @Nullable EventHandler<T> handler;

        private Builder(
                Session session,
                EventClient client,
                EventSink sink,
                @Nullable EventQuery query,
                @Nullable ResourceLocator resource,
                DeliveredEvents<T> reader,
                Supplier<EventInspector<T>> inspector) {
            this.session = session;
            this.client = client;
            this.sink = present(sink, "sink");
            this.query = query;
            this.resource = resource;
            this.reader = reader;
            this.inspector = inspector;
            this.amt = resource != null && EventSource.isFilterCollection(resource.resourceUri());
            boolean log = query != null;
            this.mode = log ? DeliveryMode.EVENTS : DeliveryMode.PUSH_WITH_ACK;
            this.terms = (log ? DeliveryTerms.COLLECTOR.locale(client.locale()) : DeliveryTerms.NONE)
                    .heartbeat(amt ? null : HEARTBEAT);
            this.expires = log || amt ? null : EXPIRES;
        }

        /** Sets what receives the events. Required. */
        public Builder<T> handler(EventHandler<T> events) {
            handler = present(events, "events");
            return this;
        }

        /**
         * Sets how the source delivers. The default is {@link DeliveryMode#EVENTS} for the event log and
         * {@link DeliveryMode#PUSH_WITH_ACK} otherwise. iDRAC has only {@link DeliveryMode#PUSH}.
         */
        public Builder<T> mode(DeliveryMode delivery) {
            mode = present(delivery, "delivery");
            return this;
        }

        /**
         * Sets which indications are delivered: WQL, or CQL for openwsman, which requires a filter.
         *
         * @throws IllegalArgumentException if the filter is null, or if the subscription is to the event log, whose
         *     query is given, or to Intel AMT, which has fixed collections
         */
        public Builder<T> filter(Filter indications) {
            if (query != null || amt) {
                throw new IllegalArgumentException(
                        query != null
                                ? "indications: the query of the event log is the filter"
                                : "indications: Intel AMT has no filters; choose a collection by its InstanceID");
            }
            filter = present(indications, "indications");
            return this;
        }

        /**
         * Sets the time that is requested ({@code e:Expires}). The default is an hour, for the event log and Intel AMT
         * none: Windows rejects a renewal, and ends a subscription that it cannot deliver.
         *
         * @throws IllegalArgumentException if it is less than a second
         */
        public Builder<T> expires(Duration time) {
            expires = EventArguments.atLeastASecond(time, "time");
            return this;
        }

        /**
         * Sets the silence after which the source sends a heartbeat ({@code w:Heartbeats}). The default is five
         * minutes, for Intel AMT none. After three heartbeats without any message the library subscribes anew;
         * for sources other than the event log only once a heartbeat has come, because some accept the element and send
         * none.
         *
         * @throws IllegalArgumentException if it is less than a second
         */
        public Builder<T> heartbeat(Duration silence) {
            terms = terms.heartbeat(EventArguments.atLeastASecond(silence, "silence"));
            return this;
        }

        /**
         * Sets how often, and with which pause, the source tries again to deliver ({@code w:ConnectionRetry}). The
         * default is 5 times, each after 60 seconds, for the event log, and otherwise that of the source: openwsman
         * rejects a subscription with a retry.
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
         * Sets how long the source collects events before it sends a batch ({@code w:MaxTime}). The default is 30
         * seconds for the event log. Only in mode {@link DeliveryMode#EVENTS}.
         *
         * @throws IllegalArgumentException if it is less than a second
         */
        public Builder<T> maxLatency(Duration time) {
            terms = terms.maxTime(EventArguments.atLeastASecond(time, "time"));
            batchesChosen = true;
            return this;
        }

        /**
         * Sets the most events of a batch ({@code w:MaxElements}). Only in mode {@link DeliveryMode#EVENTS}.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder<T> batchItems(int count) {
            terms = terms.maxElements(EventArguments.positive((long) count, "count"));
            batchesChosen = true;
            return this;
        }

        /**
         * Sets the most bytes of a batch ({@code w:MaxEnvelopeSize}); a larger event is replaced by a notice. The
         * default is 512,000 for the event log. Only in mode {@link DeliveryMode#EVENTS}.
         *
         * @throws IllegalArgumentException if it is less than 8192
         */
        public Builder<T> maxEnvelopeSize(int bytes) {
            terms = terms.maxEnvelopeSize(EventArguments.envelopeSize(bytes, "bytes"));
            batchesChosen = true;
            return this;
        }

        /** Begins after this position; replaces {@link #fromOldest}. */
        public Builder<T> after(Bookmark position) {
            after = present(position, "position");
            oldest = false;
            return this;
        }

        /**
         * Begins with the oldest event that the source retains; replaces {@link #after}. The default is the next one.
         */
        public Builder<T> fromOldest() {
            oldest = true;
            after = null;
            return this;
        }

        /**
         * Sets whether events of the event log have their messages, in the session's locale, or else in the language of
         * the source. The default is false.
         *
         * @throws IllegalArgumentException if the source is not the event log of Windows
         */
        public Builder<T> rendered(boolean yes) {
            requireLog("rendered");
            options = options.rendered(yes);
            return this;
        }

        /**
         * Sets whether deliveries of the event log are compressed (SLDC). The default is false.
         *
         * @throws IllegalArgumentException if the source is not the event log of Windows
         */
        public Builder<T> compressed(boolean yes) {
            requireLog("compressed");
            options = options.compressed(yes);
            return this;
        }

        /**
         * Sets whether channels that do not exist or cannot be read are skipped. The default is false.
         *
         * @throws IllegalArgumentException if the source is not the event log of Windows
         */
        public Builder<T> tolerateMissingChannels(boolean yes) {
            requireLog("tolerateMissingChannels");
            options = options.tolerant(yes);
            return this;
        }

        /**
         * Sets the name of the subscription, which administrators of Windows see. The default is none.
         *
         * @param shown the name; not blank
         * @throws IllegalArgumentException if it is null or blank, or if the source is not the event log of Windows
         */
        public Builder<T> name(String shown) {
            requireLog("name");
            options = options.name(text(shown, "shown"));
            return this;
        }

        private void requireLog(String option) {
            if (query == null) {
                throw new IllegalArgumentException(option + ": only the event log of Windows has this option");
            }
        }

        /**
         * Makes the source authenticate to the sink by user and password ({@code wst:IssuedTokens} in the Subscribe
         * request, which should be encrypted): openwsman by Basic, Intel AMT by Digest. The sink needs the same user
         * ({@link EventSink.Builder#basic} or {@link EventSink.Builder#digest}). For Windows, choose Kerberos or
         * certificates.
         *
         * @param user the user
         * @param password the password; copied, and the copy of a subscription is wiped when that ends
         */
        public Builder<T> sinkLogin(String user, char[] password) {
            SinkLogin before = login;
            login = new SinkLogin(text(user, "user"), present(password, "password"));
            if (before != null) {
                before.close();
            }
            return this;
        }

        /**
         * Makes Windows authenticate to the sink by a client certificate. Without it, Windows uses Kerberos if the sink
         * does ({@link EventSink.Builder#kerberos(java.nio.file.Path)}).
         *
         * @param sha1 the SHA-1 fingerprint of the authority that issued the certificate of the host, in hexadecimal;
         *     colons and blanks are ignored
         * @throws IllegalArgumentException if it does not have 40 digits, or if the source is not the event log of
         *     Windows
         */
        public Builder<T> issuerThumbprint(String sha1) {
            requireLog("issuerThumbprint");
            issuerThumbprint = EventArguments.thumbprint(sha1, "sha1");
            return this;
        }

        /** Sets what happens if the source does not know the position any more. The default is to fail. */
        public Builder<T> onLostPosition(LostPosition policy) {
            lostPosition = present(policy, "policy");
            return this;
        }

        /**
         * Sets how long to try to subscribe anew before the subscription fails. The default is without an end. A server
         * that rejects the login ends the subscription at once.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder<T> retryFor(Duration time) {
            retryFor = EventArguments.notNegative(time, "time");
            return this;
        }

        /**
         * Sets what receives renewals, losses, new subscriptions and heartbeats. Its exceptions are logged and have no
         * effect, except that of {@link SubscriptionListener#replayed}.
         */
        public Builder<T> listener(SubscriptionListener receiver) {
            listener = new GuardedListener(present(receiver, "receiver"));
            return this;
        }

        /**
         * Subscribes. Events may reach the handler before this method returns.
         *
         * @throws IllegalArgumentException if the handler is missing, an option does not fit the mode, or the sink does
         *     not accept messages of the chosen size
         * @throws IllegalStateException if the sink is closed
         * @throws dev.wsman.WsmanException if the server rejects the subscription or cannot be reached
         */
        public PushSubscription<T> open() {
            if (handler == null) {
                throw new IllegalArgumentException("handler: set what receives the events");
            }
            boolean batches = mode == DeliveryMode.EVENTS;
            if (!batches && batchesChosen) {
                throw new IllegalArgumentException("maxLatency, batchItems and maxEnvelopeSize belong to batches, and"
                        + " the mode is " + mode + "; choose EVENTS");
            }
            DeliveryTerms sent = batches ? terms : terms.withoutBatches();
            sink.prepareFor(sent);
            EventSource source = source();
            PushDelivery delivery = new PushDelivery(uri(mode), sent, expires, login == null ? null : login.copy());
            PushClient push = new PushClient(client, source, delivery, policy(), finder());
            PushSettings<T> settings = new PushSettings<>(
                    sink, reader, inspector.get(), handler, listener, lostPosition, retryFor, after, oldest);
            return new PushSubscription<>(PushConnection.open(push, settings));
        }

        private @Nullable SinkPolicy policy() {
            boolean chosen = issuerThumbprint != null || query != null && sink.hasKerberos();
            return chosen ? new SinkPolicy(issuerThumbprint) : null;
        }

        private PushClient.@Nullable Finder finder() {
            ResourceLocator collection = resource;
            Session amtSession = session;
            return amt && collection != null ? url -> AmtSubscriptions.find(amtSession, collection, url) : null;
        }

        private EventSource source() {
            return query == null
                    ? EventSource.of(client, present(resource, "resource"), filter)
                    : EventSource.eventLog(query.list(), options);
        }

        private static String uri(DeliveryMode mode) {
            return switch (mode) {
                case PUSH -> EventUris.PUSH;
                case PUSH_WITH_ACK -> EventUris.PUSH_WITH_ACK;
                case EVENTS -> EventUris.EVENTS;
            };
        }
    }
}
