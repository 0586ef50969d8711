package dev.wsman.internal.transport.auth;

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
public final class DigestAnswer {
    private final String header;
    private final String nonce;
    private final int count;
    private final DigestAlgorithm algorithm;
    private final Expected expected;

    /** What {@code rspauth} is computed from. */
    record Expected(String hashedA1, String cnonce, String uri, String qop) {
        boolean integrity() {
            return qop.equals("auth-int");
        }

        @Override
        public String toString() {
            return "Expected[redacted]";
        }
    }

    DigestAnswer(String header, String nonce, int count, DigestAlgorithm algorithm, Expected expected) {
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

    /** Whether the server's confirmation covers the body of its response ({@code qop=auth-int}). */
    public boolean coversBody() {
        return expected.integrity();
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
     * @param body the response's body, read only where the exchange is under {@code qop=auth-int}
     * @throws AuthenticationFailed when {@code rspauth} is there and wrong
     */
    void verify(List<String> authenticationInfo, byte[] body) throws AuthenticationFailed {
        for (String value : authenticationInfo) {
            Map<String, String> info = Challenges.parameters(value);
            String rspauth = info.getOrDefault("rspauth", "");
            // what is computed in another way than was asked for proves nothing, right or wrong
            boolean asAsked = info.getOrDefault("qop", expected.qop()).equalsIgnoreCase(expected.qop());
            if (!rspauth.isEmpty() && asAsked && !matches(rspauth, proof(body))) {
                throw new AuthenticationFailed(
                        "Digest: the server's rspauth is wrong, so that it does not know the password or the answer was changed");
            }
        }
    }

    private String proof(byte[] body) {
        String a2 = hash(":" + expected.uri() + (expected.integrity() ? ":" + algorithm.hex(body) : ""));
        return expected.qop().isEmpty()
                ? hash(String.join(":", expected.hashedA1(), nonce, a2))
                : hash(String.join(
                        ":",
                        expected.hashedA1(),
                        nonce,
                        HexFormat.of().toHexDigits(count),
                        expected.cnonce(),
                        expected.qop(),
                        a2));
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
