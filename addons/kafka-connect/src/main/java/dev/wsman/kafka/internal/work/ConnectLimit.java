package dev.wsman.kafka.internal.work;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits how many hosts are connected to at a time, because each login is work for a domain controller. Work that has
 * not finished after two seconds does not count any more: it waits for a host that does not reply, and must not keep
 * others from their turn. Thread-safe.
 */
final class ConnectLimit {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectLimit.class);
    private static final Duration SLOW = Duration.ofSeconds(2);

    private final int limit;
    private final Executor executor;
    private final ScheduledExecutorService timer;
    private final Deque<Runnable> line = new ArrayDeque<>();
    private int running;

    /**
     * Creates a limit.
     *
     * @param limit the most work that runs, without that which is slow
     * @param executor runs the work; must not throw anything
     * @param timer measures what is slow
     */
    ConnectLimit(int limit, Executor executor, ScheduledExecutorService timer) {
        this.limit = limit;
        this.executor = executor;
        this.timer = timer;
    }

    /** Runs work, when there is room. */
    void run(Runnable work) {
        synchronized (this) {
            line.add(work);
        }
        admit();
    }

    private void admit() {
        Runnable next = next();
        while (next != null) {
            begin(next);
            next = next();
        }
    }

    private synchronized @Nullable Runnable next() {
        if (running >= limit || line.isEmpty()) {
            return null;
        }
        running++;
        return line.remove();
    }

    private void begin(Runnable work) {
        Permit permit = new Permit();
        executor.execute(() -> permit.during(work));
    }

    /** The place of one piece of work, which it gives back once: when it is finished, or when it is slow. */
    private final class Permit {
        private final AtomicBoolean ended = new AtomicBoolean();

        void during(Runnable work) {
            Future<?> slow;
            try {
                slow = timer.schedule(this::end, SLOW.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("Work after the end of the task is left out");
                return;
            }
            try {
                work.run();
            } finally {
                slow.cancel(false);
                end();
            }
        }

        void end() {
            if (ended.compareAndSet(false, true)) {
                synchronized (ConnectLimit.this) {
                    running--;
                }
                admit();
            }
        }
    }
}
