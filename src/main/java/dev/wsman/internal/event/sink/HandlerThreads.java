package dev.wsman.internal.event.sink;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that decrypt messages and run the handler, which may block. They are daemons, and end when they have
 * nothing to do for a while. The number of messages that wait for one is bounded by {@link PendingMessages}.
 */
final class HandlerThreads implements Executor {
    private static final long KEEP_SECONDS = 20;

    private final ThreadPoolExecutor executor;
    private final Set<Thread> busy = ConcurrentHashMap.newKeySet();

    HandlerThreads(String name, int count) {
        AtomicInteger number = new AtomicInteger();
        executor = new ThreadPoolExecutor(
                count, count, KEEP_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(() -> {
            busy.add(Thread.currentThread());
            try {
                task.run();
            } finally {
                busy.remove(Thread.currentThread());
            }
        });
    }

    /** Returns whether the calling thread runs a handler. */
    boolean areCalling() {
        return busy.contains(Thread.currentThread());
    }

    /** Ends the threads. Interrupts handlers that have not returned. */
    void close(Duration limit) throws InterruptedException {
        executor.shutdownNow();
        executor.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
