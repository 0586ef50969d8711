package dev.wsman.shell;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One output stream of a command between the thread that receives it and those that read it. Every method is called
 * with the lock of the command.
 */
final class OutputPipe {
    /** In bytes. While more than this is unread, nothing further is received; a reply may exceed it. */
    static final int BOUND = 64 * 1024;

    private final ArrayDeque<byte[]> pieces = new ArrayDeque<>();
    /** The number of bytes of the first piece that have been read. */
    private int position;

    private int available;
    private boolean ended;
    private boolean discarding;
    private @Nullable RuntimeException failure;

    boolean isFull() {
        return available > BOUND;
    }

    int available() {
        return available;
    }

    boolean isEnded() {
        return ended;
    }

    /** Returns why the output is not complete; null if it is, or has not ended. */
    @Nullable
    RuntimeException failure() {
        return failure;
    }

    void add(byte[] bytes) {
        if (bytes.length > 0 && !discarding && !ended) {
            pieces.add(bytes);
            available += bytes.length;
        }
    }

    void end(@Nullable RuntimeException cause) {
        if (!ended) {
            ended = true;
            failure = cause;
        }
    }

    /** Drops what is unread, and everything that follows. */
    void discard() {
        discarding = true;
        pieces.clear();
        position = 0;
        available = 0;
    }

    /** Moves bytes that are available to an array, and returns their number. */
    int take(byte[] bytes, int offset, int length) {
        int taken = 0;
        while (taken < length && available > 0) {
            byte[] first = pieces.element();
            int count = Math.min(length - taken, first.length - position);
            System.arraycopy(first, position, bytes, offset + taken, count);
            position += count;
            available -= count;
            taken += count;
            if (position == first.length) {
                pieces.remove();
                position = 0;
            }
        }
        return taken;
    }
}
