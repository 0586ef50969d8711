package dev.wsman.internal.transport;

import dev.wsman.internal.transport.auth.AnyCertificate;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that a session trusts in TLS, and its own.
 *
 * @param context makes the sockets; null for the JDK's own, which is created when TLS is first used, because that
 *     takes time
 * @param checkHostname whether the certificate must be for the endpoint's host (RFC 9110 4.3.4)
 * @param protocols the versions that are offered, as far as the context has them
 */
public record TlsSettings(@Nullable SSLContext context, boolean checkHostname, List<String> protocols) {
    /** Starts with the JDK's trust store, or the one that {@code javax.net.ssl.trustStore} names. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public SSLContext context() {
        try {
            return context == null ? SSLContext.getDefault() : context;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK's own TLS context cannot be made", e);
        }
    }

    /** Builds the settings. Not thread-safe. {@link #build} rejects contradictions. */
    public static final class Builder {
        private @Nullable SSLContext given;
        private @Nullable KeyStore roots;
        private @Nullable PinnedCertificate pinned;
        private boolean trustsAll;
        private @Nullable Revocation revocation;
        private KeyManager @Nullable [] keys;
        private boolean certificate;
        private boolean checkHostname = true;
        private List<String> protocols = List.of();

        /** Uses the caller's context, with its own trust and keys. */
        public void context(SSLContext context) {
            given = context;
        }

        /** Trusts the issuers in this store, in place of the JDK's. */
        public void trusting(KeyStore store) {
            roots = store;
        }

        /** Trusts any certificate, for any name. Anyone on the way can read and change everything. */
        public void trustingAll() {
            trustsAll = true;
        }

        /** Trusts only the certificate with this SHA-256 fingerprint, for any name and from any issuer. */
        public void pinned(String sha256) {
            pinned = new PinnedCertificate(sha256);
        }

        public void withoutHostnameCheck() {
            checkHostname = false;
        }

        /** Sets whether certificates are checked for revocation; the JVM's settings decide unless this is called. */
        public void revocation(Revocation whether) {
            if (revocation != null && revocation != whether) {
                throw new IllegalArgumentException(
                        "checkRevocation and skipRevocationCheck contradict one another; call one of them");
            }
            revocation = whether;
        }

        /** Offers these versions, in place of TLS 1.3 and 1.2. */
        public void protocols(String... versions) {
            protocols = TlsVersions.checked(versions);
        }

        /**
         * Sets the client's keys.
         *
         * @param managers null if there are none, or if they are in the caller's context
         * @param byCertificate whether the session authenticates with them, so that a certificate must be sent
         */
        public Builder keys(KeyManager @Nullable [] managers, boolean byCertificate) {
            keys = managers;
            certificate = byCertificate;
            return this;
        }

        /**
         * Builds the settings.
         *
         * @throws IllegalArgumentException if two of them contradict one another, or one would have no effect
         */
        public TlsSettings build() {
            rejectContradictions();
            return new TlsSettings(
                    given != null ? given : own(), checkHostname && pinned == null && !trustsAll, offered());
        }

        /**
         * The versions to offer. Windows Server 2022 cannot ask for a client's certificate within TLS 1.3: it has no
         * post-handshake authentication.
         */
        private List<String> offered() {
            if (!protocols.isEmpty()) {
                return protocols;
            }
            return certificate ? List.of("TLSv1.2") : TlsVersions.MODERN;
        }

        private void rejectContradictions() {
            Set<String> trust = trust();
            if (trust.size() > 1) {
                throw new IllegalArgumentException(
                        String.join(" and ", trust) + " contradict one another; choose one of them");
            }
            if (revocation == Revocation.CHECK && (given != null || pinned != null || trustsAll)) {
                throw new IllegalArgumentException(
                        "checkRevocation has no effect with " + trust.iterator().next()
                                + ", which decides for itself; it goes with trustStore, or the JDK's");
            }
            if (revocation == Revocation.SKIP && given != null) {
                throw new IllegalArgumentException(
                        "skipRevocationCheck has no effect with sslContext, whose trust manager decides for itself");
            }
            if (given != null && keys != null) {
                throw new IllegalArgumentException("credentials: sslContext has its own keys; put the client's"
                        + " certificate into the context and use Credentials.certificate()");
            }
            if (given == null && keys == null && certificate) {
                throw new IllegalArgumentException("credentials: Credentials.certificate() without a key store needs an"
                        + " sslContext that has the key");
            }
        }

        private Set<String> trust() {
            Set<String> trust = new LinkedHashSet<>();
            name(trust, given != null, "sslContext");
            name(trust, roots != null, "trustStore");
            name(trust, pinned != null, "certificateFingerprint");
            name(trust, trustsAll, "trustAllCertificates");
            return trust;
        }

        private static void name(Set<String> names, boolean there, String name) {
            if (there) {
                names.add(name);
            }
        }

        private @Nullable SSLContext own() {
            if (keys == null && !trustsItsOwn()) {
                return null;
            }
            Object trust = sharedTrust();
            return trust == null ? created() : SharedTlsContexts.of(trust, this::created);
        }

        private boolean trustsItsOwn() {
            return trustsAll || pinned != null || roots != null || revocation != null;
        }

        /** What the context trusts, as a value; null if the context is for one session only. */
        private @Nullable Object sharedTrust() {
            if (keys != null || revocation != null) {
                return null;
            }
            if (roots != null) {
                return TrustedRoots.certificates(roots);
            }
            return pinned != null ? pinned.fingerprint() : AnyCertificate.class;
        }

        private SSLContext created() {
            TrustManager[] trust = trustManagers();
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(keys, trust, null);
                return context;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a TLS context cannot be made", e);
            }
        }

        /** The trust managers; null for the JDK's. */
        private TrustManager @Nullable [] trustManagers() {
            if (trustsAll) {
                return new TrustManager[] {new AnyCertificate()};
            }
            if (pinned != null) {
                return new TrustManager[] {pinned};
            }
            return roots == null && revocation == null ? null : TrustedRoots.managers(roots, revocation);
        }

        @Override
        public String toString() {
            return "TlsSettings.Builder" + trust() + protocols;
        }
    }
}
