package dev.wsman.internal.transport.auth.digest;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationStep;
import dev.wsman.internal.transport.auth.Challenge;
import dev.wsman.internal.transport.auth.ChallengeParser;
import dev.wsman.internal.transport.auth.Secret;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * HTTP Digest (RFC 7616) under one nonce at a time. Keeps the newest challenge, computes the response of one request
 * after another with it, and counts the uses of the nonce, so that only the first request gets a 401. Not bound to a
 * connection. Used by one exchange at a time.
 *
 * <p>If the connection is not protected by TLS, a response covers the request's body ({@code auth-int}) if the server
 * offers that. A challenge without {@code qop} is rejected: RFC 7616 3.4 has no such form, and a response in the form
 * of RFC 2069 has neither a nonce of the client nor a count. An attacker who removes {@code qop} from a challenge
 * would get a response that can be attacked with precomputed tables and sent again.
 */
public final class DigestSession {
    private static final String SCHEME = "Digest";

    private final String user;
    private final Secret password;
    private final boolean integrity;
    private final Supplier<String> cnonces;
    private @Nullable Challenge challenge;
    private DigestAlgorithm algorithm = DigestAlgorithm.MD5;
    private int count;
    private String firstCnonce = "";
    private boolean stale;

    DigestSession(String user, Secret password, boolean integrity) {
        this(user, password, integrity, DigestSession::randomCnonce);
    }

    /**
     * Creates a session without a challenge.
     *
     * @param integrity whether {@code auth-int} is preferred to {@code auth}
     */
    DigestSession(String user, Secret password, boolean integrity, Supplier<String> cnonces) {
        this.user = user;
        this.password = password;
        this.integrity = integrity;
        this.cnonces = cnonces;
    }

    /**
     * Takes the challenges of a 401 or 407.
     *
     * @param offered all challenges of the response
     * @param refused the authorization in the request; null if it had none
     * @return whether the request is worth sending again: there is a Digest challenge that can be answered, and the
     *     server did not refuse the first response to its nonce (a nonce that was used before may have expired, {@code
     *     stale} or not)
     * @throws AuthenticationFailedException if there are Digest challenges and none can be answered; the message says
     *     why
     */
    public boolean challenged(List<Challenge> offered, @Nullable DigestAuthorization refused)
            throws AuthenticationFailedException {
        return AuthenticationStep.guard("Digest: processing the server's challenge", () -> adopt(offered, refused));
    }

    private boolean adopt(List<Challenge> offered, @Nullable DigestAuthorization refused)
            throws AuthenticationFailedException {
        Optional<Challenge> best = strongest(offered);
        if (best.isEmpty()) {
            requireNoDigest(offered);
            return false;
        }
        adopt(best.get());
        stale = best.get().parameter("stale").filter("true"::equalsIgnoreCase).isPresent();
        return refused == null || stale || refused.count() > 1;
    }

    /** Whether the newest challenge reports that only the nonce was refused, not the user. */
    public boolean stale() {
        return stale;
    }

    /** Whether there is a challenge, so that requests can be authenticated in advance. */
    boolean ready() {
        return challenge != null;
    }

    /**
     * Computes the authorization of one request under the newest challenge; empty if there is none yet.
     *
     * @param method the HTTP method
     * @param uri the request target exactly as the request line has it, such as {@code /wsman}
     * @param body the body as sent, hashed under {@code auth-int}
     * @throws AuthenticationFailedException if the credentials are closed, or the hash algorithm is not available
     */
    public Optional<DigestAuthorization> authorization(String method, String uri, byte[] body)
            throws AuthenticationFailedException {
        return AuthenticationStep.guard(
                "Digest: computing the response to the server's challenge", () -> next(method, uri, body));
    }

    private Optional<DigestAuthorization> next(String method, String uri, byte[] body) {
        Challenge current = challenge;
        if (current == null) {
            return Optional.empty();
        }
        count++;
        String cnonce = count == 1 || !algorithm.isSession() ? cnonces.get() : firstCnonce;
        if (count == 1) {
            firstCnonce = cnonce;
        }
        return Optional.of(respond(current, method, uri, body, cnonce));
    }

    /**
     * Takes the {@code Authentication-Info} of a successful response: checks {@code rspauth} and adopts {@code
     * nextnonce}.
     *
     * @param sent the authorization in the request
     * @param authenticationInfo the values of the header; empty if the server sent none
     * @param body the response's body, read only if {@link DigestAuthorization#proofCoversBody}
     * @throws AuthenticationFailedException if {@code rspauth} is present and wrong
     */
    public void confirmed(DigestAuthorization sent, List<String> authenticationInfo, byte[] body)
            throws AuthenticationFailedException {
        AuthenticationStep.guard("Digest: checking the server's proof", () -> {
            sent.verify(authenticationInfo, body);
            takeNextNonce(authenticationInfo);
            return true;
        });
    }

    private void takeNextNonce(List<String> authenticationInfo) {
        for (String value : authenticationInfo) {
            String next = ChallengeParser.parameters(value).get("nextnonce");
            if (next != null) {
                adoptNonce(next);
            }
        }
    }

    private void adoptNonce(String nonce) {
        Challenge known = challenge;
        if (known != null) {
            Map<String, String> parameters = new LinkedHashMap<>(known.parameters());
            parameters.put("nonce", nonce);
            adopt(new Challenge(known.scheme(), null, parameters));
        }
    }

    private DigestAuthorization respond(Challenge current, String method, String uri, byte[] body, String cnonce) {
        String qop = qop(current).orElseThrow();
        boolean covers = qop.equals(DigestAuthorization.AUTH_INT);
        String nonce = current.parameters().getOrDefault("nonce", "");
        String hashedA1 = hashedA1(current, cnonce);
        String hashedA2 = hash(method + ":" + uri + (covers ? ":" + algorithm.hex(body) : ""));
        String counted = HexFormat.of().toHexDigits(count);
        String response = hash(String.join(":", hashedA1, nonce, counted, cnonce, qop, hashedA2));
        return new DigestAuthorization(
                header(current, uri, cnonce, qop, response),
                nonce,
                count,
                algorithm,
                new DigestAuthorization.Expected(hashedA1, cnonce, uri, qop));
    }

    private String header(Challenge current, String uri, String cnonce, String qop, String response) {
        StringBuilder header = new StringBuilder(SCHEME + " ").append(userParameter(current));
        quoted(header, "realm", current.parameters().getOrDefault("realm", ""));
        quoted(header, "nonce", current.parameters().getOrDefault("nonce", ""));
        quoted(header, "uri", uri);
        current.parameter("algorithm")
                .ifPresent(name -> header.append(", algorithm=").append(name));
        quoted(header, "response", response);
        header.append(", qop=")
                .append(qop)
                .append(", nc=")
                .append(HexFormat.of().toHexDigits(count));
        quoted(header, "cnonce", cnonce);
        current.parameter("opaque").ifPresent(opaque -> quoted(header, "opaque", opaque));
        if (wantsUserHash(current)) {
            header.append(", userhash=true");
        }
        return header.toString();
    }

    private String userParameter(Challenge current) {
        if (wantsUserHash(current)) {
            return "username=\"" + hash(user + ":" + current.parameters().getOrDefault("realm", "")) + "\"";
        }
        boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(user);
        if (!ascii && isUtf8(current)) {
            return "username*=UTF-8''" + percentEncoded(user);
        }
        return "username=\"" + escaped(user) + "\"";
    }

    private String hashedA1(Challenge current, String cnonce) {
        Charset charset = charset(current);
        byte[] secret = password.encode(charset);
        try {
            byte[] prefix = (user + ":" + current.parameters().getOrDefault("realm", "") + ":").getBytes(charset);
            String hashed = algorithm.hex(prefix, secret);
            return algorithm.isSession()
                    ? hash(hashed + ":" + current.parameters().getOrDefault("nonce", "") + ":" + cnonce)
                    : hashed;
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private String hash(String text) {
        return algorithm.hex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the charset. RFC 2617 names none; servers expect Latin-1 if it can represent the text. */
    private Charset charset(Challenge current) {
        boolean latin =
                password.isLatin1() && StandardCharsets.ISO_8859_1.newEncoder().canEncode(user);
        return isUtf8(current) || !latin ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    }

    private void adopt(Challenge newest) {
        String nonce = newest.parameters().getOrDefault("nonce", "");
        Challenge known = challenge;
        if (known == null || !nonce.equals(known.parameters().getOrDefault("nonce", ""))) {
            count = 0;
        }
        challenge = newest;
        algorithm = DigestAlgorithm.of(newest).orElseThrow();
    }

    private Optional<Challenge> strongest(List<Challenge> offered) {
        return offered.stream()
                .filter(candidate -> candidate.is(SCHEME) && flaw(candidate).isEmpty())
                .max(Comparator.comparing(
                        candidate -> DigestAlgorithm.of(candidate).orElseThrow()));
    }

    private void requireNoDigest(List<Challenge> offered) throws AuthenticationFailedException {
        Optional<String> flaw = offered.stream()
                .filter(candidate -> candidate.is(SCHEME))
                .flatMap(candidate -> flaw(candidate).stream())
                .findFirst();
        if (flaw.isPresent()) {
            throw new AuthenticationFailedException("Digest: the server's challenge cannot be answered: " + flaw.get());
        }
    }

    /** Returns why a Digest challenge cannot be answered; empty if it can. */
    private Optional<String> flaw(Challenge candidate) {
        if (candidate.parameter("nonce").isEmpty()) {
            return Optional.of("it has no nonce");
        }
        if (DigestAlgorithm.of(candidate).isEmpty()) {
            return Optional.of("its algorithm is none of MD5, SHA-256 and SHA-512-256");
        }
        if (qop(candidate).isPresent()) {
            return Optional.empty();
        }
        boolean old = candidate.parameter("qop").filter(list -> !list.isBlank()).isEmpty();
        return Optional.of(
                old
                        ? "it has no qop, which RFC 7616 requires; a response without it could be attacked with"
                                + " precomputed tables and sent again"
                        : "its qop is neither auth nor auth-int");
    }

    /**
     * Returns the preferred one of {@code auth} and {@code auth-int} if both are offered, otherwise the offered one.
     */
    private Optional<String> qop(Challenge candidate) {
        List<String> offered = Arrays.stream(
                        candidate.parameter("qop").orElse("").split(","))
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .toList();
        List<String> known = integrity
                ? List.of(DigestAuthorization.AUTH_INT, DigestAuthorization.AUTH)
                : List.of(DigestAuthorization.AUTH, DigestAuthorization.AUTH_INT);
        return known.stream().filter(offered::contains).findFirst();
    }

    private static boolean isUtf8(Challenge candidate) {
        return candidate.parameter("charset").filter("UTF-8"::equalsIgnoreCase).isPresent();
    }

    private static boolean wantsUserHash(Challenge candidate) {
        return candidate.parameter("userhash").filter("true"::equalsIgnoreCase).isPresent();
    }

    private static void quoted(StringBuilder header, String name, String value) {
        header.append(", ").append(name).append("=\"").append(escaped(value)).append('"');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String percentEncoded(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = each >= '0' && each <= '9' || each >= 'A' && each <= 'Z' || each >= 'a' && each <= 'z';
            encoded.append(
                    plain
                            ? String.valueOf((char) each)
                            : "%" + HexFormat.of().withUpperCase().toHexDigits(each));
        }
        return encoded.toString();
    }

    private static String randomCnonce() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    @Override
    public String toString() {
        return "Digest[" + user + ", password redacted]";
    }
}
