package dev.wsman.event;

import dev.wsman.WsmanException;
import dev.wsman.internal.event.DeliveredMessage;
import dev.wsman.internal.event.DeliveryKind;
import dev.wsman.internal.event.PushClient;
import dev.wsman.internal.event.sink.SinkReply;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The life of a subscription with pushed events: it is renewed, replaced by another one if it is lost, and ended once.
 * It does not refer to the object of the caller, whose garbage collection ends it. Thread-safe.
 */
final class PushConnection<T> implements SinkRoute {
    private static final Logger LOG = System.getLogger("dev.wsman");
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    /** After this many heartbeats without a message the subscription is lost. */
    private static final int SILENT_HEARTBEATS = 3;

    private final PushClient client;
    private final PushSettings<T> settings;
    private final String identifier = UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
    private final DeliveryLine line = new DeliveryLine();
    private final PushPosition<T> position;
    private final TimerSet timers = new TimerSet();

    // guarded by this
    private final RetrySchedule schedule;
    /** The subscription on the server. */
    private @Nullable PushPath current;
    /** The one to which the server has not replied yet; it may deliver already. */
    private @Nullable PushPath pending;
    /** Why the source has ended the pending one. */
    private @Nullable WsmanException endedEarly;

    private boolean closed;
    private boolean recovering;
    private long lastSeen;

    private PushConnection(PushClient client, PushSettings<T> settings) {
        this.client = client;
        this.settings = settings;
        this.position = new PushPosition<>(settings);
        this.schedule = new RetrySchedule(settings.retryFor(), FIRST_PAUSE);
    }

    static <T> PushConnection<T> open(PushClient client, PushSettings<T> settings) {
        PushConnection<T> connection = new PushConnection<>(client, settings);
        connection.start(connection.position.subscribe(connection::subscribe));
        return connection;
    }

    Runnable watch(Object owner) {
        return client.watch(owner, this::release);
    }

    @Override
    public String identifier() {
        return identifier;
    }

    Optional<Bookmark> bookmark() {
        return position.bookmark();
    }

    synchronized boolean isOpen() {
        return !closed;
    }

    /** Subscribes with a new path, at which deliveries are accepted at once. */
    private PushPath subscribe(@Nullable Bookmark after, boolean oldest) {
        PushPath path = new PushPath(client, settings.sink(), this);
        synchronized (this) {
            pending = path;
            endedEarly = null;
        }
        path.subscribe(after, oldest);
        return path;
    }

    /** Makes a new subscription the current one; ends it if this was closed meanwhile. */
    private boolean start(PushPath path) {
        WsmanException ended;
        synchronized (this) {
            if (closed) {
                ended = null;
            } else {
                current = path;
                pending = null;
                lastSeen = System.nanoTime();
                schedule(path.expires());
                ended = endedEarly;
            }
        }
        if (!isOpen()) {
            path.endQuietly(client.timeout());
            return false;
        }
        if (ended != null) {
            lose(path, ended);
        }
        return true;
    }

    /** Replaces the timers. */
    private void schedule(@Nullable Duration granted) {
        timers.cancel();
        if (granted != null) {
            timers.after(granted.dividedBy(3).multipliedBy(2), this::renew);
        }
        if (client.heartbeat() != null) {
            timers.after(client.heartbeat(), this::checkSilence);
        }
    }

    private synchronized @Nullable PushPath live() {
        return closed || recovering ? null : current;
    }

    private void renew() {
        PushPath path = live();
        if (path == null) {
            return;
        }
        synchronized (this) {
            schedule.succeeded(); // it has lived until now
        }
        try {
            Duration granted = path.renew();
            synchronized (this) {
                if (closed || current != path) {
                    return;
                }
                schedule(granted);
            }
            settings.listener().renewed(Optional.ofNullable(granted));
        } catch (WsmanException e) { // Windows rejects every renewal: a new subscription continues
            lose(path, e);
        }
    }

    private void checkSilence() {
        PushPath path = live();
        Duration heartbeat = Objects.requireNonNull(client.heartbeat());
        if (path == null) {
            return;
        }
        Duration limit = heartbeat.multipliedBy(SILENT_HEARTBEATS);
        if (silence() > limit.toNanos()) {
            lose(path, (WsmanException) client.lost("neither a delivery nor a heartbeat within " + limit));
        } else {
            timers.after(heartbeat, this::checkSilence);
        }
    }

    private synchronized long silence() {
        return System.nanoTime() - lastSeen;
    }

    /** Begins to replace a subscription, once. */
    private void lose(PushPath lost, WsmanException reason) {
        boolean first;
        synchronized (this) {
            if (closed || recovering || current != lost) {
                return;
            }
            recovering = true;
            timers.cancel();
            first = schedule.attempt() == 0;
        }
        settings.listener().lost(reason);
        retry(reason, first);
    }

    /**
     * Plans another attempt, unless none can succeed.
     *
     * @param changed whether the attempt differs from the one that failed: a Subscribe after a failed Renew
     */
    private void retry(WsmanException failure, boolean changed) {
        Duration pause;
        int attempt;
        try {
            if (!changed && SubscriptionFaults.isPositionLost(failure)) {
                throw failure;
            }
            synchronized (this) {
                pause = schedule.after(failure, changed);
                attempt = schedule.attempt();
            }
        } catch (WsmanException e) {
            fail(e);
            return;
        }
        settings.listener().retrying(failure, attempt, pause);
        timers.after(pause, this::recover);
    }

    private void recover() {
        if (!isOpen()) {
            return;
        }
        Optional<Bookmark> after = position.bookmark();
        long before = position.deliveries();
        try {
            recovered(position.subscribe(this::subscribe), after, before);
        } catch (WsmanException e) {
            retry(e, false);
        } catch (RuntimeException e) { // the listener objects to a replay, or the sink is closed
            fail((WsmanException) client.lost("no new subscription: " + e.getMessage()));
        }
    }

    private void recovered(PushPath path, Optional<Bookmark> after, long before) {
        PushPath old;
        synchronized (this) {
            old = current;
            recovering = false;
        }
        boolean repeats = after.isPresent() && position.deliveries() != before;
        if (start(path)) {
            if (old != null) {
                old.endQuietly(client.timeout());
            }
            settings.listener().resubscribed(after, repeats);
        }
    }

    private void fail(WsmanException failure) {
        PushPath old = end();
        if (old != null) {
            old.endQuietly(client.timeout());
        }
        settings.listener().failed(failure);
    }

    /** Ends the subscription, while the session closes or after the caller lost it. */
    private void release(Duration limit) {
        PushPath path = end();
        if (path != null) {
            path.endQuietly(limit);
        }
    }

    @Override
    public void close() {
        PushPath path = end();
        if (path != null) {
            path.end(client.timeout());
            line.drain(CLOSE_LIMIT);
        }
    }

    /** Stops everything; returns the subscription that must be ended, only the first time. */
    private synchronized @Nullable PushPath end() {
        PushPath path = closed ? null : current;
        closed = true;
        current = null;
        timers.close();
        return path;
    }

    @Override
    public SinkReply handle(DeliveredMessage message, SourceIdentity source, String token) {
        return line.handle(message, () -> receive(message, source, token), failure -> {
            LOG.log(Level.DEBUG, "the handler of a subscription failed", failure);
            settings.listener().refused(failure);
        });
    }

    private void receive(DeliveredMessage message, SourceIdentity source, String token) throws Exception {
        boolean ends = message.kind() == DeliveryKind.SUBSCRIPTION_END;
        accept(token, ends);
        if (ends) {
            ended(token, (WsmanException) client.lost(message.end().toString()));
        } else if (message.kind() == DeliveryKind.HEARTBEAT) {
            settings.listener().heartbeat();
        } else {
            events(message, source);
        }
        position.received(message);
    }

    /** Checks that a message belongs to the current subscription, or to one to which the server has not replied yet. */
    private synchronized void accept(String token, boolean ends) throws DeliveryLine.Gone {
        boolean known = current != null && current.isAt(token) || pending != null && pending.isAt(token);
        if (closed || !known) {
            throw new DeliveryLine.Gone();
        }
        lastSeen = System.nanoTime();
        if (!ends) {
            schedule.succeeded();
        }
    }

    private synchronized void ended(String token, WsmanException reason) {
        PushPath path = current;
        if (pending != null && pending.isAt(token)) {
            endedEarly = reason;
        } else if (path != null) {
            timers.after(Duration.ZERO, () -> lose(path, reason));
        }
    }

    private void events(DeliveredMessage message, SourceIdentity source) throws Exception {
        List<T> events = settings.reader().read(message, settings.listener()::unreadable);
        if (!events.isEmpty()) {
            Optional<Bookmark> after = Optional.ofNullable(message.bookmark()).map(Bookmark::parse);
            settings.handler().handle(new EventDelivery<>(identifier, source, events, after));
            position.inspect(events);
        }
        long dropped = message.dropped();
        if (dropped > 0) {
            settings.listener().dropped(dropped);
        }
    }
}
