package dev.wsman.kafka.internal.host;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hosts of a connector, and the thread that reads the file of hosts again. While the file cannot be read, the last
 * list is kept. A new list counts when it was read twice in succession: a file that is being written has a part of the
 * hosts, or none. Thread-safe.
 */
public final class HostMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostMonitor.class);

    private final HostList configured;
    private final Optional<HostFile> file;
    private final Runnable onChange;
    private final @Nullable ScheduledExecutorService timer;
    private volatile HostList current;
    private HostList last;
    private volatile String problem = "";

    private HostMonitor(HostList configured, Optional<HostFile> file, Duration refresh, Runnable onChange) {
        this.configured = configured;
        this.file = file;
        this.onChange = onChange;
        this.current = read();
        this.last = current;
        this.timer = file.isEmpty() ? null : Executors.newSingleThreadScheduledExecutor(HostMonitor::thread);
        if (timer != null) {
            long period = refresh.toMillis();
            timer.scheduleWithFixedDelay(this::refresh, period, period, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Reads the hosts, and the file again at intervals.
     *
     * @param configured the hosts besides those of the file
     * @param file the file, if there is one
     * @param refresh the time between two reads
     * @param onChange called on a thread of the monitor after the hosts have changed
     * @throws IllegalArgumentException if the file cannot be read now
     */
    public static HostMonitor start(HostList configured, Optional<HostFile> file, Duration refresh, Runnable onChange) {
        return new HostMonitor(configured, file, refresh, onChange);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "wsman-hosts");
        thread.setDaemon(true);
        return thread;
    }

    /** Returns the hosts as they were read last. */
    public HostList hosts() {
        return current;
    }

    private HostList read() {
        return file.map(HostFile::read).map(configured::and).orElse(configured);
    }

    private void refresh() {
        try {
            HostList next = read();
            problem = "";
            if (next.equals(last) && !next.equals(current)) {
                change(next);
            }
            last = next;
        } catch (RuntimeException e) {
            report(String.valueOf(e.getMessage()));
        }
    }

    private void change(HostList next) {
        HostList before = current;
        current = next;
        try {
            onChange.run();
        } catch (RuntimeException e) {
            current = before; // the next read reports the change again
            throw e;
        }
        LOG.info(
                "The hosts have changed: {} before, {} now",
                before.endpoints().size(),
                next.endpoints().size());
    }

    /** Logs a problem once, until another one or a success follows. */
    private void report(String message) {
        if (!message.equals(problem)) {
            problem = message;
            LOG.warn("The hosts stay as they are: {}", message);
        }
    }

    /** Ends the thread. */
    @Override
    public void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
    }
}
