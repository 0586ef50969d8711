package dev.wsman.internal.transport;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts no certificate, but remembers the one that a server presents, so that an error can name it: a handshake that
 * fails for want of trust shows the certificate to its trust manager only. For one handshake.
 */
final class PresentedCertificate extends X509ExtendedTrustManager {
    private static final X509Certificate[] NONE = {};
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

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("this is the client's side");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return NONE;
    }
}
