package dev.wsman.shell;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads one output stream of a command. If the thread is interrupted while it waits, nothing is lost: what has arrived
 * and arrives can be read afterwards.
 */
final class PipeReader extends InputStream {
    private final OutputPipe pipe;
    private final RunningCommand command;
    private final ReentrantLock lock;
    /** Keeps the shell reachable while only this stream is used. */
    private final Object owner;

    private boolean closed;

    /**
     * Creates the stream.
     *
     * @param owner stays reachable as long as this stream
     */
    PipeReader(OutputPipe pipe, RunningCommand command, Object owner) {
        this.pipe = pipe;
        this.command = command;
        this.lock = command.state().lock();
        this.owner = owner;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            await();
            boolean wasFull = pipe.isFull();
            int taken = pipe.take(bytes, offset, length);
            if (taken == 0) {
                requireComplete();
                return -1;
            }
            if (wasFull && !pipe.isFull()) {
                command.state().changed().signalAll();
            }
            return taken;
        } finally {
            lock.unlock();
            Reference.reachabilityFence(owner);
        }
    }

    private void await() throws IOException {
        requireOpen();
        try {
            while (pipe.available() == 0 && !pipe.isEnded()) {
                command.state().changed().await();
                requireOpen();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StreamFailures.of(command.client().interrupted(command.shellId(), e));
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
    }

    private void requireComplete() throws IOException {
        RuntimeException failure = pipe.failure();
        if (failure != null) {
            throw StreamFailures.of(failure);
        }
    }

    /** Returns how many bytes have arrived and were not read. */
    @Override
    public int available() throws IOException {
        lock.lock();
        try {
            requireOpen();
            return pipe.available();
        } finally {
            lock.unlock();
        }
    }

    /** Drops what is unread and what follows, so that the command does not wait for this stream to be read. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            pipe.discard();
            command.state().changed().signalAll();
        } finally {
            lock.unlock();
        }
    }
}
