package dev.wsman.testkit.event.delivery;

import dev.wsman.testkit.event.EventXml;
import dev.wsman.testkit.event.delivery.SourceConnection.SinkReply;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.w3c.dom.Document;

/** Sends envelopes to a sink, one at a time, over a connection that is kept. */
final class SourceClient implements Closeable {
    private final SinkSecurity security;
    private final String userAgent;
    private SourceConnection connection;
    private SinkSecurity.Channel channel = SinkSecurity.Channel.PLAIN;
    private boolean closed;

    /**
     * The form of a message.
     *
     * @param labeled whether Content-Encoding is SLDC
     */
    record MessageForm(boolean utf16, boolean compressed, boolean labeled) {
        static final MessageForm UTF_8 = new MessageForm(false, false);
        static final MessageForm UTF_16 = new MessageForm(true, false);

        MessageForm(boolean utf16, boolean compressed) {
            this(utf16, compressed, compressed);
        }

        /** The same form, but a message that is labeled as compressed is not. */
        MessageForm uncompressed() {
            return new MessageForm(utf16, false, labeled);
        }

        private String contentType() {
            return "application/soap+xml;charset=" + (utf16 ? "UTF-16" : "UTF-8");
        }
    }

    /** The result of a delivery: the HTTP status, 0 if there was no reply, and the body as text. */
    record Outcome(int status, String body) {
        boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** Whether the reply is an acknowledgement, of the standard or of openwsman. */
        String action() {
            return EventXml.parse(body)
                    .flatMap(document -> EventXml.descendant(document.getDocumentElement(), "Action"))
                    .map(action -> action.getTextContent().strip())
                    .orElse("");
        }

        boolean isRefusal() {
            return EventXml.parse(body)
                    .map(Document::getDocumentElement)
                    .filter(envelope -> EventXml.descendant(envelope, "Fault").isPresent())
                    .filter(envelope -> envelope.getTextContent().contains("DeliveryRefused"))
                    .isPresent();
        }
    }

    SourceClient(SinkSecurity security, String userAgent) {
        this.security = security;
        this.userAgent = userAgent;
    }

    /** Sends an envelope. A failure to connect or to read the reply is an outcome with status 0. */
    Outcome send(URI url, String envelope, MessageForm form) {
        try {
            SinkReply reply = post(url, envelope, form);
            if (reply.status() == 401 && security.password().isPresent()) {
                String challenge = reply.header("WWW-Authenticate").orElse("");
                Optional<String> authorization = security.password().get().authorization(challenge, url);
                reply = authorization.isPresent() ? post(url, envelope, form, authorization) : reply;
            }
            return new Outcome(reply.status(), text(reply));
        } catch (IOException | RuntimeException failed) {
            disconnect();
            return new Outcome(0, "");
        }
    }

    private SinkReply post(URI url, String envelope, MessageForm form) throws IOException {
        return post(url, envelope, form, Optional.empty());
    }

    private SinkReply post(URI url, String envelope, MessageForm form, Optional<String> authorization)
            throws IOException {
        SourceConnection open = connected(url);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", userAgent);
        authorization.ifPresent(value -> headers.put("Authorization", value));
        if (form.labeled()) {
            headers.put("Content-Encoding", "SLDC");
        }
        byte[] plain = bytes(envelope, form);
        byte[] body = channel.encrypt(form.contentType(), form.compressed() ? SldcCompressor.compress(plain) : plain);
        headers.put("Content-Type", channel.contentType(form.contentType()));
        return open.post(path(url), headers, body);
    }

    private synchronized SourceConnection connected(URI url) throws IOException {
        if (closed) {
            throw new IOException("the source is closed");
        }
        if (connection == null || !connection.isUsable()) {
            connection = SourceConnection.open(url, security.tls());
            channel = security.authenticate(connection, path(url));
        }
        return connection;
    }

    static String path(URI url) {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    /** UTF-16 is little-endian with a byte order mark (EVENTING.md 1.2). */
    private static byte[] bytes(String envelope, MessageForm form) {
        if (!form.utf16()) {
            return envelope.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0xFF);
        bytes.write(0xFE);
        bytes.writeBytes(envelope.getBytes(StandardCharsets.UTF_16LE));
        return bytes.toByteArray();
    }

    private String text(SinkReply reply) throws IOException {
        String type = reply.header("Content-Type").orElse("");
        byte[] plain = reply.body().length == 0 ? reply.body() : channel.decrypt(type, reply.body());
        boolean marked = plain.length > 1 && (plain[0] & 0xFF) >= 0xFE && (plain[1] & 0xFF) >= 0xFE;
        Charset charset = marked
                ? StandardCharsets.UTF_16
                : type.toLowerCase(Locale.ROOT).contains("utf-16") ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
        return new String(plain, charset);
    }

    /** Closes the connection, so that the next message opens another one. */
    synchronized void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException alreadyClosed) {
            // nothing is left to close
        }
        connection = null;
    }

    @Override
    public synchronized void close() {
        closed = true;
        disconnect();
    }

    static SSLContext defaultTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
