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
 * Closes a channel whose reader or writer has waited beyond its deadline. A read that blocks in the kernel costs one system call,
 * where a channel's read with a timeout costs seven. One thread looks after all channels, and is there only while any of
 * them is waited for, and for a second or two longer. One thread at a time waits on a channel.
 */
final class DeadlineWatchdog {
    private static final long IDLE = 0;
    private static final long OVER = 1;
    /** How often there is a look without a deadline that comes earlier. */
    private static final long ROUND = TimeUnit.SECONDS.toNanos(1);

    private static final Set<DeadlineWatchdog> OPEN = ConcurrentHashMap.newKeySet();
    private static volatile @Nullable Thread thread;
    /** No earlier than the moment at which the thread looks next. */
    private static volatile long nextLook;

    private final Closeable channel;
    private final AtomicLong until = new AtomicLong(IDLE);

    private DeadlineWatchdog(Closeable channel) {
        this.channel = channel;
    }

    /** A watch on a channel; {@link #leave()} must follow. */
    static DeadlineWatchdog on(Closeable channel) {
        DeadlineWatchdog watch = new DeadlineWatchdog(channel);
        OPEN.add(watch);
        return watch;
    }

    /** With the last channel the thread ends at once. */
    void leave() {
        OPEN.remove(this);
        Thread watching = thread;
        if (watching != null && OPEN.isEmpty()) {
            LockSupport.unpark(watching);
        }
    }

    /** Before a call that may block: the channel is closed unless {@link #end()} comes before that moment. */
    void begin(long nanoTime) {
        until.set(nanoTime == IDLE || nanoTime == OVER ? 2 : nanoTime);
        Thread watching = thread;
        if (watching == null) {
            start();
        } else if (nanoTime - nextLook < 0) {
            LockSupport.unpark(watching);
        }
    }

    /** After the call; false where the time was over, and the channel is closed or about to be. */
    boolean end() {
        return until.getAndSet(IDLE) != OVER;
    }

    private static synchronized void start() {
        if (thread == null) {
            nextLook = System.nanoTime();
            Thread started = new Thread(null, DeadlineWatchdog::run, "wsman-deadlines", 0, false);
            started.setDaemon(true);
            started.setContextClassLoader(null);
            begin(started);
        }
    }

    /** It is known before it runs: it may be over, and say so, at once. */
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
            nextLook = now + ROUND;
            long wait = look(now);
            boolean nobody = wait == Long.MAX_VALUE;
            if (nobody && (idle || OPEN.isEmpty()) && stopped()) {
                return;
            }
            idle = nobody;
            nextLook = now + Math.min(wait, ROUND);
            LockSupport.parkNanos(DeadlineWatchdog.class, nextLook - System.nanoTime());
            Thread.interrupted(); // parking would not wait again otherwise
        }
    }

    /** Whether the thread can end: someone who begins to wait at this moment either finds no thread, or is found here. */
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

    /** Closes what is over; answers the nanoseconds until the next is. */
    private static long look(long now) {
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
            // The one who waits on it is told that the time is over.
        }
    }
}
