package dev.wsman.testkit.auth;

import com.sun.net.httpserver.HttpExchange;
import dev.wsman.testkit.http.ClientConnection;
import dev.wsman.testkit.http.RequestAuthenticator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All authentication schemes of a service. A client that uses none of them receives the challenges of all. */
final class SchemeAuthenticator implements RequestAuthenticator {
    private final List<ServiceScheme> schemes;

    SchemeAuthenticator(List<ServiceScheme> schemes) {
        this.schemes = List.copyOf(schemes);
    }

    @Override
    public Decision decide(HttpExchange exchange, byte[] body, ClientConnection connection) {
        for (ServiceScheme scheme : schemes) {
            Optional<Decision> decision = scheme.decide(exchange, body, connection);
            if (decision.isPresent()) {
                return decision.get();
            }
        }
        List<String> challenges = new ArrayList<>();
        schemes.forEach(scheme -> challenges.addAll(scheme.challenges(exchange)));
        return new Reply(401, Map.of("WWW-Authenticate", List.copyOf(challenges)));
    }

    @Override
    public List<String> profiles(boolean https) {
        return schemes.stream()
                .map(scheme -> (https ? "https/" : "http/") + scheme.profile())
                .distinct()
                .toList();
    }

    @Override
    public String toString() {
        return schemes.toString();
    }
}
