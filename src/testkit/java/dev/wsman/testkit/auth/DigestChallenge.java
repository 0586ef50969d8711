package dev.wsman.testkit.auth;

import java.util.Set;

/**
 * How the service asks for Digest.
 *
 * @param algorithm MD5, MD5-sess, SHA-256 or SHA-256-sess; empty for a challenge that names none, which means MD5
 * @param qop as it stands in the challenge, such as {@code auth} or {@code auth-int, auth}; empty for RFC 2069's form
 *     without it
 * @param nonceUses after so many requests a nonce is stale
 */
public record DigestChallenge(String algorithm, String qop, int nonceUses) {
    /** MD5, {@code auth}, and a nonce that lasts. */
    public static final DigestChallenge STANDARD = new DigestChallenge("MD5", "auth", Integer.MAX_VALUE);

    public DigestChallenge {
        if (!Set.of("", "MD5", "MD5-sess", "SHA-256", "SHA-256-sess").contains(algorithm)) {
            throw new IllegalArgumentException("algorithm: " + algorithm + " is not known here");
        }
        if (nonceUses < 1) {
            throw new IllegalArgumentException("nonceUses must be positive, was " + nonceUses);
        }
    }
}
