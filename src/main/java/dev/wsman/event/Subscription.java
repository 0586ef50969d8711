package dev.wsman.event;

import dev.wsman.Filter;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.internal.event.EventClient;
import dev.wsman.internal.event.EventLogOptions;
import dev.wsman.internal.event.EventSource;
import dev.wsman.internal.event.PullClient;
import dev.wsman.internal.event.PullSettings;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A subscription whose events are pulled over the session's own connections: of the event log of Windows, or of
 * indications of WMI and CIM. It exists on the server until it is closed.
 *
 * <pre>{@code
 *  EventQuery query = EventQuery.channel("System");
 *  try (Subscription<WindowsEvent> subscription = Subscription.eventLog(session, query).open()) {
 *      while (running) {
 *          EventBatch<WindowsEvent> batch = subscription.poll(Duration.ofSeconds(30));
 *          batch.events().forEach(this::process);
 *          batch.bookmark().ifPresent(this::save);        // Bookmark.xml(), for after(Bookmark)
 *      }
 *  }
 * }</pre>
 *
 * <p><b>Position.</b> A source with bookmarks, such as the event log, sends with its events the position after them.
 * The library continues after the last batch that {@link #poll} returned, whatever happens in between: no event is
 * lost, and some may come twice. A program that saves the bookmark of a batch after it has processed the batch has
 * the same guarantee across its own restarts. Windows identifies an event by computer, channel and record number. WMI
 * and openwsman have no bookmarks; there the library reports every moment in which events may have been lost as a
 * gap.
 *
 * <p><b>Failures.</b> If a connection breaks, the service restarts or the server has ended the subscription, for
 * example because it was not polled for a minute, {@link #poll} subscribes again. It does so at once if the server
 * works, and otherwise after pauses that double up to a minute, until {@link Builder#retryFor} is over. {@link
 * SubscriptionListener} receives every attempt. Failures that time does not cure, such as rejected credentials, are
 * thrown at once. After a failure was thrown, another poll tries again.
 *
 * <p><b>Expiration.</b> If the server grants a limited time, {@code poll} renews the subscription after two thirds of
 * it, or replaces it where the server does not renew, as Windows. Nothing happens between polls: there is no thread,
 * and a subscription that is not polled costs only memory. Poll at least every 30 s, or the server may end the
 * subscription, and the next poll has to subscribe again.
 *
 * <p><b>Closing.</b> {@link #close} ends the subscription on the server. So does closing the session, and, as a last
 * resort, the garbage collection of a subscription that was not closed.
 *
 * <p>Thread-safe. Polls of several threads run one after the other.
 *
 * @param <T> the type of the events
 */
public final class Subscription<T> implements AutoCloseable {
    private final PullLoop<T> loop;
    private final Runnable endWatch;

    private Subscription(PullLoop<T> loop) {
        this.loop = loop;
        this.endWatch = loop.client().watch(this, loop.held()::release);
    }

    /**
     * Returns a builder of a subscription to the event log of Windows ({@code
     * http://schemas.microsoft.com/wbem/wsman/1/windows/EventLog}). Nothing is sent before {@link Builder#open}. The
     * session's user must be a member of Event Log Readers, or an administrator.
     *
     * @param query the channels and events
     * @throws IllegalArgumentException if an argument is null
     */
    public static Builder<WindowsEvent> eventLog(Session session, EventQuery query) {
        EventClient client = EventClient.of(EventArguments.present(session, "session"));
        EventArguments.present(query, "query");
        return new Builder<>(
                true,
                () -> new EventLogInspector(query),
                (none, options, settings) -> PullClient.eventLog(
                        client, EventSource.eventLog(query.list(), options), settings, WindowsEvent::of));
    }

    /**
     * Returns a builder of a subscription to indications. Nothing is sent before {@link Builder#open}.
     *
     * @param resource the indication class, or all classes of a namespace: {@code wmi/root/cimv2/*} on Windows, {@code
     *     http://schemas.dmtf.org/wbem/wscim/1/*} with the selector {@code __cimnamespace} elsewhere
     * @throws IllegalArgumentException if an argument is null
     */
    public static Builder<Instance> to(Session session, ResourceLocator resource) {
        return to(session, resource, Instance.class);
    }

    /**
     * Returns a builder of a subscription to indications that are read as a class.
     *
     * @param resource the indication class, or all classes of a namespace, as for {@link #to(Session,
     *     ResourceLocator)}
     * @param type a generated class, a record, a JAXB class or {@link Instance}
     * @throws IllegalArgumentException if an argument is null
     */
    public static <T> Builder<T> to(Session session, ResourceLocator resource, Class<T> type) {
        EventClient client = EventClient.of(EventArguments.present(session, "session"));
        EventArguments.present(resource, "resource");
        EventArguments.present(type, "type");
        return new Builder<>(
                false,
                () -> new EventInspector<>() {},
                (filter, none, settings) ->
                        PullClient.indications(client, EventSource.of(client, resource, filter), settings, type));
    }

    /**
     * Waits for events and returns them. Returns as soon as the source has some.
     *
     * <p>Each Pull asks the server to wait for the rest of the time, for 30 s at most and 500 ms at least; therefore a
     * wait of zero finds the events that are already there. If the server does not reply, this method takes longer
     * than the wait: each exchange has the session's timeout. Polls and running commands of a session use all its
     * connections but one (15 of 16, {@link Session.Builder#maxConnections}). If more wait at a time, they take turns.
     * A poll whose turn does not come within its wait, or within 500 ms if that is longer, returns without events and
     * without a request.
     *
     * <p>An interrupted thread gets a failure of the kind {@link dev.wsman.WsmanError.Kind#INTERRUPTED}; the next poll
     * receives the events that were on their way.
     *
     * @param wait the longest time to wait; may be zero
     * @return the events of one reply in their order, with the position after them; without events if nothing came in
     *     time, or if the subscription was closed meanwhile
     * @throws IllegalArgumentException if the wait is null or negative
     * @throws dev.wsman.WsmanException if the subscription failed and further attempts are not useful or not allowed;
     *     of the kind {@link dev.wsman.WsmanError.Kind#CLOSED} if the subscription or the session is closed
     */
    public EventBatch<T> poll(Duration wait) {
        EventArguments.notNegative(wait, "wait");
        try {
            return loop.poll(TimeUnit.NANOSECONDS.convert(wait));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Returns the events as a stream without an end, which polls when it needs events. It ends when the subscription is
     * closed, after the events that were already received; a failure of {@link #poll} is thrown by the terminal
     * operation. Closing the stream does not close the subscription.
     *
     * <p>{@link #bookmark} belongs to whole batches and may be ahead of the stream's current event. A program that
     * saves bookmarks uses {@link #poll}.
     */
    public Stream<T> stream() {
        return StreamSupport.stream(new EventSpliterator<>(this), false);
    }

    /**
     * Returns the position after the latest batch that {@link #poll} returned. Before the first one, returns the
     * bookmark with which the subscription was opened. Empty if there is none.
     */
    public Optional<Bookmark> bookmark() {
        return loop.bookmark();
    }

    /**
     * Requests the time until the server ends the subscription unless it is renewed ({@code wse:GetStatus}).
     * {@link #poll} renews it before. openwsman and OMI do not have this request; whether Windows has it is not known.
     *
     * @return the time; zero if the server has ended the subscription and the next poll opens another one; empty if the
     *     subscription does not end
     * @throws dev.wsman.WsmanFaultException of the kind {@link dev.wsman.WsmanError.Kind#ACTION_NOT_SUPPORTED} or
     *     {@link dev.wsman.WsmanError.Kind#UNSUPPORTED_FEATURE} if the server does not have the request, and of another
     *     kind if it does not know the subscription any more
     * @throws dev.wsman.WsmanException if the request fails; of the kind {@link dev.wsman.WsmanError.Kind#CLOSED} if
     *     the subscription or the session is closed
     */
    public Optional<Duration> timeLeft() {
        try {
            return loop.timeLeft();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Returns whether neither the subscription nor its session was closed. */
    public boolean isOpen() {
        return !loop.held().isClosed();
    }

    /**
     * Ends the subscription on the server ({@code wse:Unsubscribe}) and waits for the reply, for five seconds at
     * most. A {@link #poll} that waits on another thread returns. Works on an interrupted thread too, which stays
     * interrupted. Closing again has no effect.
     *
     * <p>Does not fail: if the server cannot be reached, it ends the subscription itself. The session's {@code error()}
     * and listener report such a failure.
     */
    @Override
    public void close() {
        if (loop.held().close()) {
            endWatch.run(); // afterwards, so that a session that closes meanwhile ends the subscription
        }
        Reference.reachabilityFence(this);
    }

    /** Returns the resource URI and the endpoint. */
    @Override
    public String toString() {
        return "Subscription[" + loop.client() + "]";
    }

    /**
     * Builds a subscription. Not thread-safe. Every argument is checked before anything is sent.
     *
     * @param <T> the type of the events
     */
    public static final class Builder<T> {
        private static final int DEFAULT_ITEMS = 1000;
        private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);
        private static final Duration DEFAULT_RETRY = Duration.ofMinutes(5);

        private final boolean eventLog;
        private final Supplier<EventInspector<T>> inspector;
        private final ClientFactory<T> clients;
        private EventLogOptions options = EventLogOptions.PULL;
        private @Nullable Filter filter;
        private @Nullable Bookmark after;
        private boolean fromOldest;
        private @Nullable Duration heartbeat;
        private @Nullable Duration expires;
        private int batchItems = DEFAULT_ITEMS;
        private LostPosition lostPosition = LostPosition.FAIL;
        private Duration pollInterval = DEFAULT_INTERVAL;
        private Duration retryFor = DEFAULT_RETRY;
        private Duration retryPause = DEFAULT_INTERVAL;
        private SubscriptionListener listener = SubscriptionListener.NONE;

        /** Creates the client of a subscription: with the filter of indications, or the options of the event log. */
        private interface ClientFactory<T> {
            PullClient<T> create(@Nullable Filter filter, EventLogOptions options, PullSettings settings);
        }

        private Builder(boolean eventLog, Supplier<EventInspector<T>> inspector, ClientFactory<T> clients) {
            this.eventLog = eventLog;
            this.inspector = inspector;
            this.clients = clients;
        }

        /**
         * Sets which indications are sent: a query by {@link Filter#wql} or {@link Filter#cql}, such as {@code SELECT *
         * FROM CIM_AlertIndication}. Windows, openwsman and OMI require one.
         *
         * @throws IllegalArgumentException if the filter is null, or if the subscription is to the event log, whose
         *     query is the filter
         */
        public Builder<T> filter(Filter filter) {
            if (eventLog) {
                throw new IllegalArgumentException("filter: the query of the event log is its filter");
            }
            this.filter = EventArguments.present(filter, "filter");
            return this;
        }

        /**
         * Begins after a position ({@code wsman:Bookmark}), instead of with the events from now on; replaces {@link
         * #fromOldest}. If Windows sent the bookmark while it read backward, it is sent without its direction, because
         * newer events would be lost.
         *
         * @throws IllegalArgumentException if the bookmark is null
         */
        public Builder<T> after(Bookmark bookmark) {
            this.after = EventArguments.present(bookmark, "bookmark");
            this.fromOldest = false;
            return this;
        }

        /**
         * Begins with the oldest event that the source retains, instead of with the events from now on: the option
         * {@code ReadExistingEvents} for the event log, the bookmark {@code
         * http://schemas.dmtf.org/wbem/wsman/1/wsman/bookmark/earliest} for indications. openwsman and WMI retain
         * nothing. Replaces {@link #after}.
         */
        public Builder<T> fromOldest() {
            this.fromOldest = true;
            this.after = null;
            return this;
        }

        /**
         * Sets the silence after which the source sends a reply without events ({@code wsman:Heartbeats}); the default
         * is to send none, so that the source waits as long as the poll. OMI ends a subscription that is not polled for
         * about two intervals.
         *
         * @throws IllegalArgumentException if the interval is null or not positive
         */
        public Builder<T> heartbeat(Duration interval) {
            this.heartbeat = EventArguments.positive(interval, "interval");
            return this;
        }

        /**
         * Sets the most events of a reply ({@code wsen:MaxElements}); the default is 1,000. A reply is also limited by
         * the session's {@code maxEnvelopeSize}; if it would be larger, the library requests fewer events. openwsman
         * sends one event in each reply.
         *
         * @throws IllegalArgumentException if the number is not positive
         */
        public Builder<T> batchItems(int items) {
            this.batchItems = EventArguments.positive(items, "items");
            return this;
        }

        /**
         * Sets the time after which the server ends the subscription unless it is renewed ({@code wse:Expires}). The
         * default is one hour, because openwsman keeps a subscription without an end, with its events, even if the
         * program has crashed. For Windows, the default is to send none: it ends subscriptions that are not polled. The
         * server may grant less.
         *
         * @throws IllegalArgumentException if the time is null or not positive
         */
        public Builder<T> expires(Duration time) {
            this.expires = EventArguments.positive(time, "time");
            return this;
        }

        /**
         * Sets whether Windows adds the rendered texts of an event, in the session's locale, or else the server's
         * (option {@code ContentFormat}): {@link WindowsEvent#rendering}. The default is false, because rendering takes
         * time on the source.
         *
         * @throws IllegalArgumentException if the source is not the event log
         */
        public Builder<T> rendered(boolean render) {
            requireLog("rendered");
            options = options.rendered(render);
            return this;
        }

        /**
         * Sets whether Windows skips channels that do not exist or that the user cannot read (option {@code
         * IgnoreChannelError}). The default is false: {@link #open} fails.
         *
         * @throws IllegalArgumentException if the source is not the event log
         */
        public Builder<T> tolerateMissingChannels(boolean tolerate) {
            requireLog("tolerateMissingChannels");
            options = options.tolerant(tolerate);
            return this;
        }

        /**
         * Sets the name of the subscription (option {@code SubscriptionName}), which Windows shows in its own log.
         *
         * @throws IllegalArgumentException if the name is null or blank, or the source is not the event log
         */
        public Builder<T> name(String name) {
            requireLog("name");
            options = options.name(EventArguments.text(name, "name"));
            return this;
        }

        private void requireLog(String method) {
            if (!eventLog) {
                throw new IllegalArgumentException(method + ": only the event log of Windows has this option");
            }
        }

        /**
         * Sets what happens if the source does not know the position any more, when the subscription is opened or
         * replaced; the default is {@link LostPosition#FAIL}. With the others, the listener receives a gap.
         *
         * @throws IllegalArgumentException if the policy is null
         */
        public Builder<T> onLostPosition(LostPosition policy) {
            this.lostPosition = EventArguments.present(policy, "policy");
            return this;
        }

        /**
         * Sets the pause after a reply without events from a source that does not wait for them, as openwsman; the
         * default is 1 s.
         *
         * @throws IllegalArgumentException if the interval is null or not positive
         */
        public Builder<T> pollInterval(Duration interval) {
            this.pollInterval = EventArguments.positive(interval, "interval");
            return this;
        }

        /**
         * Sets for how long after a failure {@link Subscription#poll} tries again before it throws the failure; the
         * default is five minutes. A success begins a new time. Zero means that every failure is thrown.
         *
         * @throws IllegalArgumentException if the time is null or negative
         */
        public Builder<T> retryFor(Duration time) {
            this.retryFor = EventArguments.notNegative(time, "time");
            return this;
        }

        /**
         * Sets the first pause between attempts; the default is 1 s. Each further one is twice as long, up to a minute,
         * and up to a fifth of each is left out at random. After a quota was reached, pauses are five times as long.
         *
         * @throws IllegalArgumentException if the pause is null or not positive
         */
        public Builder<T> retryPause(Duration pause) {
            this.retryPause = EventArguments.positive(pause, "pause");
            return this;
        }

        /**
         * Sets what receives everything besides events.
         *
         * @throws IllegalArgumentException if the listener is null
         */
        public Builder<T> listener(SubscriptionListener listener) {
            this.listener = EventArguments.present(listener, "listener");
            return this;
        }

        /**
         * Subscribes ({@code wse:Subscribe} with the delivery mode {@code
         * http://schemas.dmtf.org/wbem/wsman/1/wsman/Pull}). A failure is thrown at once; the session's own retries
         * apply. If the server rejects bookmarks, or the position where {@link #onLostPosition} allows another one, a
         * second Subscribe follows.
         *
         * @throws IllegalArgumentException if the resource has no resource URI, or the class of the events cannot be
         * bound
         * @throws dev.wsman.WsmanException if the server does not accept the subscription
         */
        public Subscription<T> open() {
            PullSettings settings = new PullSettings(heartbeat, expires);
            SubscriptionPolicy policy = new SubscriptionPolicy(
                    fromOldest, batchItems, lostPosition, pollInterval, retryFor, retryPause, listener);
            return new Subscription<>(
                    PullLoop.open(clients.create(filter, options, settings), policy, inspector.get(), after));
        }
    }
}
