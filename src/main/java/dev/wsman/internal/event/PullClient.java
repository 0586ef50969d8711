package dev.wsman.internal.event;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.protocol.ElementReader;
import dev.wsman.internal.protocol.EndpointReference;
import dev.wsman.internal.protocol.Exchange;
import dev.wsman.internal.protocol.Operation;
import dev.wsman.internal.protocol.PullParameters;
import dev.wsman.internal.protocol.SessionAccess;
import dev.wsman.internal.protocol.SessionExchanges;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import java.time.Duration;
import java.util.ArrayList;
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
    private static final String READ_EXISTING = "ReadExistingEvents";
    private static final String UTF_8 = "UTF-8";
    /** After a crash of the program, openwsman would keep a subscription without an end, with its events, for ever. */
    private static final Duration EXPIRES = Duration.ofHours(1);

    private final SessionExchanges session;
    private final EventClient client;
    private final EndpointReference resource;
    private final @Nullable Tree filter;
    private final PullSettings settings;
    private final ElementReader.Factory<T> events;
    private final boolean eventLog;
    private final @Nullable Duration expires;
    /** Whether Subscribe asks for bookmarks. Not Windows' WMI, which has none, nor a server that rejected it. */
    private volatile boolean bookmarks;

    private PullClient(
            SessionExchanges session,
            EndpointReference resource,
            @Nullable Tree filter,
            PullSettings settings,
            ElementReader.Factory<T> events,
            boolean eventLog) {
        this.session = session;
        this.client = new EventClient(session);
        this.resource = resource;
        this.filter = filter;
        this.settings = settings;
        this.events = events;
        this.eventLog = eventLog;
        boolean windows = resource.resourceUri().startsWith(Namespaces.WINDOWS);
        this.expires = settings.expires() == null && !windows ? EXPIRES : settings.expires();
        this.bookmarks = eventLog || !windows;
    }

    /**
     * Returns the client of a subscription to the event log of Windows.
     *
     * @param session a {@code Session}
     * @param make makes the object that callers see
     */
    public static <T> PullClient<T> eventLog(
            Object session, QueryList query, PullSettings settings, Function<ReceivedEvent, T> make) {
        EndpointReference log =
                new EndpointReference(Namespaces.EVENT_LOG, List.of(), List.of(), null, null, null, List.of());
        return new PullClient<>(
                SessionAccess.of(session), log, query.toFilter(), settings, EventReaders.events(make), true);
    }

    /**
     * Returns the client of a subscription to indications.
     *
     * @param session a {@code Session}
     * @param locator the source, as a {@code ResourceLocator}
     * @param filter a {@code Filter}, or null
     * @throws IllegalArgumentException if the locator has no resource URI, or the class cannot be bound
     */
    public static <T> PullClient<T> indications(
            Object session, Object locator, @Nullable Object filter, PullSettings settings, Class<T> type) {
        SessionExchanges exchanges = SessionAccess.of(session);
        EndpointReference source = exchanges.resource(locator, filter);
        Tree selected = filter == null ? null : exchanges.filter(filter);
        return new PullClient<>(exchanges, source, selected, settings, exchanges.items(type, source), false);
    }

    /**
     * Subscribes.
     *
     * @param bookmark the position after which the events begin; null for none
     * @param oldest whether the events begin with the oldest that the source retains; only without a bookmark
     */
    public OpenPull subscribe(@Nullable BookmarkContent bookmark, boolean oldest) {
        EndpointReference source = withOptions(oldest && eventLog);
        boolean earliest = oldest && !eventLog;
        @Nullable
        List<Object> position =
                bookmark != null ? bookmark.forwardNodes() : earliest ? List.of(EventUris.EARLIEST) : null;
        NewSubscription subscription = new NewSubscription(
                source,
                List.of(),
                null,
                NewSubscription.Delivery.pull(settings.heartbeat(), eventLog ? UTF_8 : null),
                expires,
                filter,
                position,
                bookmarks);
        return opened(source, client.subscribe(subscription));
    }

    private OpenPull opened(EndpointReference source, OpenSubscription open) {
        if (open.context() == null) {
            client.abandon(open.manager(), session.timeout());
            throw session.failure(
                    ExchangeException.protocol(
                            "a SubscribeResponse with an EnumerationContext", "one without; is Pull supported?", null),
                    Operation.SUBSCRIBE,
                    source);
        }
        return new OpenPull(source, open);
    }

    /** Returns whether the source retains events, so that a subscription to the oldest ones receives them again. */
    public boolean retainsEvents() {
        return eventLog;
    }

    /** Stops asking for bookmarks; returns whether it did so before. */
    public boolean forgoBookmarks() {
        boolean before = bookmarks && !eventLog;
        bookmarks = eventLog;
        return before;
    }

    private EndpointReference withOptions(boolean existing) {
        List<EndpointReference.Option> options = new ArrayList<>(resource.options());
        settings.options().forEach((name, value) -> options.add(option(name, value)));
        if (existing) {
            options.add(option(READ_EXISTING, ""));
        }
        return new EndpointReference(
                resource.resourceUri(),
                resource.selectors(),
                options,
                resource.fragmentPath(),
                resource.fragmentDialect(),
                resource.address(),
                resource.parameters());
    }

    private static EndpointReference.Option option(String name, String value) {
        return new EndpointReference.Option(name, value.isEmpty() ? null : value, false);
    }

    /**
     * Waits for events. Returns as soon as there are some, or, with a batch without events, after a heartbeat or when
     * the time is over. One connection of the session remains for other exchanges.
     *
     * @param context the latest context
     * @param items the most events of the reply
     * @param wait the longest time that the server waits
     */
    public PulledBatch<T> pull(OpenPull open, List<Object> context, int items, Duration wait) {
        Exchange<PulledBatch<T>> pull = Exchange.pullEvents(
                open.resource().toTarget(),
                new PullParameters(context, items),
                eventLog ? PullReader.ofEventLog(events) : PullReader.ofIndications(events));
        return session.sendWaiting(pull.withServerLimit(wait), open.resource(), session.timeout());
    }

    /**
     * Renews the subscription.
     *
     * @return the granted time; null if the subscription does not end
     */
    public @Nullable Duration renew(OpenPull open) {
        return client.renew(open.manager(), expires);
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
        return session.failure(ExchangeException.closed(object), Operation.PULL, resource);
    }

    /** Returns the exception for an interrupted wait, whose thread has its interrupt flag set again. */
    public RuntimeException interrupted(@Nullable Throwable cause) {
        return session.failure(ExchangeException.interrupted(cause), Operation.PULL, resource);
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
        return resource.resourceUri() + " at " + session.endpoint();
    }
}
