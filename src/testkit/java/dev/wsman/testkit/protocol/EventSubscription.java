package dev.wsman.testkit.protocol;

import dev.wsman.testkit.event.EventFeed;
import dev.wsman.testkit.event.delivery.EventPush;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An open subscription. Thread-safe. */
final class EventSubscription {
    private final String id;
    private final SubscribeRequest request;
    private final EventFeed feed;
    private final Optional<Duration> idleLimit;
    private String context;
    private Optional<Instant> end = Optional.empty();
    private Instant usedAt;
    private boolean taken;
    private Optional<EventPush> push = Optional.empty();

    /**
     * Creates a subscription.
     *
     * @param id its Identifier
     * @param context its first enumeration context; empty if it is not pulled
     * @param idleLimit how long it is kept without a Pull; empty if that does not end it
     */
    EventSubscription(
            String id,
            String context,
            SubscribeRequest request,
            EventFeed feed,
            Optional<Duration> idleLimit,
            Instant now) {
        this.id = id;
        this.context = context;
        this.request = request;
        this.feed = feed;
        this.idleLimit = idleLimit;
        this.usedAt = now;
    }

    String id() {
        return id;
    }

    SubscribeRequest request() {
        return request;
    }

    EventFeed feed() {
        return feed;
    }

    synchronized String context() {
        return context;
    }

    synchronized void context(String next) {
        context = next;
    }

    /** Sets what delivers its events. */
    synchronized void push(EventPush deliveries) {
        push = Optional.of(deliveries);
    }

    synchronized Optional<EventPush> push() {
        return push;
    }

    /** Stops deliveries and Pulls. */
    void close() {
        feed.close();
        push().ifPresent(EventPush::close);
    }

    /** Sets when it ends; empty if it does not. */
    synchronized void endsAt(Optional<Instant> time) {
        end = time;
    }

    /** Begins a Pull. Returns false if another one is in progress. */
    synchronized boolean take() {
        if (taken) {
            return false;
        }
        taken = true;
        return true;
    }

    synchronized void giveBack(Instant now) {
        taken = false;
        usedAt = now;
    }

    synchronized boolean isExpired(Instant now) {
        boolean ended = end.filter(time -> !now.isBefore(time)).isPresent();
        boolean idle = !taken
                && idleLimit.filter(limit -> now.isAfter(usedAt.plus(limit))).isPresent();
        return ended || idle;
    }
}
