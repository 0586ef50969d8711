package dev.wsman.kafka.internal.instance;

import dev.wsman.Session;
import dev.wsman.kafka.internal.config.InstanceConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.jspecify.annotations.Nullable;

/** The scans of the hosts of a task. {@link #take} is for one thread; {@link #close} may come from another. */
public final class InstanceScanner implements AutoCloseable {
    private final ScanSettings settings;
    /**
     * Sends nothing. Sessions share a Kerberos login while at least one is open, and those of scans are closed when
     * these end.
     */
    private final @Nullable Session unused;

    private InstanceScanner(ScanSettings settings) {
        this.settings = settings;
        this.unused = settings.config().hosts().hosts().endpoints().stream()
                .findFirst()
                .map(endpoint -> settings.session().session(endpoint).build())
                .orElse(null);
    }

    /**
     * Reads the offsets and plans the first scans. Connects to nothing yet.
     *
     * @param context the context of the task
     * @param name the beginning of the threads' names
     */
    public static InstanceScanner start(InstanceConfig config, SourceTaskContext context, String name) {
        ScanSettings settings = ScanSettings.of(config, name);
        InstanceScanner scanner = new InstanceScanner(settings);
        try {
            List<HostScan> scans = scanner.scans(context);
            settings.counts().register(context, settings.buffer(), scans.size());
            scans.forEach(HostScan::start);
            return scanner;
        } catch (RuntimeException e) {
            scanner.close(); // the worker does not stop a task that has not started
            throw e;
        }
    }

    private List<HostScan> scans(SourceTaskContext context) {
        InstanceConfig config = settings.config();
        Map<InstancePartition, HostMemory> memories = new StoredMemories(config, context.offsetStorageReader())
                .of(config.hosts().hosts().endpoints());
        long start = System.nanoTime();
        List<HostScan> scans = new ArrayList<>();
        memories.forEach((partition, memory) -> {
            ScanSchedule schedule = new ScanSchedule(start, config.interval(), scans.size(), memories.size());
            scans.add(new HostScan(partition, memory, schedule, settings));
        });
        return scans;
    }

    /**
     * Takes the records of whole scans.
     *
     * @param millis the longest time to wait for the first one, in milliseconds
     * @return empty if there are none in time
     * @throws IllegalStateException if a scan ended with a defect
     */
    public List<SourceRecord> take(long millis) throws InterruptedException {
        return settings.buffer().take(millis);
    }

    /** Interrupts the scans that run, and begins no further ones. Does not wait. */
    @Override
    public void close() {
        settings.threads().close();
        if (unused != null) {
            unused.close();
        }
    }
}
