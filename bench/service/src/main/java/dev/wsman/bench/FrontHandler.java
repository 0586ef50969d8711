package dev.wsman.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import dev.wsman.testkit.http.ClientConnection;
import dev.wsman.testkit.http.MessageTransform;
import dev.wsman.testkit.http.RequestAuthenticator;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Handles the requests of one port: authenticates, decrypts, forwards, and encrypts the reply. */
final class FrontHandler implements HttpHandler {
    private final String canned;
    private final RequestAuthenticator authenticator;
    private final boolean forgetting;
    /** By the client's port. */
    private final Map<InetSocketAddress, ClientConnection> connections = new ConcurrentHashMap<>();

    /** Marks a connection that has sent a message. */
    private enum LoggedIn {
        YES
    }

    /**
     * Creates a handler.
     *
     * @param canned the URL of the server with the replies
     * @param forgetting whether TLS sessions end with their first request, so that none is resumed
     */
    FrontHandler(String canned, RequestAuthenticator authenticator, boolean forgetting) {
        this.canned = canned;
        this.authenticator = authenticator;
        this.forgetting = forgetting;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (forgetting && exchange instanceof HttpsExchange secure) {
                secure.getSSLSession().invalidate();
            }
            ClientConnection connection = connection(exchange);
            RequestAuthenticator.Decision decision = authenticator.decide(exchange, body, connection);
            if (decision instanceof RequestAuthenticator.Accept accepted) {
                connection.put(LoggedIn.class, LoggedIn.YES);
                reply(exchange, body, accepted.transform());
            } else if (decision instanceof RequestAuthenticator.Reply reply) {
                exchange.getResponseHeaders().putAll(reply.headers());
                exchange.sendResponseHeaders(reply.status(), -1);
            }
        } catch (RuntimeException e) {
            e.printStackTrace();
            throw e;
        }
    }

    /** A handshake after a message comes from a new connection, whose port an earlier one had. */
    private ClientConnection connection(HttpExchange exchange) {
        boolean begins = exchange.getRequestHeaders().containsKey("Authorization");
        return connections.compute(
                exchange.getRemoteAddress(),
                (client, known) ->
                        known == null || begins && known.get(LoggedIn.class).isPresent()
                                ? new ClientConnection(1)
                                : known);
    }

    private void reply(HttpExchange exchange, byte[] body, MessageTransform transform) throws IOException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        byte[] plain = forward(exchange.getRequestURI().getPath(), transform.decrypt(type, body));
        MessageTransform.MessageBody sent = transform.encrypt(CannedContract.CONTENT_TYPE, plain);
        exchange.getResponseHeaders().set("Content-Type", sent.contentType());
        exchange.sendResponseHeaders(200, sent.body().length);
        exchange.getResponseBody().write(sent.body());
    }

    private byte[] forward(String path, byte[] request) throws IOException {
        HttpURLConnection http =
                (HttpURLConnection) URI.create(canned + path).toURL().openConnection();
        http.setRequestMethod("POST");
        http.setRequestProperty("Content-Type", CannedContract.CONTENT_TYPE);
        http.setDoOutput(true);
        http.setFixedLengthStreamingMode(request.length);
        try (OutputStream out = http.getOutputStream()) {
            out.write(request);
        }
        return http.getInputStream().readAllBytes();
    }
}
