package dev.wsman.kafka.internal.event;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what a task does, and shows it as metrics of Connect. Thread-safe. */
final class EventMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(EventMetrics.class);

    private final AtomicLong events = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong gaps = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong reconnects = new AtomicLong();
    private volatile String lastFailure = "";
    private volatile LongConsumer eventSensor = count -> {};
    private volatile LongConsumer lagSensor = millis -> {};

    /**
     * Adds the metrics to those of the worker. A worker before Kafka 4.1 does not have metrics of plugins; the task
     * works there without.
     */
    void register(SourceTaskContext context, HostReaders hosts, EventBuffer buffer) {
        try {
            PluginMeters meters = new PluginMeters(context.pluginMetrics());
            meters.hosts(hosts);
            meters.counters(this, buffer);
            eventSensor = meters.rate("events", "events that were read");
            lagSensor = meters.lag();
        } catch (LinkageError e) {
            LOG.info("This worker has no metrics of plugins (Kafka 4.1 has): {}", e.toString());
        }
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
