package dev.wsman.internal.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The body of a reply, whose beginning can be examined before it is read. A long body is fetched in large pieces,
 * because each read of the connection costs a system call. Not thread-safe.
 */
final class LookaheadInputStream extends InputStream {
    /** The longest beginning that can be examined, in bytes. */
    private static final int LOOKAHEAD = 512;
    /** The buffer is as long as this at first: a usual reply needs no more. */
    private static final int SHORT_LOOKAHEAD = 64;
    /** A body is long after this many bytes; then it is fetched in pieces of up to {@link PieceBuffers#SIZE}. */
    private static final int LONG_BODY = 16 * 1024;

    private final InputStream in;
    /** The beginning of the body, which stays here while the rest is read. */
    private byte[] first = new byte[SHORT_LOOKAHEAD];

    private int start;
    private int fetched;
    private byte[] buffer = first;
    private int passed;
    private int position;
    private int limit;
    private boolean ended;

    LookaheadInputStream(InputStream in) {
        this.in = in;
    }

    /**
     * Fetches until {@code most} bytes can be examined, at most 512, or the body ends. Nothing of the body has been read
     * yet.
     */
    void fetch(int most) throws IOException {
        if (most > first.length) {
            first = Arrays.copyOf(first, LOOKAHEAD);
            buffer = first;
        }
        while (limit - position < most && !ended) {
            if (position > 0) {
                System.arraycopy(first, position, first, 0, limit - position);
                limit -= position;
                position = 0;
                start = 0;
            }
            more();
            fetched = limit;
        }
    }

    private void more() throws IOException {
        int count = in.read(buffer, limit, buffer.length - limit);
        ended = count < 0;
        limit += Math.max(count, 0);
    }

    /** Returns a copy of the first fetched bytes, also after they have been read. */
    byte[] beginning(int most) {
        return Arrays.copyOfRange(first, start, Math.min(fetched, start + most));
    }

    /** Skips bytes that have been examined. Nothing of the body has been read yet. */
    void drop(int count) {
        position += count;
        start = position;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == limit && !ended) {
            if (passed < LONG_BODY) {
                return passed(in.read(bytes, offset, length));
            }
            refill();
        }
        int count = Math.min(length, limit - position);
        if (count == 0) {
            return -1;
        }
        System.arraycopy(buffer, position, bytes, offset, count);
        position += count;
        return count;
    }

    private int passed(int count) {
        ended = count < 0;
        passed += Math.max(count, 0);
        return count;
    }

    private void refill() throws IOException {
        if (buffer == first) {
            buffer = PieceBuffers.take();
        }
        position = 0;
        limit = 0;
        more();
        if (ended) {
            PieceBuffers.giveBack(buffer);
            buffer = first;
        }
    }
}
