package dev.wsman.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What virtual threads cost this process for some time: how often one pinned its carrier, carriers, processor time. */
final class FleetState {
    private static final String PINNED = "jdk.VirtualThreadPinned";

    private final Recording recording = new Recording();
    private long processor;
    private long time;
    private long carriers;

    void begin() throws JMException {
        recording.enable(PINNED).withThreshold(Duration.ZERO).withStackTrace();
        recording.start();
        carriers = carriers();
        processor = ProcessState.processorNanos();
        time = System.nanoTime();
    }

    /**
     * Returns the number of times a virtual thread pinned its carrier, the number of carriers at the beginning and at
     * the end, and the processor time in millionths of the elapsed time.
     */
    String end() throws IOException, JMException {
        long load = 1_000_000 * (ProcessState.processorNanos() - processor) / (System.nanoTime() - time);
        long carriersNow = carriers();
        recording.stop();
        List<RecordedEvent> pinned = read();
        pinned.stream().limit(5).forEach(System.err::println);
        return pinned.size() + " " + carriers + " " + carriersNow + " " + load;
    }

    private List<RecordedEvent> read() throws IOException {
        Path file = Files.createTempFile("pinned", ".jfr");
        try {
            recording.dump(file);
            recording.close();
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals(PINNED))
                    .toList();
        } finally {
            Files.delete(file);
        }
    }

    /** Returns the number of threads that carry virtual threads, including those that stand in for pinned ones. */
    private static long carriers() throws JMException {
        ObjectName scheduler = new ObjectName("jdk.management:type=VirtualThreadScheduler");
        return ((Number) ManagementFactory.getPlatformMBeanServer().getAttribute(scheduler, "PoolSize")).longValue();
    }
}
