package dev.wsman.testkit.http;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** HTTP Basic (RFC 7617) with names and passwords in UTF-8. */
public final class BasicRequestAuthenticator implements RequestAuthenticator {
    private static final String SCHEME = "Basic ";

    private final Map<String, String> passwords;
    private final String realm;

    /**
     * Creates an authenticator.
     *
     * @param realm the realm of the challenge
     * @param passwords the passwords by user
     */
    public BasicRequestAuthenticator(String realm, Map<String, String> passwords) {
        this.realm = realm;
        this.passwords = Map.copyOf(passwords);
    }

    @Override
    public Decision decide(HttpExchange exchange, byte[] body, ClientConnection connection) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        String user = header == null ? null : user(header);
        if (user != null) {
            return new Accept(user, MessageTransform.PLAIN);
        }
        return new Reply(401, Map.of("WWW-Authenticate", List.of("Basic realm=\"" + realm + "\", charset=\"UTF-8\"")));
    }

    /** Returns the user if the header has the right password, and null otherwise. */
    private String user(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        String credentials;
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            credentials = new String(decoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
        int colon = credentials.indexOf(':');
        String user = colon < 0 ? "" : credentials.substring(0, colon);
        String password = passwords.get(user);
        boolean right =
                password != null && MessageDigest.isEqual(bytes(password), bytes(credentials.substring(colon + 1)));
        return right ? user : null;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<String> profiles(boolean https) {
        return List.of(https ? "https/basic" : "http/basic");
    }

    /** Returns the realm; never a password. */
    @Override
    public String toString() {
        return "Basic realm " + realm;
    }
}
