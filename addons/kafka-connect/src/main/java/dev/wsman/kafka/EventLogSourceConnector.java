package dev.wsman.kafka;

import dev.wsman.kafka.internal.HostSourceConnector;
import dev.wsman.kafka.internal.config.EventLogConfig;
import dev.wsman.kafka.internal.config.HostSourceConfig;
import dev.wsman.kafka.internal.event.EventPartition;
import dev.wsman.kafka.internal.event.EventPosition;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies events of the event logs of many Windows hosts to a topic. Each task reads some of the hosts, by one
 * subscription to each. If the file of hosts changes, the hosts are distributed again.
 *
 * <p>The offset of a host is the bookmark that it sent with its events. With {@code exactly.once.source.support} of the
 * worker and {@code transaction.boundary=poll}, each event comes exactly once; otherwise at least once. The README of
 * the add-on describes keys, values and guarantees.
 */
public class EventLogSourceConnector extends HostSourceConnector {
    private static final Logger LOG = LoggerFactory.getLogger(EventLogSourceConnector.class);

    /** Creates a connector; Connect does so. */
    public EventLogSourceConnector() {}

    @Override
    public ConfigDef config() {
        return EventLogConfig.DEFINITION;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return EventLogSourceTask.class;
    }

    @Override
    protected HostSourceConfig read(Map<String, String> properties) {
        return new EventLogConfig(properties);
    }

    @Override
    public void start(Map<String, String> properties) {
        super.start(properties);
        EventLogConfig config = new EventLogConfig(properties);
        LOG.info("Query {} in the offsets is {}", config.queryHash(), config.query());
    }

    @Override
    protected void checkOffset(@Nullable Map<String, ?> partition, @Nullable Map<String, ?> offset) {
        EventPartition.check(partition);
        if (offset != null) {
            EventPosition.of(offset);
        }
    }
}
