package dev.wsman.internal.transport.auth;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;

/** A password kept as a copy of the caller's characters until it is closed; never shown. Thread-safe. */
public final class Secret implements AutoCloseable {
    private final char[] characters;
    private boolean closed;

    /** Copies the characters; the caller may wipe its own at once. */
    public Secret(char[] characters) {
        this.characters = characters.clone();
    }

    /** A copy for one use; the taker wipes it. */
    public synchronized char[] copy() {
        requireOpen();
        return characters.clone();
    }

    /** The characters in the given charset; the taker wipes them. */
    public synchronized byte[] encode(Charset charset) {
        requireOpen();
        ByteBuffer encoded = charset.encode(CharBuffer.wrap(characters));
        byte[] octets = new byte[encoded.remaining()];
        encoded.get(octets);
        Arrays.fill(encoded.array(), (byte) 0);
        return octets;
    }

    /** Whether every character exists in the given charset. */
    synchronized boolean fits(Charset charset) {
        requireOpen();
        return charset.newEncoder().canEncode(CharBuffer.wrap(characters));
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
