package dev.wsman.internal.transport;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.Certificate;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Makes trust managers for certain issuers (PKIX, RFC 5280), with or without a check for revocation. */
public final class TrustedRoots {
    private TrustedRoots() {}

    /**
     * Makes the trust managers.
     *
     * @param roots the issuers; null for the JDK's
     * @param revocation null for the JVM's setting: no check, unless {@code com.sun.net.ssl.checkRevocation} is true
     */
    public static TrustManager[] managers(@Nullable KeyStore roots, @Nullable Revocation revocation) {
        try {
            TrustManagerFactory issuers = factory(TrustManagerFactory.getDefaultAlgorithm());
            issuers.init(roots);
            if (revocation == null) {
                requireAny(anchors(issuers));
                return issuers.getTrustManagers();
            }
            TrustManagerFactory pkix = factory("PKIX");
            pkix.init(new CertPathTrustManagerParameters(parameters(requireAny(anchors(issuers)), revocation)));
            return pkix.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    /**
     * Returns the certificates of a store that become issuers: those without a key, and the first one of each chain with
     * a key. It is a copy, since the caller may change the store.
     */
    static Set<Certificate> certificates(KeyStore store) {
        try {
            Set<Certificate> certificates = new HashSet<>();
            for (String alias : Collections.list(store.aliases())) {
                Certificate certificate = store.getCertificate(alias);
                if (certificate != null) {
                    certificates.add(certificate);
                }
            }
            return certificates;
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    private static IllegalArgumentException unusable(GeneralSecurityException e) {
        return new IllegalArgumentException("trustStore: it cannot be used: " + e.getMessage(), e);
    }

    private static TrustManagerFactory factory(String algorithm) throws GeneralSecurityException {
        return TrustManagerFactory.getInstance(algorithm);
    }

    /** The issuers that the JDK itself trusts. */
    private static Set<TrustAnchor> anchors(TrustManagerFactory factory) {
        Set<TrustAnchor> anchors = new HashSet<>();
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                for (X509Certificate issuer : x509.getAcceptedIssuers()) {
                    anchors.add(new TrustAnchor(issuer, null));
                }
            }
        }
        return anchors;
    }

    private static Set<TrustAnchor> requireAny(Set<TrustAnchor> anchors) {
        if (anchors.isEmpty()) {
            throw new IllegalArgumentException("trustStore: it has no trusted certificates");
        }
        return anchors;
    }

    private static PKIXBuilderParameters parameters(Set<TrustAnchor> anchors, Revocation revocation)
            throws GeneralSecurityException {
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
        boolean check = revocation == Revocation.CHECK;
        parameters.setRevocationEnabled(check);
        if (check) {
            PKIXRevocationChecker checker =
                    (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
            // stapled responses, OCSP, then the CRLs that the certificate names; without a response the certificate is
            // not trusted
            checker.setOptions(Collections.emptySet());
            parameters.addCertPathChecker(checker);
        }
        return parameters;
    }
}
