package dev.wsman.internal.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A body whose beginning can be looked at before it is read, and which is fetched in pieces as large as they come: every piece
 * costs a system call. For one thread.
 */
final class LookaheadInputStream extends InputStream {
    /** In octets: how far ahead anybody looks. */
    private static final int LOOK = 1024;
    /** From here on a body is long, and is fetched in pieces of that size. */
    private static final int LONG = 16 * 1024;

    private static final int PIECE = 64 * 1024;

    private final InputStream in;
    private byte[] octets = new byte[LOOK];
    private int passed;
    private int position;
    private int limit;
    private boolean ended;

    LookaheadInputStream(InputStream in) {
        this.in = in;
    }

    /** Fetches until there are {@code most} octets to look at, a kilobyte at most, or the body ends. */
    void fetch(int most) throws IOException {
        while (limit - position < most && !ended) {
            if (position > 0) {
                System.arraycopy(octets, position, octets, 0, limit - position);
                limit -= position;
                position = 0;
            }
            more();
        }
    }

    private void more() throws IOException {
        int count = in.read(octets, limit, octets.length - limit);
        ended = count < 0;
        limit += Math.max(count, 0);
    }

    /** A copy of the beginning of what has been fetched. */
    byte[] beginning(int most) {
        return Arrays.copyOfRange(octets, position, Math.min(limit, position + most));
    }

    /** Passes over octets that were looked at. */
    void drop(int count) {
        position += count;
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
            if (passed < LONG) {
                return passed(in.read(bytes, offset, length));
            }
            refill();
        }
        int count = Math.min(length, limit - position);
        if (count == 0) {
            return -1;
        }
        System.arraycopy(octets, position, bytes, offset, count);
        position += count;
        return count;
    }

    private int passed(int count) {
        ended = count < 0;
        passed += Math.max(count, 0);
        return count;
    }

    private void refill() throws IOException {
        if (octets.length < PIECE) {
            octets = new byte[PIECE];
        }
        position = 0;
        limit = 0;
        more();
    }
}
