package dev.wsman.kafka.internal.event;

import dev.wsman.kafka.internal.event.HostReader.State;
import java.util.LinkedHashMap;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.Max;
import org.apache.kafka.common.metrics.stats.Rate;

/** The metrics of a task under the names that a worker shows. Apart, because old workers do not have the classes. */
final class PluginMeters {
    private final PluginMetrics metrics;

    PluginMeters(PluginMetrics metrics) {
        this.metrics = metrics;
    }

    void hosts(HostReaders hosts) {
        gauge("hosts", "the hosts of the task", hosts::size);
        gauge("hosts-connected", "hosts that are read", () -> hosts.count(State.CONNECTED));
        gauge("hosts-failing", "hosts that are tried again after a pause", () -> hosts.count(State.FAILING));
        gauge(
                "hosts-stopped",
                "hosts that are not read until the task restarts, because their position is lost",
                () -> hosts.count(State.STOPPED));
    }

    void counters(EventMetrics counters, EventBuffer buffer) {
        gauge("events-total", "events that were read", counters::events);
        gauge("events-unreadable-total", "events that are not XML", counters::unreadable);
        gauge("events-dropped-total", "events that hosts reported as dropped", counters::dropped);
        gauge("events-buffered", "events that wait for a poll", buffer::size);
        gauge("hosts-waiting", "hosts that are not read while the buffer is full", () -> (long) buffer.waiting());
        gauge("gaps-total", "moments in which events may have been lost", counters::gaps);
        gauge("failures-total", "attempts that failed", counters::failures);
        gauge("reconnects-total", "subscriptions that replaced another one", counters::reconnects);
        gauge("last-failure", "the latest failure with its host", counters::lastFailure);
    }

    private <T> void gauge(String name, String description, Supplier<T> value) {
        Gauge<T> gauge = (config, now) -> value.get();
        metrics.addMetric(name(name, description), gauge);
    }

    /** Adds a rate, and returns what records its events. */
    LongConsumer rate(String name, String description) {
        Sensor sensor = metrics.addSensor(name);
        sensor.add(name(name + "-rate", description + ", by second"), new Rate());
        return sensor::record;
    }

    /** Adds the lag, and returns what records it in milliseconds. */
    LongConsumer lag() {
        Sensor sensor = metrics.addSensor("lag");
        sensor.add(name("lag-ms-avg", "the time from the writing of an event to its arrival, on average"), new Avg());
        sensor.add(name("lag-ms-max", "the longest time from the writing of an event to its arrival"), new Max());
        return sensor::record;
    }

    private MetricName name(String name, String description) {
        return metrics.metricName(name, description, new LinkedHashMap<>());
    }
}
