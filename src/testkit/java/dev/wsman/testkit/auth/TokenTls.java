package dev.wsman.testkit.auth;

import dev.wsman.testkit.http.ServiceCertificate;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** The server's end of a TLS 1.2 session whose records are sent in tokens. Not thread-safe. */
final class TokenTls {
    /** The length of the tag after the cipher text, in all cipher suites with AES-GCM. */
    static final int TAG = 16;

    private static final int ROOM = 1 << 15;

    private final SSLEngine engine;
    private final PublicKey key;
    private boolean begun;

    /** Creates a session that offers these cipher suites; those with AES-GCM if none is given. */
    TokenTls(ServiceCertificate certificate, List<String> suites) {
        engine = certificate.serverContext().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(new String[] {"TLSv1.2"});
        Stream<String> gcm = Stream.of(engine.getSupportedCipherSuites())
                .filter(suite -> suite.endsWith("_GCM_SHA256") || suite.endsWith("_GCM_SHA384"));
        engine.setEnabledCipherSuites((suites.isEmpty() ? gcm : suites.stream()).toArray(String[]::new));
        key = certificate.certificate().getPublicKey();
    }

    /** The public key, which the client must have seen. */
    PublicKey key() {
        return key;
    }

    boolean ready() {
        return begun && engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    /** The plain text of a token, and the records to reply with. Both may be empty during the handshake. */
    record ReceivedRecords(byte[] text, byte[] records) {}

    /** Reads records of the handshake, and the first text of the client after them. */
    ReceivedRecords receive(byte[] token) throws SSLException {
        begun = true;
        ByteBuffer in = ByteBuffer.wrap(token);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean moving = true;
        while (moving) {
            moving = switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> wrap(ByteBuffer.allocate(0), out);
                default -> in.hasRemaining() && unwrap(in, text);
            };
        }
        return new ReceivedRecords(text.toByteArray(), out.toByteArray());
    }

    private boolean runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
        return true;
    }

    private boolean wrap(ByteBuffer text, ByteArrayOutputStream out) throws SSLException {
        ByteBuffer record = ByteBuffer.allocate(ROOM);
        SSLEngineResult result = engine.wrap(text, record);
        out.write(record.array(), 0, record.position());
        return result.getStatus() == SSLEngineResult.Status.OK;
    }

    private boolean unwrap(ByteBuffer in, ByteArrayOutputStream text) throws SSLException {
        ByteBuffer plain = ByteBuffer.allocate(ROOM);
        SSLEngineResult result = engine.unwrap(in, plain);
        text.write(plain.array(), 0, plain.position());
        if (result.getStatus() != SSLEngineResult.Status.OK) {
            throw new SSLException("a record is cut short, or the session is " + result.getStatus());
        }
        return true;
    }

    byte[] helloRequest() throws SSLException {
        engine.beginHandshake();
        return ownRecord();
    }

    byte[] closeNotify() throws SSLException {
        engine.closeOutbound();
        return ownRecord();
    }

    private byte[] ownRecord() throws SSLException {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        wrap(ByteBuffer.allocate(0), record);
        return record.toByteArray();
    }

    /** Encrypts a text to records. */
    byte[] encrypt(byte[] text) throws SSLException {
        ByteBuffer in = ByteBuffer.wrap(text);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (in.hasRemaining()) {
            wrap(in, out);
        }
        return out.toByteArray();
    }

    /** Decrypts records. Ignores the line break that some clients append. */
    byte[] open(byte[] records) throws SSLException {
        boolean lineBreak = records.length > 2
                && records[records.length - 2] == '\r'
                && records[records.length - 1] == '\n'
                && length(records) == records.length - 2;
        return receive(lineBreak ? Arrays.copyOf(records, records.length - 2) : records)
                .text();
    }

    /** The size of all complete records in bytes. */
    private static int length(byte[] records) {
        int at = 0;
        while (at + 5 <= records.length) {
            at += 5 + ((records[at + 3] & 0xff) << 8 | records[at + 4] & 0xff);
        }
        return at;
    }
}
