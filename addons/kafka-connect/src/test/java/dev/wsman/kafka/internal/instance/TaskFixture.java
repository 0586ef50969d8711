package dev.wsman.kafka.internal.instance;

import dev.wsman.kafka.InstanceSourceTask;
import dev.wsman.kafka.fixture.Await;
import dev.wsman.kafka.fixture.ReservedPort;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.auth.EncryptionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Runs a task as a worker does, with offsets in memory that outlive the task. */
public final class TaskFixture implements AutoCloseable {
    private static final int MANY_RETRIES = 6;
    private static final long LIMIT_NANOS = 60_000_000_000L;

    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();
    private final Map<String, Gauge<?>> gauges = new HashMap<>();
    private boolean metricsOfPlugins = true;
    private InstanceSourceTask task = new InstanceSourceTask();

    private TaskFixture(List<String> endpoints) {
        set("hosts", String.join(",", endpoints));
        set("auth.scheme", "none");
        set("topic", "disks");
        set("instance.resource", "wmicimv2/" + DiskTable.NAME);
        set("instance.interval.ms", "200");
        set("retry.pause.ms", "50");
    }

    /** Starts a service with a class, which accepts requests of any user. */
    public static WsmanService service(DiskTable disks) {
        return WsmanService.builder()
                .withoutAuthentication()
                .encryption(EncryptionPolicy.ALLOWED)
                .add(disks)
                .build()
                .start();
    }

    /** Prepares a task for hosts, which scans the disks five times a second. */
    static TaskFixture of(WsmanService... services) {
        return new TaskFixture(
                List.of(services).stream().map(WsmanService::endpoint).toList());
    }

    static TaskFixture of(String... endpoints) {
        return new TaskFixture(List.of(endpoints));
    }

    TaskFixture set(String key, String value) {
        properties.put(key, value);
        return this;
    }

    TaskFixture remove(String key) {
        properties.remove(key);
        return this;
    }

    /** Makes the context that of a worker before Kafka 4.1. */
    TaskFixture withoutMetricsOfPlugins() {
        metricsOfPlugins = false;
        return this;
    }

    TaskFixture start() {
        task = new InstanceSourceTask();
        task.initialize(new Context());
        task.start(properties);
        return this;
    }

    /** Stops the task and starts another one with the offsets of what was polled. */
    TaskFixture restart() {
        task.stop();
        return start();
    }

    /** Returns the next records that are not empty, and stores their offsets. */
    List<SourceRecord> poll() {
        return pollUntil(records -> !records.isEmpty());
    }

    /** Returns all records until they satisfy a condition, and stores their offsets. */
    List<SourceRecord> pollUntil(Predicate<List<SourceRecord>> enough) {
        List<SourceRecord> all = new ArrayList<>();
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!enough.test(all)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not in time; records: " + all);
            }
            all.addAll(pollOnce());
        }
        return all;
    }

    /** Polls once, and stores the offsets. */
    List<SourceRecord> pollOnce() {
        try {
            List<SourceRecord> records = task.poll();
            List<SourceRecord> some = records == null ? List.of() : records;
            some.forEach(this::store);
            return some;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Polls, expecting no record, until a metric has grown by a number. */
    void pollNothingWhile(String metric, long by) {
        long end = metric(metric) + by;
        List<SourceRecord> records = new ArrayList<>();
        pollUntilMetric(metric, end, records);
        if (!records.isEmpty()) {
            throw new AssertionError("unexpected records: " + records);
        }
    }

    /** Polls until a metric has a value, and adds the records to a list. */
    void pollUntilMetric(String metric, long atLeast, Collection<SourceRecord> records) {
        long limit = System.nanoTime() + LIMIT_NANOS;
        while (metric(metric) < atLeast) {
            if (System.nanoTime() > limit) {
                throw new AssertionError(metric + " is " + metric(metric) + " and not " + atLeast);
            }
            records.addAll(pollOnce());
        }
    }

    /**
     * Waits as long as a host that is down is tried several times, with the pauses of these tasks: a host that is to be
     * tried again after a pause of these is tried within this time, on a slow machine too.
     */
    static void awaitManyRetries() {
        try (ReservedPort down = ReservedPort.create();
                TaskFixture task =
                        of(down.endpoint()).set("retry.pause.max.ms", "200").start()) {
            Await.until(
                    "retries", Duration.ofNanos(LIMIT_NANOS), () -> task.metric("scans-failed-total") >= MANY_RETRIES);
        }
    }

    /** Stores the offset of a record, as a worker does when the broker has it. */
    void store(SourceRecord record) {
        @SuppressWarnings("unchecked")
        Map<String, Object> offset = (Map<String, Object>) record.sourceOffset();
        offsets.put(record.sourcePartition(), offset);
    }

    /** Returns the offset of the only host. */
    Map<String, Object> offset() {
        return offsets.values().iterator().next();
    }

    void forgetOffsets() {
        offsets.clear();
    }

    long metric(String name) {
        return (Long) gauges.get(name).value(null, 0);
    }

    Map<String, Gauge<?>> gauges() {
        return gauges;
    }

    InstanceSourceTask task() {
        return task;
    }

    @Override
    public void close() {
        task.stop();
    }

    /** Returns the selectors Name of the keys of records. */
    static List<String> names(Collection<SourceRecord> records) {
        return records.stream().map(TaskFixture::name).toList();
    }

    /** Returns the selector Name of the key of a record. */
    static String name(SourceRecord record) {
        return ((Struct) record.key()).getStruct("selectors").getString("Name");
    }

    private final class Context implements SourceTaskContext, OffsetStorageReader, PluginMetrics {
        @Override
        public Map<String, String> configs() {
            return properties;
        }

        @Override
        public OffsetStorageReader offsetStorageReader() {
            return this;
        }

        @Override
        public PluginMetrics pluginMetrics() {
            if (!metricsOfPlugins) {
                throw new NoSuchMethodError("pluginMetrics");
            }
            return this;
        }

        @Override
        public <V> Map<String, Object> offset(Map<String, V> partition) {
            return offsets.get(partition);
        }

        @Override
        public <V> Map<Map<String, V>, Map<String, Object>> offsets(Collection<Map<String, V>> partitions) {
            Map<Map<String, V>, Map<String, Object>> known = new HashMap<>();
            partitions.forEach(partition -> known.put(partition, offsets.get(partition)));
            return known;
        }

        @Override
        public MetricName metricName(String name, String description, LinkedHashMap<String, String> tags) {
            return new MetricName(name, "group", description, tags);
        }

        @Override
        public void addMetric(MetricName name, MetricValueProvider<?> value) {
            gauges.put(name.name(), (Gauge<?>) value);
        }

        @Override
        public void removeMetric(MetricName name) {
            gauges.remove(name.name());
        }

        @Override
        public Sensor addSensor(String name) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        public void removeSensor(String name) {
            throw new UnsupportedOperationException(name);
        }
    }
}
