package dev.wsman.internal.transport.auth.digest;

import dev.wsman.internal.transport.auth.Challenge;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The hash algorithms of RFC 7616, strongest last, each plain or for a session. */
enum DigestAlgorithm {
    MD5("MD5", "MD5", false),
    MD5_SESS("MD5-sess", "MD5", true),
    SHA_512_256("SHA-512-256", "SHA-512/256", false),
    SHA_512_256_SESS("SHA-512-256-sess", "SHA-512/256", true),
    SHA_256("SHA-256", "SHA-256", false),
    SHA_256_SESS("SHA-256-sess", "SHA-256", true);

    private final String token;
    private final String hash;
    private final boolean session;

    DigestAlgorithm(String token, String hash, boolean session) {
        this.token = token;
        this.hash = hash;
        this.session = session;
    }

    /** Returns the algorithm of a challenge; MD5 if it names none (RFC 7616 3.3), empty for an unknown one. */
    static Optional<DigestAlgorithm> of(Challenge challenge) {
        String wanted = challenge.parameter("algorithm").orElse(MD5.token);
        return Arrays.stream(values())
                .filter(known -> known.token.equalsIgnoreCase(wanted))
                .findFirst();
    }

    boolean isSession() {
        return session;
    }

    /** Hashes the parts, one after the other; returns lower-case hexadecimal digits. */
    String hex(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(hash);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java runtime has no " + hash, missing);
        }
    }
}
