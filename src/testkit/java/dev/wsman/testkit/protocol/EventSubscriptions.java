package dev.wsman.testkit.protocol;

import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open subscriptions by their Identifier. Thread-safe. */
public final class EventSubscriptions {
    private static final int KEPT_CONTEXTS = 1_000;

    private final Map<String, EventSubscription> open = new ConcurrentHashMap<>();
    /** The contexts of Pulls so far, so that a Pull with an old one is recognized. */
    private final Set<String> contexts = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > KEPT_CONTEXTS;
        }
    }));

    private final Clock clock;

    /** Creates an empty set of subscriptions that expire by a clock. */
    public EventSubscriptions(Clock clock) {
        this.clock = clock;
    }

    /** The number of subscriptions that are open and not expired. */
    public int count() {
        removeExpired();
        return open.size();
    }

    /** Ends all subscriptions, as if each had expired. */
    public void expire() {
        List.copyOf(open.values()).forEach(this::end);
    }

    /** Ends all subscriptions, or those with push deliveries if those by Pull are stored. */
    void stop(boolean stored) {
        List.copyOf(open.values()).stream()
                .filter(each -> !stored || each.push().isPresent())
                .forEach(this::end);
    }

    void add(EventSubscription subscription) {
        contexts.add(subscription.context());
        open.put(subscription.id(), subscription);
    }

    Optional<EventSubscription> find(String id) {
        removeExpired();
        return Optional.ofNullable(open.get(id));
    }

    /** Whether a context is or was one of a subscription. */
    boolean knows(String context) {
        return contexts.contains(context);
    }

    /** Returns the subscription with this current context. */
    Optional<EventSubscription> ofContext(String context) {
        removeExpired();
        return open.values().stream()
                .filter(each -> !context.isEmpty() && each.context().equals(context))
                .findFirst();
    }

    void renew(EventSubscription subscription, String context) {
        subscription.context(context);
        contexts.add(context);
    }

    void end(EventSubscription subscription) {
        if (open.remove(subscription.id(), subscription)) {
            subscription.close();
        }
    }

    private void removeExpired() {
        open.values().forEach(each -> {
            if (each.isExpired(clock.instant())) {
                end(each);
            }
        });
    }
}
