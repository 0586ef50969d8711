package dev.wsman.internal.transport.auth.credssp;

import dev.wsman.internal.transport.encryption.EncryptedPart;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * A TLS session whose records travel in tokens instead of on a socket. Every step of the engine must make progress,
 * and the steps are counted: a peer can end the session with an error, but cannot keep a thread in it. There is one
 * handshake; the first message of another one (HelloRequest) is an error. Not thread-safe.
 */
final class InnerTls {
    /** A handshake takes about fifteen; a peer may cut its messages into smaller records. */
    private static final int MAXIMUM_STEPS = 1_000;
    /** The bytes that a peer may send until the handshake is complete: its longest message is the certificate chain. */
    private static final int MAXIMUM_HANDSHAKE = 256 * 1024;
    /** Records without text in one token: warning alerts, and the empty records that old stacks put before others. */
    private static final int MAXIMUM_EMPTY_RECORDS = 32;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private byte[] pending = {};
    private int received;
    private boolean begun;

    InnerTls(SSLEngine engine) {
        this.engine = engine;
    }

    /**
     * Takes the peer's handshake records and returns those to send; empty if there are none.
     *
     * @throws SSLException if the records are malformed, close the session, or make no progress
     */
    byte[] handshake(byte[] records) throws SSLException {
        if (!begun) {
            begun = true;
            engine.beginHandshake();
        }
        received += records.length;
        if (received > MAXIMUM_HANDSHAKE) {
            throw new SSLException("the handshake is longer than " + MAXIMUM_HANDSHAKE + " bytes");
        }
        ByteBuffer in = joined(records);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int steps = 0; proceed(in, out); steps++) {
            if (steps == MAXIMUM_STEPS) {
                throw new SSLException("the handshake takes more than " + MAXIMUM_STEPS + " steps");
            }
        }
        pending = rest(in);
        if (handshakeDone() && pending.length > 0) {
            throw new SSLException("the peer sent " + pending.length + " bytes more than its handshake");
        }
        return out.toByteArray();
    }

    /** Takes the next step of the handshake; returns false if it is complete or waits for the peer. */
    private boolean proceed(ByteBuffer in, ByteArrayOutputStream out) throws SSLException {
        return switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> runTasks();
            case NEED_WRAP -> wrapInto(NOTHING, out);
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrapHandshake(in);
            default -> false;
        };
    }

    private boolean runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
        return true;
    }

    private boolean unwrapHandshake(ByteBuffer in) throws SSLException {
        HandshakeStatus before = engine.getHandshakeStatus();
        SSLEngineResult result = engine.unwrap(in, textBuffer());
        if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
            return false;
        }
        requireProgress(result, before);
        return true;
    }

    private void requireProgress(SSLEngineResult result, HandshakeStatus before) throws SSLException {
        if (result.getStatus() != Status.OK) {
            throw new SSLException("the session is " + result.getStatus());
        }
        if (result.bytesConsumed() == 0 && result.bytesProduced() == 0 && engine.getHandshakeStatus() == before) {
            throw new SSLException("the session makes no progress (" + before + ")");
        }
    }

    boolean handshakeDone() {
        return begun && engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    SSLEngine engine() {
        return engine;
    }

    /** Encrypts a text into records. */
    byte[] wrap(byte[] plain, int offset, int length) throws SSLException {
        ByteBuffer text = ByteBuffer.wrap(plain, offset, length);
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 100);
        do {
            requireNoHandshake();
            wrapInto(text, out);
        } while (text.hasRemaining());
        return out.toByteArray();
    }

    /**
     * Encrypts a text into records, split for {@code multipart/encrypted}. The JDK makes no record of an empty text,
     * which stays empty.
     */
    EncryptedPart encrypt(byte[] plain, int offset, int length) throws SSLException {
        byte[] records = length == 0 ? new byte[0] : wrap(plain, offset, length);
        int trailer = length == 0 ? 0 : trailerLength(length);
        return new EncryptedPart(Arrays.copyOf(records, trailer), Arrays.copyOfRange(records, trailer, records.length));
    }

    private boolean wrapInto(ByteBuffer text, ByteArrayOutputStream out) throws SSLException {
        HandshakeStatus before = engine.getHandshakeStatus();
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        requireProgress(engine.wrap(text, record), before);
        out.write(record.array(), 0, record.position());
        return true;
    }

    /** Decrypts whole records; skips a line break after them. */
    byte[] unwrap(byte[] records) throws SSLException {
        ByteBuffer in = joined(records);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.remaining());
        int empty = 0;
        while (in.hasRemaining() && !isLineBreak(in)) {
            boolean more = unwrapInto(in, out);
            if (!more && ++empty > MAXIMUM_EMPTY_RECORDS) {
                throw new SSLException("more than " + MAXIMUM_EMPTY_RECORDS + " records without text");
            }
        }
        return out.toByteArray();
    }

    /** Decrypts one record; returns false if it contained no text. */
    private boolean unwrapInto(ByteBuffer in, ByteArrayOutputStream out) throws SSLException {
        ByteBuffer text = textBuffer();
        SSLEngineResult result = engine.unwrap(in, text);
        if (result.getStatus() != Status.OK) {
            throw new SSLException("the record is cut short, or the session is " + result.getStatus());
        }
        requireNoHandshake();
        requireProgress(result, HandshakeStatus.NOT_HANDSHAKING);
        out.write(text.array(), 0, text.position());
        return text.position() > 0;
    }

    /** Rejects a further handshake: MS-CSSP 3.1.5 binds the password to the key of one. */
    private void requireNoHandshake() throws SSLException {
        if (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            throw new SSLException("the peer asked for another handshake, which is refused");
        }
    }

    private ByteBuffer textBuffer() {
        return ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    }

    private static boolean isLineBreak(ByteBuffer in) {
        return in.remaining() == 2 && in.get(in.position()) == '\r' && in.get(in.position() + 1) == '\n';
    }

    private ByteBuffer joined(byte[] records) {
        byte[] all = Arrays.copyOf(pending, pending.length + records.length);
        System.arraycopy(records, 0, all, pending.length, records.length);
        pending = new byte[0];
        return ByteBuffer.wrap(all);
    }

    private static byte[] rest(ByteBuffer in) {
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return rest;
    }

    /**
     * Returns the number of bytes that follow the cipher text in a record: authentication tag, or MAC and padding.
     * WinRM expects it in the length field of an encrypted message (MS-WSMV 2.2.9.1.3).
     */
    int trailerLength(int plainLength) {
        String suite = engine.getSession().getCipherSuite();
        if (!suite.contains("_CBC_")) {
            return suite.endsWith("_CCM_8") ? 8 : 16;
        }
        int block = suite.contains("3DES") ? 8 : 16;
        int mac = suite.endsWith("_SHA384") ? 48 : suite.endsWith("_SHA256") ? 32 : suite.endsWith("_SHA") ? 20 : 16;
        return mac + block - (plainLength + mac) % block;
    }

    void close() {
        engine.closeOutbound();
    }
}
