package dev.wsman.internal.transport;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks that may wait for a Kerberos KDC, which the JDK cannot interrupt. Each task begins at once, on a daemon
 * thread that ends when it has been idle for two seconds. A new thread for each login would take more processor time
 * than the rest of a login whose tickets are there: 1.2 of 2.2 ms.
 *
 * <p>The threads belong to no application: they inherit no thread locals, and have a context class loader only during a
 * task. Thread-safe.
 */
final class TicketThreads {
    private static final int IDLE_SECONDS = 2;

    private static final ThreadPoolExecutor THREADS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), TicketThreads::create);

    private TicketThreads() {}

    /** Runs a task, which must not throw, with the caller's context class loader. */
    static void run(Runnable task) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        THREADS.execute(() -> {
            Thread current = Thread.currentThread();
            current.setContextClassLoader(loader);
            try {
                task.run();
            } finally {
                current.setContextClassLoader(null);
            }
        });
    }

    private static Thread create(Runnable worker) {
        Thread thread = new Thread(null, worker, "wsman-ticket", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
