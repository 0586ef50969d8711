package dev.wsman.event;

import dev.wsman.WsmanException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records the calls of a listener, each as one line. */
final class ListenerRecorder implements SubscriptionListener {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<EventGap> gaps = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();

    /** The calls except heartbeats. */
    List<String> calls() {
        return calls.stream().filter(call -> !call.equals("heartbeat")).toList();
    }

    boolean hasHeartbeat() {
        return calls.contains("heartbeat");
    }

    List<EventGap> gaps() {
        return gaps;
    }

    List<Duration> pauses() {
        return pauses;
    }

    @Override
    public void replayed(List<String> channels) {
        calls.add("replayed " + channels);
    }

    @Override
    public void renewed(Optional<Duration> expires) {
        calls.add("renewed " + expires.map(Duration::toString).orElse("without end"));
    }

    @Override
    public void retrying(WsmanException failure, int attempt, Duration pause) {
        pauses.add(pause);
        calls.add("retrying " + failure.error().kind() + " " + attempt);
    }

    @Override
    public void resubscribed(Optional<Bookmark> after, boolean mayRepeat) {
        calls.add("resubscribed" + (after.isPresent() ? " after bookmark" : "") + (mayRepeat ? " may repeat" : ""));
    }

    @Override
    public void gap(EventGap gap) {
        gaps.add(gap);
        calls.add("gap");
    }

    @Override
    public void dropped(long events) {
        calls.add("dropped " + events);
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
