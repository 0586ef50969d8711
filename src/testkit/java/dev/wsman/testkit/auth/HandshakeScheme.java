package dev.wsman.testkit.auth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import dev.wsman.testkit.http.ClientConnection;
import dev.wsman.testkit.http.MessageTransform;
import dev.wsman.testkit.http.RequestAuthenticator.Accept;
import dev.wsman.testkit.http.RequestAuthenticator.Decision;
import dev.wsman.testkit.http.RequestAuthenticator.Reply;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A scheme that authenticates the connection: Negotiate, Kerberos or CredSSP. */
final class HandshakeScheme implements ServiceScheme {
    private final String name;
    private final AcceptorFactory factory;
    private final EncryptionPolicy encryption;
    private final EncryptionFraming framing;
    private final IdleLimit idleLimit;

    /** Creates the acceptor of a new handshake. */
    @FunctionalInterface
    interface AcceptorFactory {
        Acceptor acceptor(HttpExchange exchange) throws RefusedException;
    }

    HandshakeScheme(
            String name,
            AcceptorFactory factory,
            EncryptionPolicy encryption,
            EncryptionFraming framing,
            IdleLimit idleLimit) {
        this.idleLimit = idleLimit;
        this.name = name;
        this.factory = factory;
        this.encryption = encryption;
        this.framing = framing;
    }

    /** The state of a connection: a handshake that is in progress or complete. */
    private record ConnectionHandshake(String scheme, Acceptor acceptor, EncryptedMessages encrypted) {}

    @Override
    public Optional<Decision> decide(HttpExchange exchange, byte[] body, ClientConnection connection) {
        Optional<String> token = ServiceScheme.credentials(exchange, name);
        if (idleLimit.isPassed(connection)) {
            connection.remove(ConnectionHandshake.class);
        }
        if (idleLimit.isSet() && token.isEmpty() && isUnknown(exchange, connection)) {
            return Optional.of(new Reply(400, Map.of()));
        }
        Optional<ConnectionHandshake> known = connection
                .get(ConnectionHandshake.class)
                .filter(handshake -> handshake.scheme().equals(name));
        try {
            if (token.isPresent()) {
                return Optional.of(step(exchange, body, connection, known, token.get()));
            }
            return known.isPresent() && known.get().acceptor().established()
                    ? Optional.of(message(exchange, body, known.get()))
                    : Optional.empty();
        } catch (RefusedException refused) {
            connection.remove(ConnectionHandshake.class);
            return Optional.empty();
        }
    }

    /** Whether a message is encrypted although the connection has no handshake. */
    private static boolean isUnknown(HttpExchange exchange, ClientConnection connection) {
        return connection.get(ConnectionHandshake.class).isEmpty()
                && EncryptedMessages.isEncrypted(contentType(exchange));
    }

    private static String contentType(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElse("");
    }

    private Decision step(
            HttpExchange exchange,
            byte[] body,
            ClientConnection connection,
            Optional<ConnectionHandshake> known,
            String token)
            throws RefusedException {
        ConnectionHandshake handshake = known.filter(each -> !each.acceptor().established())
                .orElseGet(() -> begin(exchange).orElse(null));
        if (handshake == null) {
            throw new RefusedException(name + ": no acceptor");
        }
        connection.put(ConnectionHandshake.class, handshake);
        byte[] reply = handshake.acceptor().accept(decoded(token));
        String header =
                reply.length == 0 ? name : name + " " + Base64.getEncoder().encodeToString(reply);
        Map<String, List<String>> headers = Map.of("WWW-Authenticate", List.of(header));
        if (!handshake.acceptor().established()) {
            return new Reply(401, headers);
        }
        if (body.length == 0) {
            return new Reply(200, reply.length == 0 ? Map.of() : headers);
        }
        exchange.getResponseHeaders().putAll(headers);
        return message(exchange, body, handshake);
    }

    private Optional<ConnectionHandshake> begin(HttpExchange exchange) {
        try {
            Acceptor acceptor = factory.acceptor(exchange);
            return Optional.of(new ConnectionHandshake(name, acceptor, new EncryptedMessages(acceptor, framing)));
        } catch (RefusedException unusable) {
            return Optional.empty();
        }
    }

    private byte[] decoded(String token) throws RefusedException {
        try {
            return Base64.getDecoder().decode(token);
        } catch (IllegalArgumentException notBase64) {
            throw new RefusedException(name + ": the token is not base64", notBase64);
        }
    }

    private Decision message(HttpExchange exchange, byte[] body, ConnectionHandshake handshake)
            throws RefusedException {
        String type = contentType(exchange);
        String user = handshake.acceptor().user();
        if (EncryptedMessages.isEncrypted(type)) {
            if (encryption == EncryptionPolicy.OFF) {
                return new Reply(415, Map.of());
            }
            handshake.encrypted().receive(type, body);
            return new Accept(user, handshake.encrypted());
        }
        boolean refused = encryption.requires(exchange instanceof HttpsExchange);
        // as Windows does unless AllowUnencrypted is set (winrm4j#151, pywinrm#185)
        return refused
                ? new Reply(500, Map.of("Connection", List.of("close")))
                : new Accept(user, MessageTransform.PLAIN);
    }

    @Override
    public List<String> challenges(HttpExchange exchange) {
        return List.of(name);
    }

    @Override
    public String profile() {
        return name.equals("CredSSP") ? "credssp" : "spnego-kerberos";
    }

    @Override
    public String toString() {
        return name;
    }
}
