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

/** Sends the answer to one request, in the way that quirks and behaviours have it. */
final class ReplySender {
    private final HttpExchange exchange;
    private RecordedRequest request;
    private MessageTransform transform = MessageTransform.PLAIN;
    private ScriptedReply behaviour;
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

    ReplySender sealed(MessageTransform with) {
        transform = with;
        return this;
    }

    void ending(ScriptedReply with) {
        behaviour = with;
    }

    void close() {
        close = true;
    }

    boolean closes() {
        return close;
    }

    /** An envelope, in the encoding of the request. */
    void send(ServiceReply reply) throws IOException, InterruptedException {
        Charset charset = request.charset();
        boolean wide = charset.equals(StandardCharsets.UTF_16);
        byte[] body = reply.envelope().getBytes(charset);
        MessageTransform.MessageBody message =
                transform.encrypt("application/soap+xml;charset=" + (wide ? "UTF-16" : "UTF-8"), body);
        exchange.getResponseHeaders().set("Content-Type", message.contentType());
        write(reply.status(), body, message.body());
    }

    void canned(ScriptedReply.CannedReply canned) throws IOException, InterruptedException {
        if (!canned.contentType().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", canned.contentType());
        }
        write(canned.status(), canned.body(), canned.body());
    }

    void empty(int status, Map<String, List<String>> headers) throws IOException {
        exchange.getResponseHeaders().putAll(headers);
        closeHeader();
        // before it is sent: who has the answer may look at the record at once
        request.answered(status, new byte[0]);
        exchange.sendResponseHeaders(status, -1);
    }

    private void write(int status, byte[] plain, byte[] body) throws IOException, InterruptedException {
        ScriptedReply.Ending ending = behaviour == null ? ScriptedReply.Ending.NORMAL : behaviour.ending();
        if (ending == ScriptedReply.Ending.DROPPED) {
            behaviour.awaitRemoval();
            return;
        }
        closeHeader();
        request.answered(status, plain);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            if (ending == ScriptedReply.Ending.TRUNCATED) {
                out.write(body, 0, Math.min(behaviour.octets(), body.length));
                out.flush();
                throw new IOException("cut off, as a test asked for");
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
