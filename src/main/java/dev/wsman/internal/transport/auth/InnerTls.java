package dev.wsman.internal.transport.auth;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** A TLS session whose records travel in tokens instead of on a socket of its own. Not thread-safe. */
final class InnerTls {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private byte[] pending = {};
    private boolean begun;

    InnerTls(SSLEngine engine) {
        this.engine = engine;
    }

    /** Takes the peer's handshake records and answers ours; empty when there are none to send. */
    byte[] handshake(byte[] records) throws SSLException {
        if (!begun) {
            begun = true;
            engine.beginHandshake();
        }
        ByteBuffer in = joined(records);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (proceed(in, out)) {
            runTasks();
        }
        pending = rest(in);
        return out.toByteArray();
    }

    private boolean proceed(ByteBuffer in, ByteArrayOutputStream out) throws SSLException {
        HandshakeStatus status = engine.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_WRAP) {
            wrapInto(NOTHING, out);
            return true;
        }
        if (status == HandshakeStatus.NEED_UNWRAP || status == HandshakeStatus.NEED_UNWRAP_AGAIN) {
            SSLEngineResult result =
                    engine.unwrap(in, ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()));
            return result.getStatus() == Status.OK;
        }
        return status == HandshakeStatus.NEED_TASK;
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    boolean handshakeDone() {
        return begun && engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    SSLEngine engine() {
        return engine;
    }

    /** The records that bear the text. */
    byte[] wrap(byte[] plain, int offset, int length) throws SSLException {
        ByteBuffer text = ByteBuffer.wrap(plain, offset, length);
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 100);
        do {
            wrapInto(text, out);
        } while (text.hasRemaining());
        return out.toByteArray();
    }

    /** The records cut for {@code multipart/encrypted}; the JDK makes no record of nothing, so that nothing stays nothing. */
    SealedPart seal(byte[] plain, int offset, int length) throws SSLException {
        byte[] records = length == 0 ? new byte[0] : wrap(plain, offset, length);
        int trailer = length == 0 ? 0 : trailerLength(length);
        return new SealedPart(Arrays.copyOf(records, trailer), Arrays.copyOfRange(records, trailer, records.length));
    }

    private void wrapInto(ByteBuffer text, ByteArrayOutputStream out) throws SSLException {
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        SSLEngineResult result = engine.wrap(text, record);
        if (result.getStatus() != Status.OK) {
            throw new SSLException("the inner TLS session is " + result.getStatus());
        }
        out.write(record.array(), 0, record.position());
    }

    /** The text that whole records bear; a line break behind them is passed over. */
    byte[] unwrap(byte[] records) throws SSLException {
        ByteBuffer in = joined(records);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.remaining());
        while (in.hasRemaining() && !isLineBreak(in)) {
            ByteBuffer text = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
            SSLEngineResult result = engine.unwrap(in, text);
            if (result.getStatus() != Status.OK) {
                throw new SSLException("the inner TLS record is cut short, or the session is " + result.getStatus());
            }
            out.write(text.array(), 0, text.position());
        }
        return out.toByteArray();
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
     * The octets of a record behind its cipher text of a given length: authentication tag, or MAC and padding. WinRM wants them in
     * the length field of a sealed message (MS-WSMV 2.2.9.1.3).
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
