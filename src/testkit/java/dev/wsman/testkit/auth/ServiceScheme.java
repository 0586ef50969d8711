package dev.wsman.testkit.auth;

import com.sun.net.httpserver.HttpExchange;
import dev.wsman.testkit.http.ClientConnection;
import dev.wsman.testkit.http.RequestAuthenticator.Decision;
import java.util.List;
import java.util.Optional;

/** One scheme among those that the service offers. */
interface ServiceScheme {
    /**
     * What to do with a request; empty where it is none of this scheme's or its credentials are wrong, so that all
     * challenges are sent unless another scheme takes it.
     */
    Optional<Decision> decide(HttpExchange exchange, byte[] body, ClientConnection connection);

    /** What it puts into WWW-Authenticate. */
    List<String> challenges(HttpExchange exchange);

    /** The security profile's name behind {@code http/} or {@code https/}. */
    String profile();

    /** The header's text behind the name of the scheme; empty where the request has another one or none. */
    static Optional<String> credentials(HttpExchange exchange, String scheme) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        boolean own = header != null && header.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1);
        return own ? Optional.of(header.substring(scheme.length()).strip()) : Optional.empty();
    }
}
