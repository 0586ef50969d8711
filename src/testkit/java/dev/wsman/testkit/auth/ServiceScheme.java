package dev.wsman.testkit.auth;

import com.sun.net.httpserver.HttpExchange;
import dev.wsman.testkit.http.ClientConnection;
import dev.wsman.testkit.http.RequestAuthenticator.Decision;
import java.util.List;
import java.util.Optional;

/** One authentication scheme of the service. */
interface ServiceScheme {
    /**
     * Decides about a request. Returns empty if the request uses another scheme, or if its credentials are wrong;
     * unless another scheme accepts it, the challenges of all schemes are sent.
     */
    Optional<Decision> decide(HttpExchange exchange, byte[] body, ClientConnection connection);

    /** The values for WWW-Authenticate. */
    List<String> challenges(HttpExchange exchange);

    /** The name of the security profile after {@code http/} or {@code https/}. */
    String profile();

    /**
     * Returns the text after the name of the scheme in Authorization, or empty if the header is missing or has
     * another scheme.
     */
    static Optional<String> credentials(HttpExchange exchange, String scheme) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        boolean own = header != null && header.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1);
        return own ? Optional.of(header.substring(scheme.length()).strip()) : Optional.empty();
    }
}
