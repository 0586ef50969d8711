package dev.wsman.internal.transport;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Closes a channel whose reader or writer has waited beyond its deadline. A read that blocks in the kernel costs one
 * system call; a channel's read with a timeout costs seven. One thread watches all channels. It runs only while some
 * thread waits on one of them, and for a second or two longer. One thread at a time waits on a channel.
 */
final class DeadlineWatchdog {
    private static final long IDLE = 0;
    private static final long OVER = 1;
    /** How often the channels are checked if no deadline comes earlier. */
    private static final long ROUND = TimeUnit.SECONDS.toNanos(1);

    private static final Set<DeadlineWatchdog> OPEN = ConcurrentHashMap.newKeySet();
    private static volatile @Nullable Thread thread;
    /** The moment of the next check, or later. */
    private static volatile long nextCheck;

    private final Closeable channel;
    private final AtomicLong until = new AtomicLong(IDLE);

    private DeadlineWatchdog(Closeable channel) {
        this.channel = channel;
    }

    /** Starts to watch a channel; {@link #leave()} must follow. */
    static DeadlineWatchdog on(Closeable channel) {
        DeadlineWatchdog watch = new DeadlineWatchdog(channel);
        OPEN.add(watch);
        return watch;
    }

    /** Stops watching. With the last channel the thread ends at once. */
    void leave() {
        OPEN.remove(this);
        Thread watching = thread;
        if (watching != null && OPEN.isEmpty()) {
            LockSupport.unpark(watching);
        }
    }

    /**
     * Called before an operation that may block: the channel is closed unless {@link #end()} is called before that
     * moment.
     */
    void begin(long nanoTime) {
        until.set(nanoTime == IDLE || nanoTime == OVER ? 2 : nanoTime);
        Thread watching = thread;
        if (watching == null) {
            start();
        } else if (nanoTime - nextCheck < 0) {
            LockSupport.unpark(watching);
        }
    }

    /**
     * Called after the operation. Returns false if the moment had passed, so that the channel is closed or about to
     * be.
     */
    boolean end() {
        return until.getAndSet(IDLE) != OVER;
    }

    private static synchronized void start() {
        if (thread == null) {
            nextCheck = System.nanoTime();
            Thread started = new Thread(null, DeadlineWatchdog::run, "wsman-deadlines", 0, false);
            started.setDaemon(true);
            started.setContextClassLoader(null);
            begin(started);
        }
    }

    /** Publishes the thread before it runs, since it may end at once. */
    private static void begin(Thread started) {
        thread = started;
        boolean running = false;
        try {
            started.start();
            running = true;
        } finally {
            if (!running) {
                thread = null;
            }
        }
    }

    private static void run() {
        boolean idle = false;
        while (true) {
            long now = System.nanoTime();
            nextCheck = now + ROUND;
            long wait = closeLate(now);
            boolean idleNow = wait == Long.MAX_VALUE;
            if (idleNow && (idle || OPEN.isEmpty()) && stopped()) {
                return;
            }
            idle = idleNow;
            nextCheck = now + Math.min(wait, ROUND);
            LockSupport.parkNanos(DeadlineWatchdog.class, nextCheck - System.nanoTime());
            Thread.interrupted(); // or the next park would return at once
        }
    }

    /**
     * Returns whether the thread can end. A thread that begins to wait at this moment either finds that there is
     * no watchdog, or is found here.
     */
    private static boolean stopped() {
        thread = null;
        return OPEN.stream().allMatch(watch -> watch.until.get() == IDLE) || !resumed();
    }

    private static synchronized boolean resumed() {
        if (thread == null) {
            thread = Thread.currentThread();
        }
        return thread == Thread.currentThread();
    }

    /** Closes the channels whose deadline has passed, and returns the nanoseconds until the next deadline. */
    private static long closeLate(long now) {
        long least = Long.MAX_VALUE;
        for (DeadlineWatchdog watch : OPEN) {
            long end = watch.until.get();
            if (end == IDLE || end == OVER) {
                continue;
            }
            if (end - now > 0) {
                least = Math.min(least, end - now);
            } else if (watch.until.compareAndSet(end, OVER)) {
                watch.close();
            }
        }
        return least;
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // the thread that waits on it reports that the deadline has passed
        }
    }
}
