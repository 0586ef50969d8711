package dev.wsman.kafka;

import dev.wsman.kafka.internal.ConnectorVersion;
import dev.wsman.kafka.internal.config.InstanceConfig;
import dev.wsman.kafka.internal.instance.InstanceScanner;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * Scans the instances of the hosts of a task. A poll returns whole scans, so that with {@code
 * transaction.boundary=poll} a transaction has whole scans too. A host that fails never stops the task: it is scanned
 * again after a pause, and the others are not held up.
 */
public class InstanceSourceTask extends SourceTask {
    /** Long enough to be cheap, and short enough that a worker can pause the task. */
    private static final long WAIT_MILLIS = 500;

    private volatile @Nullable InstanceScanner scanner;

    /** Creates a task, for the worker. */
    public InstanceSourceTask() {}

    @Override
    public String version() {
        return ConnectorVersion.get();
    }

    @Override
    public void start(Map<String, String> properties) {
        InstanceConfig config = new InstanceConfig(properties);
        config.check().throwFirst();
        scanner = InstanceScanner.start(config, context, "wsman-" + properties.getOrDefault("name", "instances"));
    }

    /**
     * Returns the records of scans that are complete.
     *
     * @return null if there is no scan within half a second
     */
    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        InstanceScanner running = scanner;
        if (running == null) {
            return null;
        }
        try {
            List<SourceRecord> records = running.take(WAIT_MILLIS);
            return records.isEmpty() ? null : records;
        } catch (IllegalStateException e) {
            throw new ConnectException(e.getMessage(), e);
        }
    }

    @Override
    public void stop() {
        InstanceScanner running = scanner;
        if (running != null) {
            running.close();
        }
    }
}
