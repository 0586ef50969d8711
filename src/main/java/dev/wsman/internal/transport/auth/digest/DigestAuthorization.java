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
 * The response of one request to a Digest challenge: the value of its {@code Authorization} header, and the proof that
 * the server's {@code Authentication-Info} must then contain. Immutable.
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

    /** The values from which {@code rspauth} is computed. */
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

    /** The header's value, beginning with {@code Digest }. */
    public String header() {
        return header;
    }

    /**
     * Whether the body of the response is needed to check the server's proof: there is an {@code rspauth} with {@code
     * qop=auth-int}.
     *
     * @param authenticationInfo the values of {@code Authentication-Info}; may be empty
     */
    public boolean proofCoversBody(List<String> authenticationInfo) {
        return authenticationInfo.stream()
                .map(ChallengeParser::parameters)
                .anyMatch(info -> info.containsKey(PROOF) && qop(info).equals(AUTH_INT));
    }

    /** Returns the qop of the proof: a server may use another one than the request, and names it (RFC 7616 3.5). */
    private String qop(Map<String, String> info) {
        return info.getOrDefault("qop", expected.qop()).strip().toLowerCase(Locale.ROOT);
    }

    String nonce() {
        return nonce;
    }

    /** How often the nonce has been used, including this request. */
    int count() {
        return count;
    }

    /**
     * Checks the server's {@code rspauth} if it sent one (RFC 7616 3.5): it proves that the server knows the password
     * too.
     *
     * @param authenticationInfo the values of {@code Authentication-Info}; may be empty
     * @param body the response's body, read only if {@link #proofCoversBody}
     * @throws AuthenticationFailedException if {@code rspauth} is present and wrong, or has an unknown {@code qop}
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
                                + " password, or the reply was changed on the way; nothing of the reply was used");
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

    private static boolean matches(String given, String expected) {
        return MessageDigest.isEqual(
                given.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8),
                expected.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "DigestAuthorization[redacted]";
    }
}
