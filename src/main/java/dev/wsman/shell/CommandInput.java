package dev.wsman.shell;

import dev.wsman.WsmanException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The standard input of a command. Small writes are joined: a Send goes out when {@link #CHUNK} bytes have been
 * written, on {@code flush}, and on {@code close}, which ends the input.
 */
final class CommandInput extends OutputStream {
    /**
     * The most bytes of one Send. With base64 and the envelope it stays below 150 KiB, the smallest MaxEnvelopeSizekb
     * that Windows has by default.
     */
    static final int CHUNK = 96 * 1024;

    private static final int FIRST_SIZE = 8 * 1024;

    private final RunningCommand command;
    /** Keeps the shell reachable while only this stream is used. */
    private final Object owner;

    private final ReentrantLock sending;
    private final ReentrantLock lock = new ReentrantLock();
    private byte[] buffer = new byte[0];
    private int count;
    private boolean closed;
    private @Nullable IOException broken;

    /**
     * Creates the input of a command.
     *
     * @param sending is held while input is sent to the shell
     * @param owner stays reachable as long as this stream
     */
    CommandInput(RunningCommand command, ReentrantLock sending, Object owner) {
        this.command = command;
        this.sending = sending;
        this.owner = owner;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        lock.lock();
        try {
            requireOpen();
            int from = offset;
            int end = offset + length;
            while (from < end) {
                int part = Math.min(end - from, CHUNK - count);
                ensure(count + part);
                System.arraycopy(bytes, from, buffer, count, part);
                from += part;
                count += part;
                if (count == CHUNK) {
                    send(false);
                }
            }
        } finally {
            lock.unlock();
            Reference.reachabilityFence(owner);
        }
    }

    private void ensure(int size) {
        if (size > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(CHUNK, Math.max(size, Math.max(FIRST_SIZE, 2 * buffer.length))));
        }
    }

    @Override
    public void flush() throws IOException {
        lock.lock();
        try {
            if (count > 0) {
                requireOpen();
                send(false);
            }
        } finally {
            lock.unlock();
            Reference.reachabilityFence(owner);
        }
    }

    /** Sends what has been written and ends the input. Sends nothing if the command has ended. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            boolean unsent = count > 0;
            if (broken == null && (unsent || !command.state().isOver())) {
                requireReader();
                send(true);
            }
        } finally {
            count = 0;
            buffer = new byte[0];
            lock.unlock();
            Reference.reachabilityFence(owner);
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the standard input of the command is closed");
        }
        if (broken != null) {
            throw new IOException(broken.getMessage(), broken);
        }
        requireReader();
    }

    private void requireReader() throws IOException {
        if (command.state().isOver()) {
            throw ended(null);
        }
    }

    private static IOException ended(@Nullable Throwable cause) {
        return new IOException("the command has ended and reads no more input", cause);
    }

    private void send(boolean end) throws IOException {
        byte[] bytes = Arrays.copyOf(buffer, count);
        count = 0;
        try {
            sendNow(bytes, end);
        } catch (WsmanException e) {
            broken = failure(e);
            throw broken;
        }
    }

    /** Sends bytes in one Send, without the buffer. */
    void sendNow(byte[] bytes, boolean end) {
        acquire();
        try {
            command.send(bytes, end);
        } finally {
            sending.unlock();
            Reference.reachabilityFence(owner);
        }
    }

    private void acquire() {
        try {
            long limit = command.client().timeout().toNanos();
            if (!sending.tryLock(limit, TimeUnit.NANOSECONDS)) {
                throw command.client().timedOut(command.shellId(), "another command has not read its input");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw command.client().interrupted(command.shellId(), e);
        }
    }

    private IOException failure(WsmanException e) {
        if (Rejections.isCommandGone(e)) {
            return ended(e);
        }
        return StreamFailures.of(e);
    }
}
