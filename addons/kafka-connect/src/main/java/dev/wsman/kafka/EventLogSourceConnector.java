package dev.wsman.kafka;

import dev.wsman.kafka.internal.ConnectorVersion;
import dev.wsman.kafka.internal.config.EventLogConfig;
import dev.wsman.kafka.internal.config.HostsConfig;
import dev.wsman.kafka.internal.event.EventPartition;
import dev.wsman.kafka.internal.event.EventPosition;
import dev.wsman.kafka.internal.host.HostMonitor;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
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
public class EventLogSourceConnector extends SourceConnector {
    private static final Logger LOG = LoggerFactory.getLogger(EventLogSourceConnector.class);

    private Map<String, String> properties = Map.of();
    private @Nullable HostMonitor monitor;

    /** Creates a connector; Connect does so. */
    public EventLogSourceConnector() {}

    @Override
    public String version() {
        return ConnectorVersion.get();
    }

    @Override
    public ConfigDef config() {
        return EventLogConfig.DEFINITION;
    }

    /** Checks each value, and then what belongs together. Reads files, and connects to nothing. */
    @Override
    public Config validate(Map<String, String> properties) {
        Config validation = super.validate(properties);
        boolean valid = validation.configValues().stream()
                .allMatch(value -> value.errorMessages().isEmpty());
        if (valid) {
            new EventLogConfig(properties).check().addTo(validation);
        }
        return validation;
    }

    /**
     * Reads the hosts.
     *
     * @throws ConfigException if the configuration is not valid
     */
    @Override
    public void start(Map<String, String> properties) {
        EventLogConfig config = new EventLogConfig(properties);
        config.check().throwFirst();
        this.properties = Map.copyOf(properties);
        monitor = HostMonitor.start(config.hosts(), () -> context().requestTaskReconfiguration());
        LOG.info("Query {} in the offsets is {}", config.queryHash(), config.query());
    }

    @Override
    public Class<? extends Task> taskClass() {
        return EventLogSourceTask.class;
    }

    /** Distributes the hosts. There are fewer tasks if there are fewer hosts. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        if (monitor == null) {
            throw new ConnectException("the connector is not started");
        }
        return monitor.hosts().groups(maxTasks).stream()
                .map(hosts -> HostsConfig.ofTask(properties, hosts))
                .toList();
    }

    @Override
    public void stop() {
        if (monitor != null) {
            monitor.close();
        }
    }

    /** Returns that events come exactly once: offsets are positions in the logs, which hosts keep. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> properties) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    /** Returns that the worker sets the boundaries: a transaction per poll has the events of whole replies. */
    @Override
    public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> properties) {
        return ConnectorTransactionBoundaries.UNSUPPORTED;
    }

    /**
     * Checks offsets that a user has written. The tasks read them when they start.
     *
     * @throws ConnectException if one is not an offset of this connector
     */
    @Override
    public boolean alterOffsets(Map<String, String> properties, Map<Map<String, ?>, Map<String, ?>> offsets) {
        for (Map.Entry<Map<String, ?>, Map<String, ?>> entry : offsets.entrySet()) {
            @Nullable Map<String, ?> offset = entry.getValue();
            try {
                EventPartition.check(entry.getKey());
                if (offset != null) {
                    EventPosition.of(offset);
                }
            } catch (IllegalArgumentException e) {
                throw new ConnectException(e.getMessage() + "; nothing was altered", e);
            }
        }
        return true;
    }
}
