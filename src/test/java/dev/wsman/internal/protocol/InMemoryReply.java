package dev.wsman.internal.protocol;

import dev.wsman.internal.transport.HttpReply;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** An HTTP reply without headers, whose body is in memory. */
record InMemoryReply(int status, @Nullable String contentType, byte[] bytes) implements HttpReply {
    @Override
    public @Nullable String reasonPhrase() {
        return null;
    }

    @Override
    public @Nullable String header(String name) {
        return null;
    }

    @Override
    public InputStream body() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public void abort() {}

    @Override
    public void close() {}
}
