package dev.wsman.shell;

import dev.wsman.WsmanException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The output of a command between the thread that receives it and the one that reads it. */
final class OutputPipe extends InputStream {
    /** In bytes. With more than this unread, nothing further is received. */
    private static final int BOUND = 64 * 1024;

    private final ReentrantLock lock;
    private final Condition changed;
    private final ArrayDeque<byte[]> pieces = new ArrayDeque<>();
    private int position;
    private long available;
    private boolean ended;
    private @Nullable WsmanException failure;

    OutputPipe(ReentrantLock lock, Condition changed) {
        this.lock = lock;
        this.changed = changed;
    }

    /** Waits until less than the bound is unread. */
    void awaitSpace() {
        lock.lock();
        try {
            while (available > BOUND && !ended) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Adds output. The caller holds the lock. */
    void add(byte[] bytes) {
        if (bytes.length > 0) {
            pieces.add(bytes);
            available += bytes.length;
        }
    }

    /** Ends the stream. The caller holds the lock. */
    void end(@Nullable WsmanException cause) {
        ended = true;
        failure = cause;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            while (pieces.isEmpty() && !ended) {
                changed.await();
            }
            if (pieces.isEmpty()) {
                if (failure != null) {
                    throw new IOException(failure.getMessage(), failure);
                }
                return -1;
            }
            return take(bytes, offset, length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the thread was interrupted while it waited for output");
        } finally {
            lock.unlock();
        }
    }

    private int take(byte[] bytes, int offset, int length) {
        byte[] first = pieces.element();
        int count = Math.min(length, first.length - position);
        System.arraycopy(first, position, bytes, offset, count);
        position += count;
        available -= count;
        if (position == first.length) {
            pieces.remove();
            position = 0;
        }
        changed.signalAll();
        return count;
    }
}
