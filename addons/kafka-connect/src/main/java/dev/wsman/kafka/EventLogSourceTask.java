package dev.wsman.kafka;

import dev.wsman.kafka.internal.ConnectorVersion;
import dev.wsman.kafka.internal.config.EventLogConfig;
import dev.wsman.kafka.internal.event.HostReaders;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** Reads the event logs of some of the hosts of an {@link EventLogSourceConnector}. */
public class EventLogSourceTask extends SourceTask {
    private volatile @Nullable HostReaders readers;

    /** Creates a task; Connect does so. */
    public EventLogSourceTask() {}

    @Override
    public String version() {
        return ConnectorVersion.get();
    }

    /** Begins to read the hosts. Does not wait for them. */
    @Override
    public void start(Map<String, String> properties) {
        EventLogConfig config = new EventLogConfig(properties);
        config.check().throwFirst();
        readers = HostReaders.start(config, context, "wsman-" + properties.getOrDefault("name", "events"));
    }

    /** Returns the records of one or more whole replies, or null after half a second without events. */
    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        HostReaders current = readers;
        List<SourceRecord> records = current == null ? List.of() : current.poll();
        return records.isEmpty() ? null : records;
    }

    /**
     * Ends the subscriptions, and waits for two seconds at most. The sessions of hosts that do not reply in time are
     * closed in the background. A poll on another thread returns.
     */
    @Override
    public void stop() {
        HostReaders current = readers;
        if (current != null) {
            current.close();
        }
    }
}
