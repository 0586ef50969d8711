package dev.wsman.kafka.internal.work;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a task. A request that waits for a host blocks its thread. From JDK 24 on, each piece of work has a
 * virtual thread, which does not block a thread of the system while it waits (JEP 491). Before, a bounded pool serves
 * all hosts, and each host gets its turn.
 *
 * <p>Work on hosts that are not connected is apart, in a pool or under a limit of its own: hosts that do not reply
 * occupy threads until their timeout, and must not keep those that do from being read. Thread-safe.
 */
public final class TaskThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TaskThreads.class);
    private static final int JDK_WITH_UNPINNED_VIRTUAL_THREADS = 24;
    private static final Duration LONGEST_TURN = Duration.ofSeconds(30);
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(20);

    private static final Duration LONGEST_SHARED_REPLY = Duration.ofSeconds(30);

    private final boolean virtual;
    private final int threads;
    private final ExecutorService reading;
    private final ExecutorService connecting;
    private final ExecutorService retrying;
    private final ConnectLimit connects;
    private final ConnectLimit retries;
    private final ScheduledThreadPoolExecutor timer;
    private volatile Consumer<Throwable> onDefect =
            defect -> LOG.error("Work on a host has ended with a defect", defect);

    /**
     * Creates the threads of a task.
     *
     * @param name the beginning of the threads' names
     * @param maxThreads the most threads that read, without virtual threads
     * @param maxConnecting the most hosts that are being connected to at a time
     */
    public TaskThreads(String name, int maxThreads, int maxConnecting) {
        this(name, maxThreads, maxConnecting, Runtime.version().feature() >= JDK_WITH_UNPINNED_VIRTUAL_THREADS);
    }

    TaskThreads(String name, int maxThreads, int maxConnecting, boolean virtual) {
        this.virtual = virtual;
        this.threads = maxThreads;
        this.reading = virtual ? virtualThreads() : pool(name + "-read-", maxThreads);
        this.connecting = virtual ? reading : pool(name + "-connect-", maxThreads + maxConnecting);
        this.retrying = virtual ? reading : pool(name + "-retry-", maxThreads + maxConnecting);
        this.timer = new ScheduledThreadPoolExecutor(1, named(name + "-timer-"));
        this.timer.setRemoveOnCancelPolicy(true);
        this.connects = new ConnectLimit(maxConnecting, work -> submit(connecting, work), timer);
        this.retries = new ConnectLimit(maxConnecting, work -> submit(retrying, work), timer);
    }

    /**
     * Sets what receives an exception or error of work, or of its start. The work may have been the only one that would
     * have planned the next work of its host, so that the task has to fail.
     */
    public void onDefect(Consumer<Throwable> receiver) {
        onDefect = receiver;
    }

    /** JDK 21 and later have this method; the classes are for JDK 17. */
    private static ExecutorService virtualThreads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("this JDK has no virtual threads", e);
        }
    }

    private static ExecutorService pool(String name, int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Returns how long one read may wait for a host: 30 s, the longest time for which the library waits, if each host
     * that is read has a thread; otherwise so long that every host is read at least every 20 s. Windows ends a
     * subscription that is not read for a minute.
     *
     * @param hosts the number of hosts that share the threads
     */
    public Duration turn(int hosts) {
        return virtual || hosts <= threads
                ? LONGEST_TURN
                : LONGEST_ROUND.multipliedBy(threads).dividedBy(hosts);
    }

    /**
     * Returns how long a host may take to reply after the wait that was requested. If hosts share threads, those that go
     * dark together must not keep the others unread for a minute.
     *
     * @param hosts the number of hosts that share the threads
     * @param timeout the limit that is configured
     */
    public Duration replyLimit(int hosts, Duration timeout) {
        boolean shared = !virtual && hosts > threads;
        return shared && timeout.compareTo(LONGEST_SHARED_REPLY) > 0 ? LONGEST_SHARED_REPLY : timeout;
    }

    /** Runs work that reads from a connected host. Has no effect after {@link #close}. */
    public void read(Runnable work) {
        submit(reading, work);
    }

    /**
     * Runs work that connects to a host that did not fail before. Has no effect after {@link #close}.
     *
     * @param work must end within the time limit of connecting
     */
    public void connect(Runnable work) {
        connects.run(work);
    }

    /**
     * Runs work that connects to a host whose last attempt failed, apart from the others, which are not delayed by it.
     * Has no effect after {@link #close}.
     */
    public void retry(Runnable work) {
        retries.run(work);
    }

    /** Runs work that does not wait, such as the start of other work, after a pause. Has no effect after {@link #close}. */
    public void later(Duration pause, Runnable work) {
        try {
            timer.schedule(() -> run(work), Math.max(0, pause.toNanos()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Work after the end of the task is left out");
        }
    }

    private void submit(ExecutorService executor, Runnable work) {
        try {
            executor.execute(() -> run(work));
        } catch (RejectedExecutionException e) {
            LOG.debug("Work after the end of the task is left out");
        } catch (OutOfMemoryError e) { // no further thread of the system
            onDefect.accept(e);
        }
    }

    private void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            onDefect.accept(e);
        }
    }

    /**
     * Runs the last work for all hosts at the same time, in its order if the threads are fewer, and waits for it. Work
     * that is not finished in time goes on in daemon threads, which end with it.
     *
     * @param limit the longest time to wait
     * @return whether all work was finished in time
     */
    public boolean finish(List<Runnable> work, Duration limit) {
        if (work.isEmpty()) {
            return true;
        }
        ExecutorService last = virtual ? virtualThreads() : pool("wsman-finish-", Math.min(work.size(), threads));
        work.forEach(last::execute);
        last.shutdown();
        try {
            return last.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Takes no more work, and interrupts what is running. Does not wait. */
    @Override
    public void close() {
        timer.shutdownNow();
        connecting.shutdownNow();
        retrying.shutdownNow();
        reading.shutdownNow();
    }
}
