package dev.wsman.testkit.auth;

import com.sun.net.httpserver.HttpExchange;
import dev.wsman.testkit.http.BasicRequestAuthenticator;
import dev.wsman.testkit.http.ClientConnection;
import dev.wsman.testkit.http.RequestAuthenticator.Accept;
import dev.wsman.testkit.http.RequestAuthenticator.Decision;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Basic, next to other schemes. */
final class BasicScheme implements ServiceScheme {
    private final BasicRequestAuthenticator basic;

    BasicScheme(Map<String, String> passwords) {
        this.basic = new BasicRequestAuthenticator("WSMAN", passwords);
    }

    @Override
    public Optional<Decision> decide(HttpExchange exchange, byte[] body, ClientConnection connection) {
        Decision decision = basic.decide(exchange, body, connection);
        return decision instanceof Accept ? Optional.of(decision) : Optional.empty();
    }

    @Override
    public List<String> challenges(HttpExchange exchange) {
        return List.of("Basic realm=\"WSMAN\", charset=\"UTF-8\"");
    }

    @Override
    public String profile() {
        return "basic";
    }

    @Override
    public String toString() {
        return "Basic";
    }
}
