package dev.wsman.internal.transport.auth.digest;

import dev.wsman.internal.transport.auth.Challenge;
import dev.wsman.internal.transport.auth.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The server's side of Digest (RFC 7616) with MD5 and {@code qop=auth}, the only form that Intel AMT knows. Each nonce
 * is valid for some minutes, and each of its counts once, so that a header that was overheard cannot be used again.
 * Thread-safe.
 */
public final class DigestService {
    private static final long VALID_NANOS = Duration.ofMinutes(5).toNanos();
    private static final int MOST_NONCES = 10_000;
    private static final int NONCE_BYTES = 16;
    private static final DigestAlgorithm ALGORITHM = DigestAlgorithm.MD5;

    private final String realm;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Use> nonces = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Use> eldest) {
            return size() > MOST_NONCES;
        }
    };

    /** The result of a check. */
    public enum Verdict {
        /** The client knows the password. */
        ACCEPTED,
        /** The client knows the password and used a nonce or a count that is not valid any more. */
        STALE,
        /** The client does not know the password, or the header is malformed. */
        REFUSED
    }

    private static final class Use {
        private final long issued = System.nanoTime();
        private long count;
    }

    public DigestService(String realm) {
        this.realm = realm;
    }

    /** Returns a value of {@code WWW-Authenticate} with a new nonce. */
    public String challenge(boolean stale) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = HexFormat.of().formatHex(bytes);
        synchronized (nonces) {
            nonces.put(nonce, new Use());
        }
        return "Digest realm=\"" + realm + "\", nonce=\"" + nonce + "\", qop=\"auth\", algorithm=MD5"
                + (stale ? ", stale=true" : "");
    }

    /**
     * Checks a request.
     *
     * @param authorization the header, parsed
     * @param method the method of the request
     * @param target the target of the request, as it was sent
     * @param password the password of the user that the header names
     */
    public Verdict verify(Challenge authorization, String method, String target, Secret password) {
        String uri = parameter(authorization, "uri");
        boolean fits = parameter(authorization, "realm").equals(realm)
                && parameter(authorization, "qop").equalsIgnoreCase(DigestAuthorization.AUTH)
                && uri.equals(target);
        String expected = response(authorization, method, uri, password);
        String given = parameter(authorization, "response").toLowerCase(Locale.ROOT);
        if (!MessageDigest.isEqual(bytes(expected), bytes(given)) || !fits) {
            return Verdict.REFUSED;
        }
        return use(parameter(authorization, "nonce"), parameter(authorization, "nc"))
                ? Verdict.ACCEPTED
                : Verdict.STALE;
    }

    private String response(Challenge authorization, String method, String uri, Secret password) {
        byte[] secret = password.encode(StandardCharsets.UTF_8);
        try {
            String user = parameter(authorization, "username");
            String a1 = ALGORITHM.hex(bytes(user + ":" + realm + ":"), secret);
            String a2 = ALGORITHM.hex(bytes(method + ":" + uri));
            return ALGORITHM.hex(bytes(String.join(
                    ":",
                    a1,
                    parameter(authorization, "nonce"),
                    parameter(authorization, "nc"),
                    parameter(authorization, "cnonce"),
                    parameter(authorization, "qop"),
                    a2)));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /**
     * Uses a count of a nonce. Returns false if the nonce is not valid, or if that or a later count was used before.
     */
    private boolean use(String nonce, String count) {
        if (!count.matches("[0-9A-Fa-f]{8}")) {
            return false;
        }
        long number = HexFormat.fromHexDigitsToLong(count);
        synchronized (nonces) {
            Use use = nonces.get(nonce);
            if (use == null || System.nanoTime() - use.issued > VALID_NANOS || number <= use.count) {
                return false;
            }
            use.count = number;
            return true;
        }
    }

    private static String parameter(Challenge authorization, String name) {
        return authorization.parameter(name).orElse("");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
