package dev.wsman.internal.transport.encryption;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The plain text of an encrypted response, message by message. Each message is verified before its first byte is
 * returned. Reading to the end also reads the underlying body to its end. Not thread-safe.
 */
public final class DecryptedStream extends InputStream {
    private final MessageEncryption context;
    private final EncryptedPartReader parts;
    private final String contentType;
    private long room;
    private InputStream plain = new ByteArrayInputStream(new byte[0]);
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
        byte[] text = context.unwrap(part.token(), part.signatureLength());
        if (text.length != part.plainLength()) {
            throw new EncryptionBrokenException(
                    "the encrypted body holds " + text.length + " bytes, and its Length is " + part.plainLength());
        }
        room -= text.length;
        plain = new ByteArrayInputStream(text);
        return part.contentType();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = plain.read(target, offset, length);
        while (count < 0 && !ended) {
            advance();
            count = plain.read(target, offset, length);
        }
        return count;
    }

    @Override
    public int available() throws IOException {
        return plain.available();
    }

    @Override
    public void close() throws IOException {
        parts.close();
    }
}
