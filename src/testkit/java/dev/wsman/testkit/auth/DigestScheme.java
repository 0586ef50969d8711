package dev.wsman.testkit.auth;

import com.sun.net.httpserver.HttpExchange;
import dev.wsman.testkit.http.ClientConnection;
import dev.wsman.testkit.http.MessageTransform;
import dev.wsman.testkit.http.RequestAuthenticator.Accept;
import dev.wsman.testkit.http.RequestAuthenticator.Decision;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTTP Digest (RFC 7616) with names and passwords in UTF-8. The nonce count must increase with every request.
 * Thread-safe.
 */
final class DigestScheme implements ServiceScheme {
    private static final String REALM = "Digest:testkit";
    private static final Pattern PARAMETER =
            Pattern.compile("([a-zA-Z]+\\*?)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^,\\s]+))");

    private final Accounts accounts;
    private final DigestChallenge form;
    private final Map<String, Integer> uses = new HashMap<>();
    private boolean stale;

    DigestScheme(Map<String, String> passwords, DigestChallenge form) {
        this.accounts = new Accounts(passwords);
        this.form = form;
    }

    @Override
    public Optional<Decision> decide(HttpExchange exchange, byte[] body, ClientConnection connection) {
        return ServiceScheme.credentials(exchange, "Digest")
                .map(DigestScheme::parameters)
                .filter(given -> isRight(given, exchange, body) && isFresh(given))
                .map(given -> new Accept(given.get("username"), MessageTransform.PLAIN));
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(text);
        while (matcher.find()) {
            String quoted = matcher.group(2);
            String value = quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1");
            parameters.put(matcher.group(1).toLowerCase(Locale.ROOT), value);
        }
        String encoded = parameters.getOrDefault("username*", "");
        if (encoded.startsWith("UTF-8''")) {
            // RFC 8187: here a plus sign is not an encoded space
            String name = encoded.substring("UTF-8''".length()).replace("+", "%2B");
            parameters.put("username", URLDecoder.decode(name, StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private boolean isRight(Map<String, String> given, HttpExchange exchange, byte[] body) {
        String uri = exchange.getRequestURI().toString();
        String user = given.getOrDefault("username", "");
        Optional<String> password = accounts.password("", user);
        String qop = given.getOrDefault("qop", "");
        boolean offered = form.qop().isEmpty()
                ? qop.isEmpty()
                : List.of(form.qop().split(",\\s*")).contains(qop);
        if (password.isEmpty() || !offered || !uri.equals(given.get("uri")) || !REALM.equals(given.get("realm"))) {
            return false;
        }
        String nonce = given.getOrDefault("nonce", "");
        String a1 = hash(user + ":" + REALM + ":" + password.get());
        String key = form.algorithm().endsWith("-sess") ? hash(a1 + ":" + nonce + ":" + given.get("cnonce")) : a1;
        String integrity = qop.equals("auth-int") ? ":" + hash(body) : "";
        String a2 = hash(exchange.getRequestMethod() + ":" + uri + integrity);
        String middle = qop.isEmpty() ? "" : given.get("nc") + ":" + given.get("cnonce") + ":" + qop + ":";
        return hash(key + ":" + nonce + ":" + middle + a2).equals(given.get("response"));
    }

    /**
     * Whether the service issued the nonce, the nonce is not used up, and its count is new. Otherwise the next
     * challenge is marked as stale.
     */
    private synchronized boolean isFresh(Map<String, String> given) {
        Integer used = uses.get(given.getOrDefault("nonce", ""));
        int count = given.containsKey("nc") ? Integer.parseInt(given.get("nc"), 16) : used == null ? 0 : used + 1;
        boolean fresh = used != null && count > used && count <= form.nonceUses();
        if (fresh) {
            uses.put(given.get("nonce"), count);
        }
        stale = !fresh;
        return fresh;
    }

    @Override
    public synchronized List<String> challenges(HttpExchange exchange) {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String nonce = HexFormat.of().formatHex(random);
        uses.put(nonce, 0);
        String challenge = "Digest realm=\"" + REALM + "\", nonce=\"" + nonce + "\", charset=UTF-8"
                + (form.algorithm().isEmpty() ? "" : ", algorithm=" + form.algorithm())
                + (form.qop().isEmpty() ? "" : ", qop=\"" + form.qop() + '"')
                + (stale ? ", stale=true" : "");
        stale = false;
        return List.of(challenge);
    }

    private String hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    private String hash(byte[] bytes) {
        String name = form.algorithm().startsWith("SHA-256") ? "SHA-256" : "MD5";
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(name).digest(bytes));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Override
    public String profile() {
        return "digest";
    }

    @Override
    public String toString() {
        return "Digest";
    }
}
