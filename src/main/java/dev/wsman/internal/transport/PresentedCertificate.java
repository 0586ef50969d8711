package dev.wsman.internal.transport;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * Trusts no certificate, but remembers the one that a server presents, so that an error can name it. If a certificate
 * is not trusted, only the trust manager of the handshake sees it. For one handshake.
 */
final class PresentedCertificate extends ServerCertificateCheck {
    private @Nullable X509Certificate presented;

    /** The SHA-256 fingerprint of the certificate as the session's builder takes it; null if none was presented. */
    @Nullable
    String fingerprint() {
        return presented == null ? null : PinnedCertificate.fingerprint(presented);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        presented = chain[0];
        throw new CertificateException("only its fingerprint is wanted");
    }
}
