package dev.wsman.kafka.internal.event;

import dev.wsman.kafka.internal.event.HostReader.State;
import dev.wsman.kafka.internal.work.TaskMeters;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.apache.kafka.connect.source.SourceTaskContext;

/** Counts what a task does, and shows it as metrics of Connect. Thread-safe. */
final class EventMetrics {
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong gaps = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong reconnects = new AtomicLong();
    private volatile String lastFailure = "";
    private volatile LongConsumer eventSensor = count -> {};
    private volatile LongConsumer lagSensor = millis -> {};

    /** Adds the metrics to those of the worker. */
    void register(SourceTaskContext context, HostReaders hosts, EventBuffer buffer) {
        TaskMeters.register(context, meters -> {
            hosts(meters, hosts, buffer);
            counters(meters);
            eventSensor = meters.rate("events", "events that were read");
            lagSensor = meters.times("lag", "the time from the writing of an event to its arrival");
        });
    }

    private void hosts(TaskMeters meters, HostReaders hosts, EventBuffer buffer) {
        meters.gauge("hosts", "the hosts of the task", hosts::size)
                .gauge("hosts-connected", "hosts that are read", () -> hosts.count(State.CONNECTED))
                .gauge("hosts-failing", "hosts that are tried again after a pause", () -> hosts.count(State.FAILING))
                .gauge(
                        "hosts-blocked",
                        "hosts whose next event is larger than a reply may be",
                        () -> hosts.count(State.BLOCKED))
                .gauge(
                        "hosts-stopped",
                        "hosts that are not read until the task restarts, because their position is lost",
                        () -> hosts.count(State.STOPPED))
                .gauge("events-buffered", "events that wait for a poll", buffer::size)
                .gauge("hosts-waiting", "hosts that are not read while the buffer is full", () ->
                        (long) buffer.waiting());
    }

    private void counters(TaskMeters meters) {
        meters.gauge("events-total", "events that were read", this::events)
                .gauge("events-unreadable-total", "events that are not XML", this::unreadable)
                .gauge("events-dropped-total", "events that hosts reported as dropped", this::dropped)
                .gauge("gaps-total", "how often events may have been lost", this::gaps)
                .gauge("failures-total", "attempts that failed", this::failures)
                .gauge("reconnects-total", "subscriptions that replaced another one", this::reconnects)
                .gauge("last-failure", "the latest failure with its host", this::lastFailure);
    }

    /** Counts the events of a batch. */
    void received(long count, Duration lag) {
        events.addAndGet(count);
        eventSensor.accept(count);
        lagSensor.accept(lag.toMillis());
    }

    void unreadable(long count) {
        unreadable.addAndGet(count);
    }

    void dropped(long count) {
        dropped.addAndGet(count);
    }

    void gap() {
        gaps.incrementAndGet();
    }

    void reconnected() {
        reconnects.incrementAndGet();
    }

    void failed(String endpoint, String reason) {
        failures.incrementAndGet();
        lastFailure = endpoint + ": " + reason;
    }

    long events() {
        return events.get();
    }

    long unreadable() {
        return unreadable.get();
    }

    long dropped() {
        return dropped.get();
    }

    long gaps() {
        return gaps.get();
    }

    long failures() {
        return failures.get();
    }

    long reconnects() {
        return reconnects.get();
    }

    String lastFailure() {
        return lastFailure;
    }
}
