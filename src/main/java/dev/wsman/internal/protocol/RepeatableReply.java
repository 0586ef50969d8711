package dev.wsman.internal.protocol;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.transport.HttpReply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.jspecify.annotations.Nullable;

/** A reply whose body can be read from its start once more: it keeps what has been read. Not thread-safe. */
final class RepeatableReply implements HttpReply {
    private final HttpReply reply;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(16 * 1024);
    private InputStream body;

    RepeatableReply(HttpReply reply) {
        this.reply = reply;
        this.body = new KeepingInputStream(reply.body());
    }

    /** Lets {@link #body} begin at the start again. */
    void restart() {
        body = new SequenceInputStream(new ByteArrayInputStream(kept.toByteArray()), reply.body());
    }

    @Override
    public InputStream body() {
        return body;
    }

    private final class KeepingInputStream extends FilterInputStream {
        KeepingInputStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            if (value >= 0) {
                kept.write(value);
            }
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            if (count > 0) {
                kept.write(bytes, offset, count);
            }
            return count;
        }
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
    public void hurry(boolean hurry) {
        reply.hurry(hurry);
    }

    @Override
    public @Nullable ExchangeException refusal(String arrived) {
        return reply.refusal(arrived);
    }

    @Override
    public void abort() {
        reply.abort();
    }

    @Override
    public void close() {
        reply.close();
    }
}
