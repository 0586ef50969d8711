package dev.wsman.internal.event.sink;

import dev.wsman.internal.transport.TlsVersions;
import dev.wsman.internal.transport.TrustedRoots;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * TLS of a server.
 *
 * @param context the server's key, and which clients' certificates are trusted
 * @param certificates whether the server asks its clients for a certificate
 * @param required whether a client without a certificate is refused
 */
public record SinkTls(SSLContext context, boolean certificates, boolean required) {
    /**
     * Reads a key store.
     *
     * @throws IllegalArgumentException if that is not possible, or the store has no private key
     */
    public static KeyStore keyStore(Path file, char[] password) {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            // reads PKCS #12 and JKS, whatever the default type is
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("keyStore: " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Makes the context of a server.
     *
     * @param trusted the issuers of clients' certificates; null for the JDK's
     * @throws IllegalArgumentException if a store cannot be used
     */
    public static SSLContext context(KeyStore keys, char[] password, @Nullable KeyStore trusted) {
        try {
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    managers.getKeyManagers(), trusted == null ? null : TrustedRoots.managers(trusted, null), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("keyStore: its private key cannot be used: " + e.getMessage(), e);
        }
    }

    /** Returns the versions that the server offers: those that a session offers by default. */
    List<String> protocols() {
        return TlsVersions.MODERN;
    }
}
