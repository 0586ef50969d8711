package dev.wsman.internal.event;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.protocol.EndpointReference;
import dev.wsman.internal.protocol.Exchange;
import dev.wsman.internal.protocol.Operation;
import dev.wsman.internal.protocol.PullParameters;
import dev.wsman.internal.protocol.ReplyReader;
import dev.wsman.internal.protocol.SessionExchanges;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of one subscription in Pull mode. Each call is one exchange and fails with the session's exceptions.
 * Thread-safe.
 *
 * @param <T> the type of the events
 */
public final class PullClient<T> {
    /** After a crash of the program, openwsman would keep a subscription without an end, with its events, for ever. */
    private static final Duration EXPIRES = Duration.ofHours(1);

    private final SessionExchanges session;
    private final EventClient client;
    private final EventSource source;
    private final DeliveryTerms terms;
    private final ReplyReader<PulledBatch<T>> reader;
    private final @Nullable Duration expires;
    /** Whether Subscribe requests bookmarks. Not Windows' WMI, which has none, nor a server that rejected it. */
    private volatile boolean bookmarks;

    private PullClient(
            EventClient client, EventSource source, PullSettings settings, ReplyReader<PulledBatch<T>> reader) {
        this.session = client.exchanges();
        this.client = client;
        this.source = source;
        DeliveryTerms chosen =
                source.isEventLog() ? DeliveryTerms.EVENT_LOG.locale(client.locale()) : DeliveryTerms.NONE;
        this.terms = chosen.heartbeat(settings.heartbeat());
        this.reader = reader;
        this.expires = settings.expires() == null && !source.isWindows() ? EXPIRES : settings.expires();
        this.bookmarks = source.isEventLog() || !source.isWindows();
    }

    /**
     * Returns the client of a subscription to the event log of Windows.
     *
     * @param make makes the object that callers see
     */
    public static <T> PullClient<T> eventLog(
            EventClient client, EventSource source, PullSettings settings, Function<ReceivedEvent, T> make) {
        return new PullClient<>(client, source, settings, PullReader.ofEventLog(EventReaders.events(make)));
    }

    /**
     * Returns the client of a subscription to indications.
     *
     * @throws IllegalArgumentException if the class cannot be bound
     */
    public static <T> PullClient<T> indications(
            EventClient client, EventSource source, PullSettings settings, Class<T> type) {
        return new PullClient<>(
                client,
                source,
                settings,
                PullReader.ofIndications(client.exchanges().items(type, source.resource())));
    }

    /**
     * Subscribes.
     *
     * @param bookmark the position after which the events begin; null for none
     * @param oldest whether the events begin with the oldest that the source retains; only without a bookmark
     */
    public OpenPull subscribe(@Nullable BookmarkContent bookmark, boolean oldest) {
        EventSource from = source.from(oldest);
        BookmarkContent position = source.position(bookmark, oldest);
        NewSubscription subscription = new NewSubscription(
                from.resource(),
                List.of(),
                null,
                new NewSubscription.Delivery(EventUris.PULL, null, terms, null),
                expires,
                from.filter(),
                position == null ? null : position.forwardNodes(),
                bookmarks);
        return opened(from.resource(), client.subscribe(subscription));
    }

    private OpenPull opened(EndpointReference resource, OpenSubscription open) {
        if (open.context() == null) {
            client.abandon(open.manager(), session.timeout());
            throw session.failure(
                    ExchangeException.protocol(
                            "a SubscribeResponse with an EnumerationContext", "one without; is Pull supported?", null),
                    Operation.SUBSCRIBE,
                    resource);
        }
        return new OpenPull(resource, open);
    }

    /** Returns whether the source retains events, so that a subscription to the oldest ones receives them again. */
    public boolean retainsEvents() {
        return source.isEventLog();
    }

    /** Stops requesting bookmarks; returns whether it did so before. */
    public boolean forgoBookmarks() {
        boolean before = bookmarks && !source.isEventLog();
        bookmarks = source.isEventLog();
        return before;
    }

    /**
     * Waits for events. Returns as soon as there are some, or, with a batch without events, after a heartbeat or when
     * the time is over. One connection of the session remains for other exchanges.
     *
     * @param context the latest context
     * @param items the most events of the reply
     * @param wait the longest time that the server waits, and that this waits for a connection before
     * @return null if all connections were in use by other Pulls for so long; nothing was sent
     */
    public @Nullable PulledBatch<T> pull(OpenPull open, List<Object> context, int items, Duration wait) {
        Exchange<PulledBatch<T>> pull =
                Exchange.pullEvents(open.resource().toTarget(), new PullParameters(context, items), reader);
        return session.sendWaiting(pull.withServerLimit(wait), open.resource(), session.timeout(), wait);
    }

    /**
     * Renews the subscription.
     *
     * @return the granted time; null if the subscription does not end
     */
    public @Nullable Duration renew(OpenPull open) {
        return client.renew(open.manager(), expires);
    }

    /** Returns the time that is left; null if the subscription does not end. */
    public @Nullable Duration status(OpenPull open) {
        return client.status(open.manager());
    }

    /**
     * Ends the subscription. Works on an interrupted thread, which stays interrupted, and while the session closes. It
     * is not a failure if the server does not know the subscription any more.
     */
    public void unsubscribe(OpenPull open, Duration limit) {
        client.abandon(open.manager(), limit);
    }

    /** Ends the subscription in one attempt, which no listener receives. */
    public void unsubscribeQuietly(OpenPull open, Duration limit) {
        client.unsubscribeQuietly(open.manager(), limit);
    }

    /**
     * Returns the exception for the use of something that was closed.
     *
     * @param object what was closed: {@code "the session"} or {@code "the subscription"}
     */
    public RuntimeException closed(String object) {
        return session.failure(ExchangeException.closed(object), Operation.PULL, source.resource());
    }

    /** Returns the exception for an interrupted wait, whose thread has its interrupt flag set again. */
    public RuntimeException interrupted(@Nullable Throwable cause) {
        return session.failure(ExchangeException.interrupted(cause), Operation.PULL, source.resource());
    }

    /** Returns the session's current time limit of an exchange. */
    public Duration timeout() {
        return session.timeout();
    }

    /** Watches an object as {@link SessionExchanges#watch} does. */
    public Runnable watch(Object owner, Consumer<Duration> release) {
        return session.watch(owner, release);
    }

    @Override
    public String toString() {
        return source.resource().resourceUri() + " at " + session.endpoint();
    }
}
