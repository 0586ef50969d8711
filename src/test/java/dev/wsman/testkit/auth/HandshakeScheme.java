package dev.wsman.testkit.auth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import dev.wsman.testkit.http.Authenticator.Accept;
import dev.wsman.testkit.http.Authenticator.Answer;
import dev.wsman.testkit.http.Authenticator.Decision;
import dev.wsman.testkit.http.ClientConnection;
import dev.wsman.testkit.http.MessageTransform;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A scheme that authenticates the connection: Negotiate, Kerberos, CredSSP. */
final class HandshakeScheme implements ServiceScheme {
    private final String name;
    private final Maker maker;
    private final Sealing sealing;
    private final SealStyle style;
    private final IdleLimit idleLimit;

    /** Makes the acceptor of a new handshake. */
    @FunctionalInterface
    interface Maker {
        Acceptor acceptor(HttpExchange exchange) throws RefusedException;
    }

    HandshakeScheme(String name, Maker maker, Sealing sealing, SealStyle style, IdleLimit idleLimit) {
        this.idleLimit = idleLimit;
        this.name = name;
        this.maker = maker;
        this.sealing = sealing;
        this.style = style;
    }

    /** What is kept of a connection: the handshake under way, or done. */
    private record Handshake(String scheme, Acceptor acceptor, SealedMessages sealed) {}

    @Override
    public Optional<Decision> decide(HttpExchange exchange, byte[] body, ClientConnection connection) {
        Optional<String> token = ServiceScheme.credentials(exchange, name);
        if (idleLimit.isPassed(connection)) {
            connection.remove(Handshake.class);
        }
        if (idleLimit.isSet() && token.isEmpty() && isUnknown(exchange, connection)) {
            return Optional.of(new Answer(400, Map.of()));
        }
        Optional<Handshake> known = connection
                .get(Handshake.class)
                .filter(handshake -> handshake.scheme().equals(name));
        try {
            if (token.isPresent()) {
                return Optional.of(step(exchange, body, connection, known, token.get()));
            }
            return known.isPresent() && known.get().acceptor().established()
                    ? Optional.of(message(exchange, body, known.get()))
                    : Optional.empty();
        } catch (RefusedException refused) {
            connection.remove(Handshake.class);
            return Optional.empty();
        }
    }

    /** An encrypted message without the handshake that it needs. */
    private static boolean isUnknown(HttpExchange exchange, ClientConnection connection) {
        return connection.get(Handshake.class).isEmpty() && SealedMessages.isSealed(contentType(exchange));
    }

    private static String contentType(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElse("");
    }

    private Decision step(
            HttpExchange exchange, byte[] body, ClientConnection connection, Optional<Handshake> known, String token)
            throws RefusedException {
        Handshake handshake = known.filter(each -> !each.acceptor().established())
                .orElseGet(() -> begin(exchange).orElse(null));
        if (handshake == null) {
            throw new RefusedException(name + ": no acceptor");
        }
        connection.put(Handshake.class, handshake);
        byte[] answer = handshake.acceptor().accept(decoded(token));
        String header =
                answer.length == 0 ? name : name + " " + Base64.getEncoder().encodeToString(answer);
        Map<String, List<String>> headers = Map.of("WWW-Authenticate", List.of(header));
        if (!handshake.acceptor().established()) {
            return new Answer(401, headers);
        }
        if (body.length == 0) {
            return new Answer(200, answer.length == 0 ? Map.of() : headers);
        }
        exchange.getResponseHeaders().putAll(headers);
        return message(exchange, body, handshake);
    }

    private Optional<Handshake> begin(HttpExchange exchange) {
        try {
            Acceptor acceptor = maker.acceptor(exchange);
            return Optional.of(new Handshake(name, acceptor, new SealedMessages(acceptor, style)));
        } catch (RefusedException unusable) {
            return Optional.empty();
        }
    }

    private byte[] decoded(String token) throws RefusedException {
        try {
            return Base64.getDecoder().decode(token);
        } catch (IllegalArgumentException notBase64) {
            throw new RefusedException(name + ": a token that is not base64", notBase64);
        }
    }

    private Decision message(HttpExchange exchange, byte[] body, Handshake handshake) throws RefusedException {
        String type = contentType(exchange);
        String user = handshake.acceptor().user();
        if (SealedMessages.isSealed(type)) {
            if (sealing == Sealing.OFF) {
                return new Answer(415, Map.of());
            }
            handshake.sealed().receive(type, body);
            return new Accept(user, handshake.sealed());
        }
        boolean refused = sealing.requires(exchange instanceof HttpsExchange);
        // as Windows refuses it unless AllowUnencrypted is set (winrm4j#151, pywinrm#185)
        return refused
                ? new Answer(500, Map.of("Connection", List.of("close")))
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
