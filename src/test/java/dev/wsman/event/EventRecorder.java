package dev.wsman.event;

import dev.wsman.WsmanException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that records its calls in order, each as one line. */
final class EventRecorder implements SubscriptionListener {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<EventGap> gaps = new CopyOnWriteArrayList<>();
    private final List<WsmanException> failures = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();

    /** The calls so far: the name of the method and what tests compare of its arguments. */
    List<String> calls() {
        return new ArrayList<>(calls);
    }

    /** The number of calls of a method. */
    long count(String method) {
        return calls.stream().filter(call -> call.startsWith(method)).count();
    }

    List<EventGap> gaps() {
        return List.copyOf(gaps);
    }

    /** The pauses before further attempts. */
    List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    /** The calls except heartbeats. */
    List<String> callsWithoutHeartbeats() {
        return calls.stream().filter(call -> !call.equals("heartbeat")).toList();
    }

    /** The failures after which the subscription tried again. */
    List<WsmanException> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void replayed(List<String> channels) {
        calls.add("replayed " + channels);
    }

    @Override
    public void renewed(Optional<Duration> expires) {
        calls.add("renewed " + expires.map(Duration::toString).orElse("without an end"));
    }

    @Override
    public void retrying(WsmanException failure, int attempt, Duration pause) {
        failures.add(failure);
        pauses.add(pause);
        calls.add("retrying " + attempt);
    }

    @Override
    public void resubscribed(Optional<Bookmark> after, boolean mayRepeat) {
        calls.add("resubscribed " + (after.isPresent() ? "after a bookmark" : "without a bookmark")
                + (mayRepeat ? ", may repeat" : ""));
    }

    @Override
    public void gap(EventGap gap) {
        calls.add("gap");
        gaps.add(gap);
    }

    @Override
    public void dropped(long events) {
        calls.add("dropped " + events);
    }

    @Override
    public void unreadable(String xml, String reason) {
        calls.add("unreadable " + xml + ": " + reason);
    }

    @Override
    public void heartbeat() {
        calls.add("heartbeat");
    }

    @Override
    public void lost(WsmanException reason) {
        calls.add("lost " + reason.error().kind());
    }

    @Override
    public void failed(WsmanException failure) {
        calls.add("failed " + failure.error().kind());
    }
}
