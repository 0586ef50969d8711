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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The life of a subscription with pushed events: it is renewed, replaced by another one if it is lost, and ended once.
 * It does not refer to the object of the caller, whose garbage collection ends it. Thread-safe.
 */
final class PushConnection<T> implements SinkRoute {
    private static final Logger LOG = System.getLogger("dev.wsman");
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    /** The longest wait for the reply to the Unsubscribe of a subscription that was replaced. */
    private static final Duration END_LIMIT = Duration.ofSeconds(5);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    /** After this many heartbeats without a message the subscription is lost. */
    private static final int SILENT_HEARTBEATS = 3;
    /** How many deliveries may wait for the handler if the source does not repeat them. */
    private static final int WAITING_WITHOUT_RETRY = 8;

    private final PushClient client;
    private final PushSettings<T> settings;
    private final String identifier = UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
    private final SerialDeliveries deliveries;
    private final PushPosition<T> position;
    private final TimerSet timers = new TimerSet();

    // guarded by this
    private final RetrySchedule retries;
    /** The subscription on the server. */
    private @Nullable PushPath current;
    /** The one to which the server has not replied yet; it may deliver already. */
    private @Nullable PushPath pending;
    /** Why the source has ended the pending one. */
    private @Nullable WsmanException endedEarly;

    private boolean closed;
    private boolean recovering;
    private boolean heartbeatSeen;
    private long lastSeen;
    private long renewUntil;

    private PushConnection(PushClient client, PushSettings<T> settings) {
        this.client = client;
        this.settings = settings;
        this.deliveries = new SerialDeliveries(client.isEventLog() ? 1 : WAITING_WITHOUT_RETRY);
        this.position = new PushPosition<>(settings);
        this.retries = new RetrySchedule(settings.retryFor(), FIRST_PAUSE);
    }

    static <T> PushConnection<T> open(PushClient client, PushSettings<T> settings) {
        PushConnection<T> connection = new PushConnection<>(client, settings);
        try {
            connection.start(connection.position.subscribe(connection::subscribe));
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
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

    /** Returns the time until the server ends the subscription; empty if it does not end. */
    Optional<Duration> timeLeft() {
        PushPath path = live();
        if (path != null) {
            return Optional.ofNullable(path.timeLeft());
        }
        if (!isOpen()) {
            throw client.closed();
        }
        return Optional.of(Duration.ZERO);
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
        boolean live;
        synchronized (this) {
            live = !closed;
            ended = live ? endedEarly : null;
            pending = null;
            if (live) {
                current = path;
                recovering = false;
                lastSeen = System.nanoTime();
                schedule(path.expires());
            }
        }
        if (!live) {
            path.endQuietly(endLimit());
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
            renewUntil = System.nanoTime() + TimeUnit.NANOSECONDS.convert(granted);
            timers.after(Renewal.pause(granted), this::renew);
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
            retries.succeeded(); // it has lived until now
        }
        Duration granted;
        try {
            granted = path.renew();
        } catch (WsmanException e) { // Windows rejects every renewal: a new subscription continues
            if (SubscriptionFaults.isFault(e) || !renewLater()) {
                lose(path, e);
            }
            return;
        }
        synchronized (this) {
            if (closed || recovering || current != path) {
                return;
            }
            schedule(granted);
        }
        settings.listener().renewed(Optional.ofNullable(granted));
    }

    /** Plans another renewal after one without a reply, if the granted time is not over soon. */
    private synchronized boolean renewLater() {
        Duration pause = Duration.ofNanos((renewUntil - System.nanoTime()) / 3);
        boolean inTime = pause.compareTo(Renewal.SHORTEST) >= 0;
        if (inTime) {
            timers.after(pause, this::renew);
        }
        return inTime;
    }

    private void checkSilence() {
        PushPath path = live();
        Duration heartbeat = Objects.requireNonNull(client.heartbeat());
        if (path == null) {
            return;
        }
        Duration limit = heartbeat.multipliedBy(SILENT_HEARTBEATS);
        if (promisesHeartbeats() && !deliveries.isBusy() && silence() > limit.toNanos()) {
            lose(path, (WsmanException) client.lost("neither a delivery nor a heartbeat within " + limit));
        } else {
            timers.after(heartbeat, this::checkSilence);
        }
    }

    /** Returns whether silence proves anything: iDRAC accepts the element but may not send heartbeats. */
    private synchronized boolean promisesHeartbeats() {
        return heartbeatSeen || client.isEventLog();
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
            first = retries.attempt() == 0;
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
                pause = retries.after(failure, changed);
                attempt = retries.attempt();
            }
        } catch (WsmanException e) {
            fail(e);
            return;
        }
        settings.listener().retrying(failure, attempt, pause);
        timers.recover(pause, this::recover);
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
            if (isOpen()) {
                fail((WsmanException) client.lost("no new subscription: " + e.getMessage()));
            }
        }
    }

    private void recovered(PushPath path, Optional<Bookmark> after, long before) {
        PushPath old;
        synchronized (this) {
            old = current;
        }
        boolean repeats = after.isPresent() && position.deliveries() != before;
        if (start(path)) {
            if (old != null) {
                old.endQuietly(endLimit());
            }
            settings.listener().resubscribed(after, repeats);
            position.resubscribed(after.isPresent());
        }
    }

    private Duration endLimit() {
        return client.timeout().compareTo(END_LIMIT) < 0 ? client.timeout() : END_LIMIT;
    }

    private void fail(WsmanException failure) {
        PushPath old = end();
        if (old != null) {
            old.endQuietly(endLimit());
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

    /** Ends the subscription and waits for a handler that is running. */
    void close() {
        PushPath path = end();
        if (path != null) {
            path.end(endLimit());
            deliveries.drain(CLOSE_LIMIT);
        }
    }

    @Override
    public void close(Duration limit) {
        release(limit.compareTo(END_LIMIT) < 0 ? limit : END_LIMIT);
    }

    /** Stops everything; returns the subscription that must be ended, only the first time. */
    private synchronized @Nullable PushPath end() {
        PushPath path = closed ? null : current;
        closed = true;
        current = null;
        timers.close();
        client.close();
        return path;
    }

    @Override
    public SinkReply handle(DeliveredMessage message, SourceIdentity source, String token) {
        seen(token);
        SinkReply reply = deliveries.handle(message, () -> receive(message, source, token), failure -> {
            LOG.log(Level.DEBUG, "the handler of a subscription failed", failure);
            settings.listener().refused(failure);
        });
        seen(token); // the source may wait for this reply before it sends anything else
        return reply;
    }

    private synchronized void seen(String token) {
        if (isKnown(token)) {
            lastSeen = System.nanoTime();
        }
    }

    private synchronized boolean isKnown(String token) {
        return current != null && current.isAt(token) || pending != null && pending.isAt(token);
    }

    private void receive(DeliveredMessage message, SourceIdentity source, String token) throws Exception {
        boolean ends = message.kind() == DeliveryKind.SUBSCRIPTION_END;
        accept(token, message.kind());
        if (ends) {
            ended(token, (WsmanException) client.lost(message.end().toString()));
        } else if (message.kind() == DeliveryKind.HEARTBEAT) {
            settings.listener().heartbeat();
        } else {
            events(message, source, token);
        }
        position.received(message);
    }

    /** Checks that a message belongs to the current subscription, or to one to which the server has not replied yet. */
    private synchronized void accept(String token, DeliveryKind kind) throws SerialDeliveries.Gone {
        if (closed || !isKnown(token)) {
            throw new SerialDeliveries.Gone();
        }
        heartbeatSeen |= kind == DeliveryKind.HEARTBEAT;
        if (kind != DeliveryKind.SUBSCRIPTION_END) {
            retries.succeeded();
        }
    }

    /** Returns whether the message belongs to a subscription that is being replaced. */
    private synchronized boolean isReplaced(String token) {
        return recovering && current != null && current.isAt(token);
    }

    private synchronized void ended(String token, WsmanException reason) {
        PushPath path = current;
        if (pending != null && pending.isAt(token)) {
            endedEarly = reason;
        } else if (path != null) {
            EventTimers.after(Duration.ZERO, () -> lose(path, reason)); // a renewal does not cancel it
        }
    }

    private void events(DeliveredMessage message, SourceIdentity source, String token) throws Exception {
        List<T> events = settings.reader().read(message, settings.listener()::unreadable);
        if (!events.isEmpty()) {
            Optional<Bookmark> after = Optional.ofNullable(message.bookmark()).map(Bookmark::of);
            settings.handler().handle(new EventDelivery<>(identifier, source, events, after));
            if (!isReplaced(token)) {
                position.inspect(events);
            }
        }
        long dropped = message.dropped();
        if (dropped > 0) {
            settings.listener().dropped(dropped);
        }
    }
}
