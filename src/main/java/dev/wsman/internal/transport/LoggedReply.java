package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A reply that keeps the beginning of its body as it is read, for the log. */
final class LoggedReply implements HttpReply {
    /** The most bytes of a body that are logged. */
    private static final int MAXIMUM = 1 << 20;

    private final HttpReply reply;
    private final WireLog log;
    private final Copy body;
    private boolean closed;

    LoggedReply(HttpReply reply, WireLog log) {
        this.reply = reply;
        this.log = log;
        this.body = new Copy(reply.body());
    }

    @Override
    public int status() {
        return reply.status();
    }

    @Override
    public @Nullable String reasonPhrase() {
        return reply.reasonPhrase();
    }

    @Override
    public @Nullable String contentType() {
        return reply.contentType();
    }

    @Override
    public @Nullable String header(String name) {
        return reply.header(name);
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public void hurry(boolean hurry) {
        reply.hurry(hurry);
    }

    @Override
    public @Nullable ExchangeException refusal(String arrived) {
        return reply.refusal(arrived);
    }

    @Override
    public void abort() {
        logBody();
        reply.abort();
    }

    @Override
    public void close() {
        logBody();
        reply.close();
    }

    private void logBody() {
        if (!closed) {
            closed = true;
            log.read(body.seen.toByteArray(), body.cut);
        }
    }

    private static final class Copy extends FilterInputStream {
        private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
        private boolean cut;

        Copy(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            int room = MAXIMUM - seen.size();
            if (read > 0) {
                seen.write(bytes, offset, Math.min(read, room));
                cut |= read > room;
            }
            return read;
        }
    }
}
