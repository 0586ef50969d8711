package dev.wsman.kafka;

import dev.wsman.kafka.internal.ConnectorVersion;
import dev.wsman.kafka.internal.config.HostsConfig;
import dev.wsman.kafka.internal.config.InstanceConfig;
import dev.wsman.kafka.internal.host.HostMonitor;
import dev.wsman.kafka.internal.instance.InstancePartition;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the instances of a class or of a WQL query to a topic: those of many hosts, at intervals, all of them or only
 * those that are new or have changed. The hosts are distributed over the tasks.
 *
 * <p>The key of a record has the host, the class, and what identifies the instance; the value has the properties. The
 * configuration keys are described in the README of this add-on and by the worker's REST API.
 */
public class InstanceSourceConnector extends SourceConnector {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceSourceConnector.class);

    private Map<String, String> properties = Map.of();
    private @Nullable HostMonitor monitor;

    /** Creates a connector, for the worker. */
    public InstanceSourceConnector() {}

    @Override
    public String version() {
        return ConnectorVersion.get();
    }

    @Override
    public Class<? extends Task> taskClass() {
        return InstanceSourceTask.class;
    }

    @Override
    public ConfigDef config() {
        return InstanceConfig.DEFINITION;
    }

    /** Validates single values, and then their combinations, the query, and files. Connects to nothing. */
    @Override
    public Config validate(Map<String, String> values) {
        Config validation = super.validate(values);
        if (validation.configValues().stream()
                .allMatch(value -> value.errorMessages().isEmpty())) {
            new InstanceConfig(values).check().addTo(validation);
        }
        return validation;
    }

    /**
     * Reads the hosts.
     *
     * @throws org.apache.kafka.common.config.ConfigException if the configuration is not valid
     */
    @Override
    public void start(Map<String, String> values) {
        InstanceConfig config = new InstanceConfig(values);
        config.check().throwFirst();
        properties = Map.copyOf(values);
        monitor = HostMonitor.start(config.hosts(), () -> context().requestTaskReconfiguration());
        LOG.info("The source in the offsets is {}", InstancePartition.source(config));
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        HostMonitor running = monitor;
        if (running == null) {
            throw new ConnectException("the connector is not started");
        }
        return running.hosts().groups(maxTasks).stream()
                .map(hosts -> HostsConfig.ofTask(properties, hosts))
                .toList();
    }

    @Override
    public void stop() {
        HostMonitor running = monitor;
        if (running != null) {
            running.close();
        }
    }

    /** Each record has the offset of its scan, so that a worker that writes transactions copies each scan once. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> values) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    /**
     * Checks offsets that a user has written. A null offset makes a host begin anew.
     *
     * @throws ConnectException if one is not an offset of this connector
     */
    @Override
    public boolean alterOffsets(Map<String, String> values, Map<Map<String, ?>, Map<String, ?>> offsets) {
        try {
            offsets.forEach(InstancePartition::check);
        } catch (IllegalArgumentException e) {
            throw new ConnectException(e.getMessage() + "; nothing was altered", e);
        }
        return true;
    }
}
