package dev.wsman.event;

import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.internal.event.OpenPull;
import dev.wsman.internal.event.PullClient;
import dev.wsman.internal.event.PulledBatch;
import dev.wsman.internal.event.UnreadableEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The client's part of a subscription that is pulled: its position, and how it survives failures. Only the threads that
 * poll run it, one at a time. Thread-safe.
 */
final class PullLoop<T> {
    private static final Logger LOG = System.getLogger("dev.wsman");
    /** The least time for the server: with less, Windows would not look for the events that are already there. */
    private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(500);
    /** The longest time of one Pull: half of the time after which Windows ends a subscription that is not pulled. */
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(30);
    /** A reply without events that comes sooner did not wait for them. */
    private static final long QUICK = TimeUnit.MILLISECONDS.toNanos(100);

    private final PullClient<T> client;
    private final Duration pollInterval;
    private final SubscriptionListener listener;
    private final EventInspector<T> inspector;
    private final HeldSubscription held;
    private final ResumePosition position;
    private final RetrySchedule retries;
    private final Renewal renewal;
    private final BatchSize size;
    private final ReentrantLock polling = new ReentrantLock(true);

    /** The context of the next Pull. */
    private List<Object> context = List.of();
    /** Whether the next Pull needs a new subscription. */
    private boolean stale;
    /** A batch that was received and not yet returned. */
    private @Nullable EventBatch<T> pending;
    /** The position after the batch that was returned last. */
    private volatile Optional<Bookmark> returned;

    private PullLoop(
            PullClient<T> client, SubscriptionPolicy policy, EventInspector<T> inspector, @Nullable Bookmark after) {
        this.client = client;
        this.pollInterval = policy.pollInterval();
        this.listener = policy.listener();
        this.inspector = inspector;
        this.held = new HeldSubscription(client);
        this.position = new ResumePosition(client, held, policy, after);
        this.retries = new RetrySchedule(policy.retryFor(), policy.retryPause());
        this.renewal = new Renewal(client);
        this.size = new BatchSize(policy.batchItems());
        this.returned = Optional.ofNullable(after);
    }

    /** Opens a subscription on the server. */
    static <T> PullLoop<T> open(
            PullClient<T> client, SubscriptionPolicy policy, EventInspector<T> inspector, @Nullable Bookmark after) {
        PullLoop<T> loop = new PullLoop<>(client, policy, inspector, after);
        try {
            loop.subscribe();
        } catch (RuntimeException e) {
            loop.held.close(); // a listener failed after Subscribe
            throw e;
        }
        return loop;
    }

    HeldSubscription held() {
        return held;
    }

    PullClient<T> client() {
        return client;
    }

    /** Returns the position after the batch that was returned last. */
    Optional<Bookmark> bookmark() {
        return returned;
    }

    /** Returns the time until the server ends the subscription; empty if it does not end. */
    Optional<Duration> timeLeft() {
        held.requireOpen();
        OpenPull open = held.current();
        return open == null ? Optional.of(Duration.ZERO) : Optional.ofNullable(client.status(open));
    }

    EventBatch<T> poll(long nanos) {
        long start = System.nanoTime();
        if (!lock(nanos)) {
            return new EventBatch<>(List.of(), bookmark());
        }
        try {
            if (pending == null) {
                held.requireOpen();
                do {
                    step(nanos - (System.nanoTime() - start));
                } while (pending == null && !held.isClosed() && System.nanoTime() - start < nanos);
            }
            return take();
        } finally {
            polling.unlock();
        }
    }

    private boolean lock(long nanos) {
        try {
            return polling.tryLock(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw client.interrupted(e);
        }
    }

    private EventBatch<T> take() {
        EventBatch<T> batch = pending;
        pending = null;
        returned = position.bookmark();
        return batch != null ? batch : new EventBatch<>(List.of(), returned);
    }

    /** Makes one attempt to receive events, or waits for its time. */
    private void step(long left) {
        try {
            long pause = retries.nanosLeft();
            if (pause > 0) {
                held.await(Math.min(pause, left));
                return;
            }
            if (stale || held.current() == null) {
                resubscribe();
            } else if (renewal.isDue() && renewal.isPossible()) {
                renew();
            } else if (renewal.isDue()) {
                resubscribe();
            }
            pull(left);
        } catch (WsmanException e) {
            if (held.isClosed() && (held.isFailureOfExchange(e) || e.error().kind() == Kind.CLOSED)) {
                return; // closing has ended the exchange, or came before it
            }
            if (!held.isFailureOfExchange(e)) {
                throw e; // a listener failed, or the wait was interrupted
            }
            failed(e);
        }
    }

    private void failed(WsmanException failure) {
        boolean smaller = SubscriptionFaults.isTooLarge(failure) && size.reduce();
        Duration pause = retries.after(failure, smaller);
        LOG.log(
                Level.DEBUG,
                () -> "the subscription to " + client + " tries again in " + pause + ": " + failure.getMessage());
        listener.retrying(failure, retries.attempt(), pause);
    }

    private void pull(long left) {
        OpenPull open = held.current();
        if (open == null) {
            return; // it was closed meanwhile
        }
        long wait = Math.min(Math.min(left, LONGEST_WAIT), renewal.nanosLeft());
        Duration limit = Duration.ofNanos(Math.max(wait, SHORTEST_WAIT));
        long start = System.nanoTime();
        @Nullable PulledBatch<T> batch;
        try {
            batch = held.interruptible(() -> client.pull(open, context, size.items(), limit));
        } catch (WsmanException e) {
            lost(e);
            throw e;
        }
        if (batch == null) {
            LOG.log(Level.DEBUG, () -> "no connection of the session was free for a Pull of " + client);
            return;
        }
        retries.succeeded();
        size.succeeded();
        received(batch);
        long took = System.nanoTime() - start;
        if (batch.isSilent() && took < QUICK) {
            held.await(Math.min(pollInterval.toNanos(), Math.max(0, left - took)));
        }
    }

    /** Decides with what the next attempt begins after a Pull without a reply that can be used. */
    private void lost(WsmanException failure) {
        if (held.isClosed() || SubscriptionFaults.isQuota(failure)) {
            return; // a quota leaves the context as it was
        }
        if (SubscriptionFaults.isGone(failure)) {
            if (SubscriptionFaults.isEnded(failure)) {
                held.forget();
            }
            stale = true;
        } else if (position.isKnown()) {
            stale = true; // the context may have changed with the lost reply
        } else if (!SubscriptionFaults.isFault(failure)) {
            gap("the events of a lost reply are lost, because the source has sent no bookmark");
        }
    }

    private void received(PulledBatch<T> batch) {
        List<T> events = inspector.visible(batch.events());
        if (batch.context() != null) {
            context = batch.context();
        }
        if (batch.ended()) {
            held.forget();
        }
        position.received(
                batch.bookmark(), !events.isEmpty() || !batch.unreadable().isEmpty());
        if (!events.isEmpty()) {
            pending = new EventBatch<>(events, position.bookmark());
        }
        report(batch, events);
    }

    private void report(PulledBatch<T> batch, List<T> events) {
        inspector.gaps(events).forEach(this::gap);
        batch.unreadable().forEach(this::unreadable);
        if (batch.dropped() > 0) {
            LOG.log(Level.WARNING, client + " dropped " + batch.dropped() + " events");
            listener.dropped(batch.dropped());
        } else if (batch.isSilent()) {
            listener.heartbeat();
        }
    }

    private void unreadable(UnreadableEvent event) {
        LOG.log(Level.WARNING, "an event of " + client + " cannot be read: " + event.reason());
        listener.unreadable(event.xml(), event.reason());
    }

    private void renew() {
        OpenPull open = held.current();
        if (open == null) {
            return;
        }
        Optional<Duration> granted;
        try {
            granted = held.exchange(() -> renewal.renew(open));
        } catch (WsmanException e) {
            if (!SubscriptionFaults.isFault(e) || SubscriptionFaults.isQuota(e)) {
                throw e;
            }
            renewal.rejected(e);
            LOG.log(Level.DEBUG, () -> "the subscription to " + client + " is replaced: " + e.getMessage());
            resubscribe();
            return;
        }
        listener.renewed(granted);
    }

    /** Replaces the subscription by a new one that continues after the position. */
    private void resubscribe() {
        boolean complete = position.isKnown();
        stale = true;
        subscribe();
        if (!complete) {
            gap("the events between two subscriptions are lost, because the source has sent no bookmark");
        }
        listener.resubscribed(position.bookmark(), position.mayRepeat());
    }

    private void subscribe() {
        position.announce(position.bookmark().map(inspector::withoutPosition).orElse(List.of()), listener);
        WsmanException lost = position.subscribe();
        OpenPull opened = held.current();
        if (opened == null) {
            return; // it was closed meanwhile
        }
        context = opened.context();
        stale = false;
        renewal.granted(opened.expires());
        inspector.resumed(position.bookmark().orElse(null));
        if (lost != null) {
            gap("the source no longer knows the position of the subscription: "
                    + lost.error().reason());
        }
    }

    private void gap(String reason) {
        gap(new EventGap(reason, Optional.empty(), OptionalLong.empty(), OptionalLong.empty()));
    }

    private void gap(EventGap gap) {
        LOG.log(Level.WARNING, "events of " + client + " may be lost: " + gap.reason());
        listener.gap(gap);
    }
}
