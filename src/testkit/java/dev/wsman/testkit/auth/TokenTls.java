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

/** The server's end of a TLS 1.2 session whose records travel in tokens. Not thread-safe. */
final class TokenTls {
    /** What all the suites of AES-GCM have behind the cipher text. */
    static final int TAG = 16;

    private static final int ROOM = 1 << 15;

    private final SSLEngine engine;
    private final PublicKey key;
    private boolean begun;

    /** Makes a session that offers these cipher suites; all with AES-GCM if none is given. */
    TokenTls(ServiceCertificate certificate, List<String> suites) {
        engine = certificate.serverContext().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(new String[] {"TLSv1.2"});
        Stream<String> gcm = Stream.of(engine.getSupportedCipherSuites())
                .filter(suite -> suite.endsWith("_GCM_SHA256") || suite.endsWith("_GCM_SHA384"));
        engine.setEnabledCipherSuites((suites.isEmpty() ? gcm : suites.stream()).toArray(String[]::new));
        key = certificate.certificate().getPublicKey();
    }

    /** The key that the client must have seen. */
    PublicKey key() {
        return key;
    }

    boolean ready() {
        return begun && engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    /** What a token bore and what is to be answered to it, both empty during parts of the handshake. */
    record ReceivedRecords(byte[] text, byte[] records) {}

    /** Takes records of the handshake and of the client's first text behind it. */
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

    /** The records of a text. */
    byte[] seal(byte[] text) throws SSLException {
        ByteBuffer in = ByteBuffer.wrap(text);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (in.hasRemaining()) {
            wrap(in, out);
        }
        return out.toByteArray();
    }

    /** The text of records, without what some clients append as a line break. */
    byte[] open(byte[] records) throws SSLException {
        boolean lineBreak = records.length > 2
                && records[records.length - 2] == '\r'
                && records[records.length - 1] == '\n'
                && length(records) == records.length - 2;
        return receive(lineBreak ? Arrays.copyOf(records, records.length - 2) : records)
                .text();
    }

    /** The octets of all whole records. */
    private static int length(byte[] records) {
        int at = 0;
        while (at + 5 <= records.length) {
            at += 5 + ((records[at + 3] & 0xff) << 8 | records[at + 4] & 0xff);
        }
        return at;
    }
}
