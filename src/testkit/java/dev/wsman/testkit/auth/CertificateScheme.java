package dev.wsman.testkit.auth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import dev.wsman.testkit.http.ClientConnection;
import dev.wsman.testkit.http.MessageTransform;
import dev.wsman.testkit.http.RequestAuthenticator.Accept;
import dev.wsman.testkit.http.RequestAuthenticator.Decision;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * The certificate of the TLS connection, which TLS has already found to be trusted, and the header by which Windows is
 * told of it.
 */
final class CertificateScheme implements ServiceScheme {
    private static final String PROFILE = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual";

    @Override
    public Optional<Decision> decide(HttpExchange exchange, byte[] body, ClientConnection connection) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return PROFILE.equals(header)
                ? subject(exchange).map(name -> new Accept(name, MessageTransform.PLAIN))
                : Optional.empty();
    }

    private static Optional<String> subject(HttpExchange exchange) {
        try {
            return exchange instanceof HttpsExchange https
                    ? Optional.of(https.getSSLSession().getPeerPrincipal().getName())
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> challenges(HttpExchange exchange) {
        return List.of(PROFILE);
    }

    @Override
    public String profile() {
        return "mutual";
    }

    @Override
    public String toString() {
        return "certificate";
    }
}
