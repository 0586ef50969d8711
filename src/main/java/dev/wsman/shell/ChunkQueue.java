package dev.wsman.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into chunks of one size, which another thread takes. One chunk is kept ready, so that the next one is
 * read while the previous one is on the way.
 */
final class ChunkQueue extends OutputStream {

    /**
     * A part of the stream.
     *
     * @param length the number of bytes in the array that count
     * @param last whether the stream ends here
     * @param file the file whose content was written last
     * @param contentBytes the bytes of content up to here
     */
    record Chunk(byte[] bytes, int length, boolean last, String file, long contentBytes) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int size;
    private byte[] buffer;
    private int filled;
    private String file = "";
    private long contentBytes;
    private @Nullable Chunk ready;
    private @Nullable Throwable failure;
    private boolean cancelled;

    ChunkQueue(int size) {
        this.size = size;
        this.buffer = new byte[size];
    }

    /** Marks the last {@code count} bytes as content of a file. */
    void content(String name, int count) {
        file = name;
        contentBytes += count;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == size) {
                put(false);
                buffer = new byte[size];
                filled = 0;
            }
            int count = Math.min(left, size - filled);
            System.arraycopy(bytes, from, buffer, filled, count);
            filled += count;
            from += count;
            left -= count;
        }
    }

    /** Ends the stream. */
    @Override
    public void close() throws IOException {
        put(true);
    }

    private void put(boolean last) throws IOException {
        lock.lock();
        try {
            while (ready != null && !cancelled) {
                changed.awaitUninterruptibly();
            }
            if (cancelled) {
                throw new IOException("the transfer has ended");
            }
            ready = new Chunk(buffer, filled, last, file, contentBytes);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Makes {@link #take} throw. */
    void fail(Throwable cause) {
        lock.lock();
        try {
            failure = cause;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Makes all further writes fail. */
    void cancel() {
        lock.lock();
        try {
            cancelled = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the next chunk. An interrupted thread waits too, for a local file only: the Send after it reports the
     * interruption.
     */
    Chunk take() {
        lock.lock();
        try {
            while (ready == null && failure == null) {
                changed.awaitUninterruptibly();
            }
            if (failure != null) {
                throw rethrown(failure);
            }
            Chunk chunk = ready;
            ready = null;
            changed.signalAll();
            return chunk;
        } finally {
            lock.unlock();
        }
    }

    private static RuntimeException rethrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
    }
}
