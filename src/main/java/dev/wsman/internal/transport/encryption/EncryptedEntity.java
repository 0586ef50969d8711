package dev.wsman.internal.transport.encryption;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;

/** An encrypted body as HttpCore sends it: once, on the connection whose keys encrypted it. */
public final class EncryptedEntity extends AbstractHttpEntity {
    private final EncryptedBody body;

    public EncryptedEntity(EncryptedBody body) {
        super((ContentType) null, null);
        this.body = body;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        body.writeTo(out);
    }

    @Override
    public @Nullable InputStream getContent() {
        return null;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public long getContentLength() {
        return body.length();
    }

    @Override
    public void close() {}
}
