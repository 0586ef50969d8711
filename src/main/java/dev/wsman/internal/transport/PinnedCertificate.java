package dev.wsman.internal.transport;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;

/** Accepts the one certificate with a given SHA-256 fingerprint, whatever its issuer and its age. */
final class PinnedCertificate extends ServerCertificateCheck {
    private final byte[] fingerprint;

    PinnedCertificate(String sha256) {
        this.fingerprint = HexFormat.of().parseHex(normalized(sha256));
    }

    /** The fingerprint that is accepted, in the form of {@link #fingerprint(X509Certificate)}. */
    String fingerprint() {
        return HexFormat.of().formatHex(fingerprint);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        byte[] presented = sha256(chain[0].getEncoded());
        if (!MessageDigest.isEqual(fingerprint, presented)) {
            throw new NotPinned(fingerprint(chain[0]));
        }
    }

    /** Reduces a fingerprint to its hex digits, in lower case. */
    private static String normalized(String fingerprint) {
        String digits = fingerprint.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
        if (!digits.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "fingerprint: a SHA-256 fingerprint is 64 hex digits, with colons or without; these are "
                            + digits.length() + " characters");
        }
        return digits;
    }

    /** The SHA-256 fingerprint in the form that the constructor takes. */
    static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(sha256(certificate.getEncoded()));
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate that was received has its encoding", e);
        }
    }

    /** The server presented another certificate. */
    static final class NotPinned extends CertificateException {
        private static final long serialVersionUID = 1L;

        private final String presented;

        NotPinned(String presented) {
            super("the server's certificate is not the pinned one");
            this.presented = presented;
        }

        /** Its SHA-256 fingerprint. */
        String presented() {
            return presented;
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
