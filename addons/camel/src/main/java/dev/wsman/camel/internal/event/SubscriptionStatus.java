package dev.wsman.camel.internal.event;

import dev.wsman.WsmanException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has happened to a subscription, for its health check. Thread-safe. */
final class SubscriptionStatus {
    private boolean connected;
    private boolean halted;
    private @Nullable Throwable failure;
    /** The kinds of failures since the last success. */
    private final Set<String> kinds = new HashSet<>();

    private @Nullable Instant failedAt;
    private @Nullable Instant failingSince;
    private @Nullable Instant lastPoll;
    private @Nullable Instant lastEvent;
    private @Nullable String lastGap;
    private long events;
    private long dropped;
    private long unreadable;
    private int attempts;

    /** The state of a subscription at one moment. */
    record Snapshot(boolean connected, @Nullable Throwable failure, Map<String, Object> details) {}

    /** Records that the server replied. Returns whether it had failed before. */
    synchronized boolean succeeded() {
        boolean recovered = failure != null;
        connected = true;
        failure = null;
        kinds.clear();
        failingSince = null;
        attempts = 0;
        lastPoll = Instant.now();
        return recovered;
    }

    synchronized void received(int count) {
        events += count;
        lastEvent = Instant.now();
    }

    /** Records a failed attempt. Returns whether it is the first one of its kind since the last success. */
    synchronized boolean failed(Throwable cause) {
        boolean first = failure == null;
        failure = cause;
        failedAt = Instant.now();
        failingSince = first ? failedAt : failingSince;
        attempts++;
        return kinds.add(kind(cause));
    }

    private static String kind(Throwable failure) {
        String type = failure.getClass().getName();
        return failure instanceof WsmanException wsman ? type + wsman.error().kind() : type;
    }

    /** Records that the subscription ended and needs a person. */
    synchronized void halted() {
        halted = true;
    }

    synchronized void gap(String reason) {
        lastGap = Instant.now() + ": " + reason;
    }

    synchronized void unreadable() {
        unreadable++;
        lastEvent = Instant.now();
    }

    synchronized void dropped(long count) {
        dropped += count;
    }

    synchronized Snapshot snapshot() {
        Map<String, Object> details = new LinkedHashMap<>();
        put(details, "last.poll", lastPoll);
        put(details, "last.event", lastEvent);
        details.put("events", events);
        put(details, "last.error.time", failedAt);
        put(details, "failing.since", failingSince);
        if (attempts > 0) {
            details.put("failed.attempts", attempts);
        }
        if (dropped > 0) {
            details.put("dropped.events", dropped);
        }
        if (unreadable > 0) {
            details.put("unreadable.events", unreadable);
        }
        put(details, "last.gap", lastGap);
        if (halted) {
            details.put("halted", true);
        }
        return new Snapshot(connected, failure, details);
    }

    private static void put(Map<String, Object> details, String name, @Nullable Object value) {
        if (value != null) {
            details.put(name, value.toString());
        }
    }
}
