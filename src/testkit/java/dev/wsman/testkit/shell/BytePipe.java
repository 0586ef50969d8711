package dev.wsman.testkit.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Bytes between two threads. A writer waits while the pipe holds {@value #CAPACITY} bytes or more; the write that
 * exceeds the capacity is still accepted as a whole. Thread-safe.
 */
final class BytePipe {
    static final int CAPACITY = 1 << 20;

    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private final InputStream in = new Reader();
    private final OutputStream out = new Writer();
    private int offset;
    private int size;
    private boolean ended;
    private boolean closed;
    private Runnable onFirstInput = () -> {};

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    /** Sets what happens when the first bytes arrive, or the end; at once if they are there. */
    void onFirstInput(Runnable action) {
        synchronized (this) {
            if (!ended && size == 0) {
                onFirstInput = action;
                return;
            }
        }
        action.run();
    }

    /**
     * Adds bytes, and the end of the input if {@code last}. Returns false if there was no room within the time, in
     * which case nothing was added.
     *
     * @throws IOException if the pipe has already ended, or if the reader has closed it
     */
    boolean offer(byte[] bytes, boolean last, Duration patience) throws IOException, InterruptedException {
        Runnable action;
        synchronized (this) {
            long deadline = System.nanoTime() + patience.toNanos();
            while (size >= CAPACITY && !closed) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            if (closed || ended) {
                throw new IOException("the pipe has been ended");
            }
            if (bytes.length > 0) {
                chunks.add(bytes);
                size += bytes.length;
            }
            ended = last;
            notifyAll();
            if (size == 0 && !ended) {
                return true;
            }
            action = onFirstInput;
            onFirstInput = () -> {};
        }
        action.run();
        return true;
    }

    /** Drops the content. Readers see the end, and writers fail. */
    synchronized void close() {
        closed = true;
        chunks.clear();
        size = 0;
        notifyAll();
    }

    private synchronized int take(byte[] buffer, int from, int length) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        while (size == 0 && !ended && !closed) {
            wait();
        }
        byte[] chunk = chunks.peek();
        if (chunk == null) {
            return -1;
        }
        int count = Math.min(length, chunk.length - offset);
        System.arraycopy(chunk, offset, buffer, from, count);
        offset += count;
        if (offset == chunk.length) {
            chunks.remove();
            offset = 0;
        }
        size -= count;
        notifyAll();
        return count;
    }

    private synchronized int size() {
        return size;
    }

    /** The end from which bytes are read. */
    final class Reader extends InputStream {
        BytePipe pipe() {
            return BytePipe.this;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            try {
                return take(buffer, from, length);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while reading");
            }
        }

        @Override
        public int available() {
            return size();
        }

        @Override
        public void close() {
            BytePipe.this.close();
        }
    }

    private final class Writer extends OutputStream {
        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int from, int length) throws IOException {
            put(Arrays.copyOfRange(buffer, from, from + length), false);
        }

        private void put(byte[] bytes, boolean last) throws IOException {
            try {
                while (!offer(bytes, last, Duration.ofMinutes(1))) {
                    continue;
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while writing");
            }
        }

        @Override
        public void close() throws IOException {
            synchronized (BytePipe.this) {
                if (ended || closed) {
                    return;
                }
            }
            put(new byte[0], true);
        }
    }
}
