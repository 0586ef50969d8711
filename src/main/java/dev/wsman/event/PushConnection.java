package dev.wsman.event;

import dev.wsman.WsmanException;
import dev.wsman.internal.event.DeliveredMessage;
import dev.wsman.internal.event.OpenSubscription;
import dev.wsman.internal.event.PushClient;
import dev.wsman.internal.event.SinkAddress;
import dev.wsman.internal.event.sink.SinkReply;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The life of a subscription with pushed events: it is renewed, replaced by another one if it is lost, and ended once.
 * Each subscription on the server has a path of its own at the sink, so that late deliveries of a lost one are told
 * apart. It does not refer to the object of the caller, whose garbage collection ends it. Thread-safe.
 */
final class PushConnection<T> implements SinkRoute {
    private static final Logger LOG = System.getLogger("dev.wsman");
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    /** After this many heartbeats without a message the subscription is lost. */
    private static final int SILENT_HEARTBEATS = 3;

    private final PushClient client;
    private final PushSettings<T> settings;
    private final String identifier = UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
    private final DeliveryLine line = new DeliveryLine();
    private final PushRecovery recovery;

    // guarded by this
    private @Nullable Live current;
    private @Nullable String pending;
    private @Nullable Bookmark bookmark;
    private final List<Future<?>> timers = new ArrayList<>();
    private boolean closed;
    private boolean recovering;
    private boolean fromOldest;
    private long lastSeen;
    private long deliveries;

    /** A subscription on the server, and the token in the path of its deliveries. */
    private record Live(String token, OpenSubscription open) {}

    private PushConnection(PushClient client, PushSettings<T> settings) {
        this.client = client;
        this.settings = settings;
        this.bookmark = settings.after();
        this.fromOldest = settings.oldest();
        this.recovery = new PushRecovery(settings.retryFor());
    }

    static <T> PushConnection<T> open(PushClient client, PushSettings<T> settings) {
        PushConnection<T> connection = new PushConnection<>(client, settings);
        connection.start(connection.subscribeOrPolicy());
        return connection;
    }

    Runnable watch(Object owner) {
        return client.watch(owner, this::release);
    }

    @Override
    public String identifier() {
        return identifier;
    }

    synchronized Optional<Bookmark> bookmark() {
        return Optional.ofNullable(bookmark);
    }

    synchronized boolean isOpen() {
        return !closed;
    }

    /** Subscribes after the bookmark, or as the caller chose if the source does not know that position any more. */
    private Live subscribeOrPolicy() {
        Bookmark position = bookmark().orElse(null);
        try {
            return subscribe(position, fromOldest);
        } catch (WsmanException e) {
            if (position == null || settings.lostPosition() == LostPosition.FAIL || !PushRecovery.isPositionLost(e)) {
                throw e;
            }
            boolean oldest = settings.lostPosition() == LostPosition.OLDEST;
            Live live = subscribe(null, oldest);
            settings.listener()
                    .gap(new EventGap(
                            "the source does not know the position any more: "
                                    + e.error().reason(),
                            Optional.empty(),
                            OptionalLong.empty(),
                            OptionalLong.empty()));
            return live;
        }
    }

    /** Subscribes with a new path, at which deliveries are accepted at once. */
    private Live subscribe(@Nullable Bookmark position, boolean oldest) {
        String token = SinkRouter.newToken();
        synchronized (this) {
            pending = token;
        }
        settings.sink().register(token, this);
        boolean done = false;
        try {
            SinkAddress address = settings.sink().address(token, identifier);
            OpenSubscription open =
                    client.subscribe(address, position == null ? null : position.xml(), position == null && oldest);
            done = true;
            return new Live(token, open);
        } finally {
            if (!done) {
                settings.sink().unregister(token, this);
            }
        }
    }

    /** Makes a new subscription the current one; ends it if this was closed meanwhile. */
    private boolean start(Live live) {
        synchronized (this) {
            if (!closed) {
                current = live;
                pending = null;
                lastSeen = System.nanoTime();
                schedule(live.open().expires());
                return true;
            }
        }
        retire(live);
        return false;
    }

    /** Replaces the timers. Guarded by this. */
    private void schedule(@Nullable Duration granted) {
        cancelTimers();
        if (granted != null) {
            timers.add(EventTimers.after(granted.multipliedBy(3).dividedBy(4), this::renew));
        }
        if (client.heartbeat() != null) {
            timers.add(EventTimers.after(client.heartbeat(), this::checkSilence));
        }
    }

    private void cancelTimers() {
        timers.forEach(timer -> timer.cancel(false));
        timers.clear();
    }

    private void renew() {
        Live live = live();
        if (live == null) {
            return;
        }
        try {
            Duration granted = client.renew(live.open());
            synchronized (this) {
                if (closed || current != live) {
                    return;
                }
                schedule(granted);
            }
            settings.listener().renewed(Optional.ofNullable(granted));
        } catch (WsmanException e) { // Windows rejects every renewal: a new subscription continues
            lose(live, e);
        }
    }

    private void checkSilence() {
        Duration heartbeat = client.heartbeat();
        Live live = live();
        if (live == null || heartbeat == null) {
            return;
        }
        Duration limit = heartbeat.multipliedBy(SILENT_HEARTBEATS);
        boolean silent;
        synchronized (this) {
            silent = System.nanoTime() - lastSeen > limit.toNanos();
            if (!silent) {
                timers.add(EventTimers.after(heartbeat, this::checkSilence));
                timers.removeIf(Future::isDone);
            }
        }
        if (silent) {
            lose(live, (WsmanException) client.lost("neither a delivery nor a heartbeat within " + limit));
        }
    }

    private synchronized @Nullable Live live() {
        return closed || recovering ? null : current;
    }

    /** Begins to replace a subscription, once. */
    private void lose(@Nullable Live lost, WsmanException reason) {
        synchronized (this) {
            if (closed || recovering || current != lost) {
                return;
            }
            recovering = true;
            cancelTimers();
        }
        recovery.begin();
        settings.listener().lost(reason);
        recover();
    }

    private void recover() {
        long before;
        synchronized (this) {
            if (closed) {
                return;
            }
            before = deliveries;
        }
        Optional<Bookmark> position = bookmark();
        try {
            recovered(subscribeOrPolicy(), position, before);
        } catch (WsmanException e) {
            if (recovery.isOver(e)) {
                fail(e);
            } else {
                retry(e);
            }
        }
    }

    private void retry(WsmanException failure) {
        Duration pause = recovery.nextPause();
        settings.listener().retrying(failure, recovery.attempt(), pause);
        synchronized (this) {
            if (!closed) {
                timers.add(EventTimers.after(pause, this::recover));
            }
        }
    }

    private void recovered(Live live, Optional<Bookmark> position, long before) {
        Live old;
        boolean repeats;
        synchronized (this) {
            old = current;
            recovering = false;
            repeats = position.isPresent() && deliveries != before;
        }
        if (start(live)) {
            if (old != null) {
                retire(old);
            }
            settings.listener().resubscribed(position, repeats);
        }
    }

    private void fail(WsmanException failure) {
        Live old;
        synchronized (this) {
            closed = true;
            old = current;
            current = null;
            cancelTimers();
        }
        if (old != null) {
            retire(old);
        }
        settings.listener().failed(failure);
    }

    /** Ends a subscription that has been replaced; its source may have ended it before. */
    private void retire(Live live) {
        settings.sink().unregister(live.token(), this);
        unsubscribeQuietly(live, client.timeout());
    }

    private void unsubscribeQuietly(Live live, Duration limit) {
        try {
            client.unsubscribeQuietly(live.open(), limit);
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "a subscription could not be ended; its source ends it when deliveries fail", e);
        }
    }

    /** Ends the subscription, while the session closes or after the caller lost it. */
    private void release(Duration limit) {
        Live live = end();
        if (live != null) {
            unsubscribeQuietly(live, limit);
            settings.sink().unregister(live.token(), this);
        }
    }

    void close() {
        Live live = end();
        if (live == null) {
            return;
        }
        try {
            client.unsubscribe(live.open(), client.timeout());
        } catch (WsmanException e) {
            LOG.log(Level.DEBUG, "a subscription could not be ended; its source ends it when deliveries fail", e);
        }
        settings.sink().unregister(live.token(), this);
        line.drain(CLOSE_LIMIT);
    }

    /** Stops everything; returns the subscription that must be ended, only the first time. */
    private synchronized @Nullable Live end() {
        Live live = closed ? null : current;
        closed = true;
        current = null;
        cancelTimers();
        return live;
    }

    @Override
    public SinkReply handle(DeliveredMessage message, SourceIdentity source, String token) {
        return line.handle(message, () -> receive(message, source, token), failure -> {
            LOG.log(Level.DEBUG, "the handler of a subscription failed", failure);
            settings.listener().refused(failure);
        });
    }

    private void receive(DeliveredMessage message, SourceIdentity source, String token) throws Exception {
        Live live = accept(token);
        switch (message.kind()) {
            case EVENTS -> events(message, source);
            case SUBSCRIPTION_END -> {
                WsmanException reason =
                        (WsmanException) client.lost(message.end().toString());
                EventTimers.after(Duration.ZERO, () -> lose(live, reason));
            }
            default -> settings.listener().heartbeat();
        }
        if (message.bookmark() != null) {
            Bookmark position = Bookmark.parse(message.bookmark());
            synchronized (this) {
                bookmark = position;
                fromOldest = false;
            }
        }
    }

    /** Checks that a message belongs to the current subscription, or to one to which the server has not replied yet. */
    private synchronized @Nullable Live accept(String token) throws DeliveryLine.Gone {
        boolean known = current != null && current.token().equals(token) || token.equals(pending);
        if (closed || !known) {
            throw new DeliveryLine.Gone();
        }
        lastSeen = System.nanoTime();
        deliveries++;
        return current;
    }

    private void events(DeliveredMessage message, SourceIdentity source) throws Exception {
        List<T> events = settings.reader().read(message, settings.listener()::unreadable);
        if (!events.isEmpty()) {
            Optional<Bookmark> position =
                    Optional.ofNullable(message.bookmark()).map(Bookmark::parse);
            settings.handler().handle(new EventDelivery<>(identifier, source, events, position));
        }
        long dropped = message.dropped();
        if (dropped > 0) {
            settings.listener().dropped(dropped);
        }
    }
}
