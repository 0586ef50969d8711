package dev.wsman.internal.transport.encryption;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The plain text of an encrypted response, message by message. Each message is verified before its first byte is
 * returned. Reading to the end also reads the underlying body to its end. Not thread-safe.
 */
public final class DecryptedStream extends InputStream {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final MessageEncryption context;
    private final EncryptedPartReader parts;
    private final String contentType;
    private long room;
    private ByteBuffer plain = NOTHING;
    private boolean ended;

    DecryptedStream(MessageEncryption context, EncryptedPartReader parts, long maximum) throws IOException {
        this.context = context;
        this.parts = parts;
        this.room = maximum;
        this.contentType = advance();
        if (ended) {
            throw new EncryptionBrokenException("the encrypted body holds no message");
        }
    }

    /** The Content-Type of the plain text, from OriginalContent. */
    public String contentType() {
        return contentType;
    }

    private String advance() throws IOException {
        EncryptedPartReader.Part part = parts.next(room);
        if (part == null) {
            ended = true;
            return "";
        }
        ByteBuffer text = context.unwrap(part.token(), part.signatureLength());
        if (text.remaining() != part.plainLength()) {
            throw new EncryptionBrokenException(
                    "the encrypted body holds " + text.remaining() + " bytes, and its Length is " + part.plainLength());
        }
        if (text.array() != part.token().array()) {
            parts.releaseToken();
        }
        room -= text.remaining();
        plain = text;
        return part.contentType();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (!plain.hasRemaining() && !ended && length > 0) {
            advance();
        }
        int count = Math.min(length, plain.remaining());
        plain.get(target, offset, count);
        return count == 0 && length > 0 ? -1 : count;
    }

    @Override
    public int available() throws IOException {
        return plain.remaining();
    }

    /** Ends the stream: the bytes that have not been read are lost. The body below stays open. */
    @Override
    public void close() {
        ended = true;
        plain = NOTHING;
        parts.releaseToken();
    }
}
