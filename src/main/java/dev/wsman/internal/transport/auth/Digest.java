package dev.wsman.internal.transport.auth;

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
 * HTTP Digest (RFC 7616, and RFC 2617 for servers that know no {@code qop}) under one nonce at a time: it keeps the newest challenge
 * and answers one request after another under it, counting the nonce's uses, so that only the first request pays for a 401. It is
 * bound to no connection. For one exchange at a time.
 */
public final class Digest {
    private final String user;
    private final Secret password;
    private final Supplier<String> cnonces;
    private @Nullable Challenge challenge;
    private DigestAlgorithm algorithm = DigestAlgorithm.MD5;
    private int count;
    private String firstCnonce = "";
    private boolean stale;

    Digest(String user, Secret password) {
        this(user, password, Digest::randomCnonce);
    }

    Digest(String user, Secret password, Supplier<String> cnonces) {
        this.user = user;
        this.password = password;
        this.cnonces = cnonces;
    }

    /**
     * Takes the challenges of a 401 or 407.
     *
     * @param offered all challenges of the response
     * @param refused the answer that the request had borne; null where it had none
     * @return whether the request is worth sending again: a Digest challenge is there that can be answered, and the server did not
     *     refuse the user's first answer to a nonce of its own (a nonce used before may have run out, {@code stale} or not)
     */
    public boolean challenged(List<Challenge> offered, @Nullable DigestAnswer refused) {
        Optional<Challenge> best = strongest(offered);
        if (best.isEmpty()) {
            return false;
        }
        adopt(best.get());
        stale = best.get().parameter("stale").filter("true"::equalsIgnoreCase).isPresent();
        return refused == null || stale || refused.count() > 1;
    }

    /** Whether the newest challenge says that only the nonce was refused, not the user. */
    public boolean stale() {
        return stale;
    }

    /** Whether a challenge is known, so that requests are answered before the server asks. */
    boolean ready() {
        return challenge != null;
    }

    /**
     * Answers the newest challenge for one request; empty as long as there is none.
     *
     * @param method the HTTP method
     * @param uri the request target exactly as the request line has it, such as {@code /wsman}
     * @param body the body as sent, hashed where the server wants {@code auth-int} and nothing else
     */
    public Optional<DigestAnswer> answer(String method, String uri, byte[] body) {
        Challenge current = challenge;
        if (current == null) {
            return Optional.empty();
        }
        count++;
        String cnonce = count == 1 || !algorithm.isSession() ? cnonces.get() : firstCnonce;
        if (count == 1) {
            firstCnonce = cnonce;
        }
        return Optional.of(answer(current, method, uri, body, cnonce));
    }

    /**
     * Takes the {@code Authentication-Info} of a successful response: checks {@code rspauth} and takes up {@code nextnonce}.
     *
     * @param answer what the request had borne
     * @param authenticationInfo the values of the header; empty where the server sent none
     * @param body the response's body, read only under {@code qop=auth-int}
     * @throws AuthenticationFailed when {@code rspauth} is there and wrong
     */
    public void confirmed(DigestAnswer answer, List<String> authenticationInfo, byte[] body)
            throws AuthenticationFailed {
        answer.verify(authenticationInfo, body);
        for (String value : authenticationInfo) {
            String next = Challenges.parameters(value).get("nextnonce");
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

    private DigestAnswer answer(Challenge current, String method, String uri, byte[] body, String cnonce) {
        String qop = qop(current);
        boolean integrity = qop.equals("auth-int");
        String nonce = current.parameters().getOrDefault("nonce", "");
        String hashedA1 = hashedA1(current, cnonce);
        String hashedA2 = hash(method + ":" + uri + (integrity ? ":" + algorithm.hex(body) : ""));
        String response = qop.isEmpty()
                ? hash(hashedA1 + ":" + nonce + ":" + hashedA2)
                : hash(String.join(":", hashedA1, nonce, "%08x".formatted(count), cnonce, qop, hashedA2));
        return new DigestAnswer(
                header(current, uri, cnonce, qop, response),
                nonce,
                count,
                algorithm,
                new DigestAnswer.Expected(hashedA1, cnonce, uri, qop));
    }

    private String header(Challenge current, String uri, String cnonce, String qop, String response) {
        StringBuilder header = new StringBuilder("Digest ").append(userParameter(current));
        quoted(header, "realm", current.parameters().getOrDefault("realm", ""));
        quoted(header, "nonce", current.parameters().getOrDefault("nonce", ""));
        quoted(header, "uri", uri);
        current.parameter("algorithm")
                .ifPresent(name -> header.append(", algorithm=").append(name));
        quoted(header, "response", response);
        if (!qop.isEmpty()) {
            header.append(", qop=").append(qop).append(", nc=").append("%08x".formatted(count));
            quoted(header, "cnonce", cnonce);
        } else if (algorithm.isSession()) {
            quoted(header, "cnonce", cnonce);
        }
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

    /** RFC 2617 names no charset; what servers expect is Latin-1 where it can hold the text. */
    private Charset charset(Challenge current) {
        boolean latin = password.isLatin1()
                && StandardCharsets.ISO_8859_1.newEncoder().canEncode(user);
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

    private static Optional<Challenge> strongest(List<Challenge> offered) {
        return offered.stream()
                .filter(candidate ->
                        candidate.is("Digest") && candidate.parameter("nonce").isPresent())
                .filter(candidate -> DigestAlgorithm.of(candidate).isPresent() && isAnswerable(candidate))
                .max(Comparator.comparing(
                        candidate -> DigestAlgorithm.of(candidate).orElseThrow()));
    }

    private static boolean isAnswerable(Challenge candidate) {
        return candidate.parameter("qop").filter(list -> !list.isBlank()).isEmpty()
                || !qop(candidate).isEmpty();
    }

    /** {@code auth} where the list has it, {@code auth-int} where it has only that, empty where there is no list. */
    private static String qop(Challenge candidate) {
        List<String> offered = Arrays.stream(
                        candidate.parameter("qop").orElse("").split(","))
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .toList();
        return offered.contains("auth") ? "auth" : offered.contains("auth-int") ? "auth-int" : "";
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
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    octet >= '0' && octet <= '9' || octet >= 'A' && octet <= 'Z' || octet >= 'a' && octet <= 'z';
            encoded.append(
                    plain
                            ? String.valueOf((char) octet)
                            : "%" + HexFormat.of().withUpperCase().toHexDigits(octet));
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
