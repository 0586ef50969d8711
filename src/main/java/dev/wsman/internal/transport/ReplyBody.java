package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.transport.auth.SealedTooLongException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** A body that is read no further than was allowed, and whose troubles are told as {@code ExchangeException}. */
final class ReplyBody extends InputStream {
    /** What may be left unread (a line end after the envelope) without giving the connection up. */
    private static final int REST = 64;
    /** How long it is waited for: a new connection costs little more. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final HttpTransport transport;
    private final HttpConnection connection;
    private final InputStream in;
    private final Deadline deadline;
    private final int status;
    private final long most;
    private final long spare;
    private long count;
    private boolean ended;

    ReplyBody(
            HttpTransport transport,
            HttpConnection connection,
            InputStream in,
            Deadline deadline,
            int status,
            long most) {
        this(transport, connection, in, deadline, status, most, 0);
    }

    /**
     * A body in a frame.
     *
     * @param spare how many octets more than {@code most} may come, for the frame
     */
    ReplyBody(
            HttpTransport transport,
            HttpConnection connection,
            InputStream in,
            Deadline deadline,
            int status,
            long most,
            long spare) {
        this.transport = transport;
        this.connection = connection;
        this.in = in;
        this.deadline = deadline;
        this.status = status;
        this.most = most;
        this.spare = spare;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (ended) {
            return -1;
        }
        try {
            return counted(in.read(bytes, offset, length));
        } catch (SealedTooLongException e) {
            throw ExchangeException.envelopeTooLarge(most, status);
        } catch (IOException e) {
            throw transport.broken(e, connection, deadline, true, status);
        } catch (IllegalStateException e) {
            throw transport.unusable(e);
        }
    }

    private int counted(int read) {
        if (read < 0) {
            ended = true;
            return -1;
        }
        count += read;
        if (count - spare > most) {
            throw ExchangeException.envelopeTooLarge(most, status);
        }
        return read;
    }

    /** How many octets have been read. */
    long count() {
        return count;
    }

    /** Whether the end has been reached, or is near enough to be read away. */
    boolean drained() {
        if (ended) {
            return true;
        }
        connection.deadline(deadline.atMost(PATIENCE));
        try {
            byte[] rest = new byte[REST];
            int left = REST;
            while (!ended && left > 0) {
                left -= Math.max(read(rest, 0, left), 0);
            }
            return ended;
        } catch (ExchangeException e) {
            return false;
        }
    }

    /** The reply decides when its connection is free, not whoever has read enough. */
    @Override
    public void close() {}
}
