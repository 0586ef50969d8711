package dev.wsman.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs the tasks of all subscriptions with pushed events: renewals, checks for silence, and new subscriptions. One
 * daemon thread waits for their times; a few others, which end when they are idle, send requests. New subscriptions
 * have threads of their own: they wait long if servers are down, and renewals of other servers do not wait for them.
 * Thread-safe.
 */
final class EventTimers {
    private static final Logger LOG = System.getLogger("dev.wsman");
    private static final int SENDERS = 16;
    private static final long IDLE_SECONDS = 10;

    private static final ScheduledThreadPoolExecutor CLOCK = clock();
    private static final ThreadPoolExecutor TASKS = tasks("wsman-event-task");
    private static final ThreadPoolExecutor RECOVERIES = tasks("wsman-event-recovery");

    private EventTimers() {}

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, daemons("wsman-event-timer"));
        clock.setRemoveOnCancelPolicy(true);
        clock.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
        return clock;
    }

    private static ThreadPoolExecutor tasks(String name) {
        ThreadPoolExecutor tasks = new ThreadPoolExecutor(
                SENDERS, SENDERS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons(name));
        tasks.allowCoreThreadTimeOut(true);
        return tasks;
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Runs a task after a time. Cancelling has no effect on a task that has begun. */
    static Future<?> after(Duration time, Runnable task) {
        return CLOCK.schedule(() -> TASKS.execute(guarded(task)), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs a task that replaces a subscription after a time; otherwise like {@link #after}. */
    static Future<?> recover(Duration time, Runnable task) {
        return CLOCK.schedule(() -> RECOVERIES.execute(guarded(task)), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) { // of a listener
                LOG.log(Level.WARNING, "a task of an event subscription failed", e);
            }
        };
    }
}
