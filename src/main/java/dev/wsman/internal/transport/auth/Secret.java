package dev.wsman.internal.transport.auth;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/** A password, kept as a copy of the caller's characters until it is closed. Never shown. Thread-safe. */
public final class Secret implements AutoCloseable {
    private final char[] characters;
    private boolean closed;

    /** Copies the characters; the caller may wipe its array at once. */
    public Secret(char[] characters) {
        this.characters = characters.clone();
    }

    /** Returns a copy for one use; the caller wipes it. */
    public synchronized char[] copy() {
        requireOpen();
        return characters.clone();
    }

    /**
     * Encodes the characters in the charset, with {@code ?} for those it does not have; the caller wipes the result.
     */
    public synchronized byte[] encode(Charset charset) {
        requireOpen();
        return encode(charset, CharBuffer.wrap(characters));
    }

    /**
     * Encodes a text without leaving a copy of it in memory: {@link Charset#encode} drops buffers that have become too
     * small.
     *
     * @return the encoded text; the caller wipes it
     */
    public static byte[] encode(Charset charset, CharBuffer text) {
        CharsetEncoder encoder = charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        ByteBuffer encoded =
                ByteBuffer.allocate((int) Math.ceil(text.remaining() * (double) encoder.maxBytesPerChar()));
        encoder.encode(text, encoded, true);
        encoder.flush(encoded);
        byte[] bytes = Arrays.copyOf(encoded.array(), encoded.position());
        Arrays.fill(encoded.array(), (byte) 0);
        return bytes;
    }

    /** Whether ISO 8859-1 has every character. Encodes nothing. */
    public synchronized boolean isLatin1() {
        requireOpen();
        return CharBuffer.wrap(characters).chars().allMatch(each -> each <= 0xff);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the credentials are closed");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(characters, '\0');
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }
}
