package dev.wsman.kafka;

import dev.wsman.kafka.internal.HostSourceConnector;
import dev.wsman.kafka.internal.config.HostSourceConfig;
import dev.wsman.kafka.internal.config.InstanceConfig;
import dev.wsman.kafka.internal.instance.InstancePartition;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
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
public class InstanceSourceConnector extends HostSourceConnector {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceSourceConnector.class);

    /** Creates a connector; Connect does so. */
    public InstanceSourceConnector() {}

    @Override
    public ConfigDef config() {
        return InstanceConfig.DEFINITION;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return InstanceSourceTask.class;
    }

    @Override
    protected HostSourceConfig read(Map<String, String> properties) {
        return new InstanceConfig(properties);
    }

    @Override
    public void start(Map<String, String> properties) {
        super.start(properties);
        LOG.info("The source in the offsets is {}", InstancePartition.source(new InstanceConfig(properties)));
    }

    @Override
    protected void checkOffset(@Nullable Map<String, ?> partition, @Nullable Map<String, ?> offset) {
        InstancePartition.check(partition, offset);
    }
}
