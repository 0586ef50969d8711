package dev.wsman.kafka.internal;

import dev.wsman.kafka.internal.config.HostSourceConfig;
import dev.wsman.kafka.internal.config.HostsConfig;
import dev.wsman.kafka.internal.host.HostList;
import dev.wsman.kafka.internal.host.HostMonitor;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.jspecify.annotations.Nullable;

/**
 * A connector whose tasks each read some of many hosts. If the file of hosts changes, the hosts are distributed again.
 */
public abstract class HostSourceConnector extends SourceConnector {
    private static final String ENDPOINT = "endpoint";

    private Map<String, String> properties = Map.of();
    private volatile @Nullable HostMonitor monitor;

    /** Creates a connector. */
    protected HostSourceConnector() {}

    /**
     * Reads a configuration.
     *
     * @throws ConfigException if a value is not valid by itself
     */
    protected abstract HostSourceConfig read(Map<String, String> properties);

    /**
     * Checks an offset that a user has written.
     *
     * @param offset null removes the offset of the partition
     * @throws IllegalArgumentException if the partition or the offset is not one of this connector
     */
    protected abstract void checkOffset(@Nullable Map<String, ?> partition, @Nullable Map<String, ?> offset);

    @Override
    public final String version() {
        return ConnectorVersion.get();
    }

    /** Checks each value, and then what belongs together. Reads files, and connects to nothing. */
    @Override
    public final Config validate(Map<String, String> properties) {
        Config validation = super.validate(properties);
        boolean valid = validation.configValues().stream()
                .allMatch(value -> value.errorMessages().isEmpty());
        if (valid) {
            read(properties).check().addTo(validation);
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
        HostSourceConfig config = read(properties);
        config.check().throwFirst();
        this.properties = Map.copyOf(properties);
        try {
            HostsConfig hosts = config.hosts();
            monitor = HostMonitor.start(hosts.hosts(), hosts.file(), hosts.refresh(), () -> context()
                    .requestTaskReconfiguration());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage()); // the file was readable a moment before
        }
    }

    /** Distributes the hosts. There are fewer tasks if there are fewer hosts. */
    @Override
    public final List<Map<String, String>> taskConfigs(int maxTasks) {
        HostMonitor running = monitor;
        if (running == null) {
            throw new ConnectException("the connector is not started");
        }
        return running.hosts().groups(maxTasks).stream()
                .map(hosts -> HostsConfig.ofTask(properties, hosts))
                .toList();
    }

    @Override
    public final void stop() {
        HostMonitor running = monitor;
        if (running != null) {
            running.close();
        }
    }

    /** Returns that records come exactly once: offsets are positions, and each poll returns whole replies or scans. */
    @Override
    public final ExactlyOnceSupport exactlyOnceSupport(Map<String, String> properties) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    /** Returns that the worker sets the boundaries: a transaction per poll. */
    @Override
    public final ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> properties) {
        return ConnectorTransactionBoundaries.UNSUPPORTED;
    }

    /**
     * Checks offsets that a user has written. The tasks read them when they start. A null offset makes a host begin
     * anew.
     *
     * @throws ConnectException if one is not an offset of this connector
     */
    @Override
    public final boolean alterOffsets(Map<String, String> properties, Map<Map<String, ?>, Map<String, ?>> offsets) {
        try {
            offsets.forEach((partition, offset) -> {
                checkOffset(partition, offset);
                checkEndpoint(String.valueOf(partition.get(ENDPOINT)));
            });
        } catch (IllegalArgumentException e) {
            throw new ConnectException(e.getMessage() + "; nothing was altered", e);
        }
        return true;
    }

    /** No task reads the offset of another spelling of a URL. */
    private static void checkEndpoint(String endpoint) {
        String complete = HostList.of(List.of(endpoint)).endpoints().get(0);
        if (!complete.equals(endpoint)) {
            throw new IllegalArgumentException(
                    "the endpoint " + endpoint + " is not a complete URL; offsets have it as " + complete);
        }
    }
}
