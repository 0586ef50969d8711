package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.transport.encryption.EncryptedTooLongException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** The body of a reply: bounds its length and reports every failure of reading as {@link ExchangeException}. */
final class ReplyBody extends InputStream {
    /** How many bytes after the envelope, such as a line end, may be left unread without closing the connection. */
    private static final int MAXIMUM_REST = 64;
    /** How long to wait for them: a new connection costs little more. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final Source source;
    private final InputStream in;
    private final long maximum;
    private final long framing;
    private long count;
    private boolean ended;

    /**
     * Where a body comes from.
     *
     * @param failures translates failures of reading
     * @param connection the connection
     * @param deadline the deadline of the exchange
     * @param status the HTTP status, for failures
     */
    record Source(ExchangeFailures failures, HttpConnection connection, Deadline deadline, int status) {
        ExchangeException broken(IOException e) {
            return failures.of(e, connection, deadline, true, status);
        }
    }

    /**
     * Creates a body.
     *
     * @param in what to read; closing it is left to the reply
     * @param maximum the most bytes that are read
     * @param framing how many bytes more than {@code maximum} are accepted, for the frame of encrypted messages
     */
    ReplyBody(Source source, InputStream in, long maximum, long framing) {
        this.source = source;
        this.in = in;
        this.maximum = maximum;
        this.framing = framing;
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
        } catch (EncryptedTooLongException e) {
            throw tooLong();
        } catch (IOException e) {
            throw source.broken(e);
        } catch (IllegalStateException e) {
            throw source.failures().ofCredentials(e);
        }
    }

    private int counted(int read) {
        if (read < 0) {
            ended = true;
            return -1;
        }
        count += read;
        if (count - framing > maximum) {
            throw tooLong();
        }
        return read;
    }

    private ExchangeException tooLong() {
        return ExchangeException.envelopeTooLarge(maximum, source.status());
    }

    /** The number of bytes that have been read. */
    long count() {
        return count;
    }

    /** Reads on for a few bytes and a short time if necessary. Returns whether the end of the body has been reached. */
    boolean drained() {
        if (ended) {
            return true;
        }
        source.connection().deadline(source.deadline().atMost(PATIENCE));
        try {
            byte[] rest = new byte[MAXIMUM_REST];
            int left = MAXIMUM_REST;
            while (!ended && left > 0) {
                left -= Math.max(read(rest, 0, left), 0);
            }
            return ended;
        } catch (ExchangeException e) {
            return false;
        }
    }

    /** Does nothing: the reply gives the connection back. */
    @Override
    public void close() {}
}
