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

/**
 * A reply that keeps the bytes that are read of its body, so that it can be read from its beginning again. The
 * session's limit of a reply limits the bytes.
 */
final class KeptReply implements HttpReply {
    private final HttpReply reply;
    private final InputStream body;

    KeptReply(HttpReply reply) {
        this(reply, new CopyingStream(reply.body()));
    }

    private KeptReply(HttpReply reply, InputStream body) {
        this.reply = reply;
        this.body = body;
    }

    /** Returns the reply with its whole body: the bytes that were read, and then the rest. */
    HttpReply again() {
        if (!(body instanceof CopyingStream copying)) {
            throw new IllegalStateException("the bytes are not kept");
        }
        return new KeptReply(reply, copying.again());
    }

    @Override
    public InputStream body() {
        return body;
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

    private static final class CopyingStream extends FilterInputStream {
        private final ByteArrayOutputStream copy = new ByteArrayOutputStream(16 * 1024);

        CopyingStream(InputStream in) {
            super(in);
        }

        InputStream again() {
            return new SequenceInputStream(new ByteArrayInputStream(copy.toByteArray()), in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            if (value >= 0) {
                copy.write(value);
            }
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (count > 0) {
                copy.write(bytes, offset, count);
            }
            return count;
        }
    }
}
