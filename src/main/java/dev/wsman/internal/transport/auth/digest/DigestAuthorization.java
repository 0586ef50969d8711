package dev.wsman.internal.transport.auth.digest;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.ChallengeParser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one request answers to a Digest challenge: the value of its {@code Authorization} header, and what the server's
 * {@code Authentication-Info} must then say. Immutable.
 */
public final class DigestAuthorization {
    static final String AUTH = "auth";
    static final String AUTH_INT = "auth-int";
    private static final String PROOF = "rspauth";

    private final String header;
    private final String nonce;
    private final int count;
    private final DigestAlgorithm algorithm;
    private final Expected expected;

    /** What {@code rspauth} is computed from. */
    record Expected(String hashedA1, String cnonce, String uri, String qop) {
        @Override
        public String toString() {
            return "Expected[redacted]";
        }
    }

    DigestAuthorization(String header, String nonce, int count, DigestAlgorithm algorithm, Expected expected) {
        this.header = header;
        this.nonce = nonce;
        this.count = count;
        this.algorithm = algorithm;
        this.expected = expected;
    }

    /** The header's value, beginning with {@code DigestSession }. */
    public String header() {
        return header;
    }

    /**
     * Whether the body of the response is needed to check the server's proof: there is an {@code rspauth}, and it is of
     * {@code qop=auth-int}.
     *
     * @param authenticationInfo the values of {@code Authentication-Info}; may be empty
     */
    public boolean proofCoversBody(List<String> authenticationInfo) {
        return authenticationInfo.stream()
                .map(ChallengeParser::parameters)
                .anyMatch(info -> info.containsKey(PROOF) && qop(info).equals(AUTH_INT));
    }

    /** The server may have computed its proof in another way than was asked for, and says so (RFC 7616 3.5). */
    private String qop(Map<String, String> info) {
        return info.getOrDefault("qop", expected.qop()).strip().toLowerCase(Locale.ROOT);
    }

    String nonce() {
        return nonce;
    }

    /** How often the nonce has been used, this time included. */
    int count() {
        return count;
    }

    /**
     * Checks the server's {@code rspauth}, where it sent one (RFC 7616 3.5): the server knew the password too.
     *
     * @param authenticationInfo the values of {@code Authentication-Info}; may be empty
     * @param body the response's body, read only if {@link #proofCoversBody}
     * @throws AuthenticationFailedException when {@code rspauth} is there and wrong, or of an unknown {@code qop}
     */
    void verify(List<String> authenticationInfo, byte[] body) throws AuthenticationFailedException {
        for (String value : authenticationInfo) {
            Map<String, String> info = ChallengeParser.parameters(value);
            String qop = qop(info);
            String proof = info.get(PROOF);
            boolean known = qop.equals(AUTH) || qop.equals(AUTH_INT);
            if (proof != null && !(known && matches(proof, proof(qop, body)))) {
                throw new AuthenticationFailedException(
                        "Digest: the server's proof (rspauth) is wrong: it does not know the"
                                + " password, or its answer was changed on the way; nothing of the answer was read");
            }
        }
    }

    private String proof(String qop, byte[] body) {
        String a2 = hash(":" + expected.uri() + (qop.equals(AUTH_INT) ? ":" + algorithm.hex(body) : ""));
        String counted = HexFormat.of().toHexDigits(count);
        return hash(String.join(":", expected.hashedA1(), nonce, counted, expected.cnonce(), qop, a2));
    }

    private String hash(String text) {
        return algorithm.hex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean matches(String given, String wanted) {
        return MessageDigest.isEqual(
                given.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8),
                wanted.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "DigestAnswer[redacted]";
    }
}
