package dev.wsman.testkit.http;

import com.sun.net.httpserver.HttpExchange;
import dev.wsman.testkit.protocol.ServerQuirk;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceReply;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Sends the reply to one request, with the quirks of the server and as a scripted reply requires. */
final class ReplySender {
    private final HttpExchange exchange;
    private RecordedRequest request;
    private MessageTransform transform = MessageTransform.PLAIN;
    private ScriptedReply scripted;
    private boolean close;

    ReplySender(HttpExchange exchange, ServerQuirks quirks) {
        this.exchange = exchange;
        this.close = quirks.has(ServerQuirk.CONNECTION_CLOSE)
                || "close".equalsIgnoreCase(RequestFilter.header(exchange, "Connection"));
    }

    ReplySender recording(RecordedRequest received) {
        request = received;
        return this;
    }

    ReplySender encryptedBy(MessageTransform with) {
        transform = with;
        return this;
    }

    void ending(ScriptedReply with) {
        scripted = with;
    }

    void close() {
        close = true;
    }

    boolean closes() {
        return close;
    }

    /** Sends an envelope in the encoding of the request. */
    void send(ServiceReply reply) throws IOException, InterruptedException {
        Charset charset = request.charset();
        boolean wide = charset.equals(StandardCharsets.UTF_16);
        byte[] body = reply.envelope().getBytes(charset);
        MessageTransform.MessageBody message =
                transform.encrypt("application/soap+xml;charset=" + (wide ? "UTF-16" : "UTF-8"), body);
        exchange.getResponseHeaders().set("Content-Type", message.contentType());
        write(reply.status(), body, message.body());
    }

    void sendCanned(ScriptedReply.CannedReply canned) throws IOException, InterruptedException {
        if (!canned.contentType().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", canned.contentType());
        }
        write(canned.status(), canned.body(), canned.body());
    }

    void sendEmpty(int status, Map<String, List<String>> headers) throws IOException {
        exchange.getResponseHeaders().putAll(headers);
        closeHeader();
        // recorded first: a client that has the reply may look at the record at once
        request.replied(status, new byte[0]);
        exchange.sendResponseHeaders(status, -1);
    }

    private void write(int status, byte[] plain, byte[] body) throws IOException, InterruptedException {
        ScriptedReply.Ending ending = scripted == null ? ScriptedReply.Ending.NORMAL : scripted.ending();
        if (ending == ScriptedReply.Ending.DROPPED) {
            scripted.awaitRemoval();
            return;
        }
        closeHeader();
        request.replied(status, plain);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            if (ending == ScriptedReply.Ending.TRUNCATED) {
                out.write(body, 0, Math.min(scripted.bytes(), body.length));
                out.flush();
                throw new IOException("truncated, as a test requested");
            }
            out.write(body);
        }
    }

    private void closeHeader() {
        if (close) {
            exchange.getResponseHeaders().set("Connection", "close");
        }
    }
}
