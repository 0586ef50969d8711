package dev.wsman.bench;

import dev.wsman.testkit.http.ServiceCertificate;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** The server's key, which only a full TLS handshake needs: each use of it is counted. Thread-safe. */
final class CountedHandshakes extends X509ExtendedKeyManager {
    private final X509ExtendedKeyManager keys;
    private final AtomicLong full = new AtomicLong();

    private CountedHandshakes(X509ExtendedKeyManager keys) {
        this.keys = keys;
    }

    /** Creates a key and a certificate for localhost, and writes key stores for clients and servers to a folder. */
    static CountedHandshakes create(Path folder) throws Exception {
        ServiceCertificate certificate = ServiceCertificate.create();
        char[] password = SecureContract.PASSWORD.toCharArray();
        KeyStore keys = certificate.keyStore();
        String alias = keys.aliases().nextElement();
        keys.setKeyEntry(alias, keys.getKey(alias, new char[0]), password, keys.getCertificateChain(alias));
        store(certificate.trustStore(), folder.resolve(SecureContract.TRUST_STORE), password);
        store(keys, folder.resolve(SecureContract.KEY_STORE), password);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        return new CountedHandshakes((X509ExtendedKeyManager) managers.getKeyManagers()[0]);
    }

    private static void store(KeyStore store, Path file, char[] password) throws Exception {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
    }

    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {this}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the number of full handshakes since the last call. */
    long take() {
        return full.getAndSet(0);
    }

    @Override
    public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
        return keys.chooseEngineServerAlias(type, issuers, engine);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        if (!isRestoring()) {
            full.incrementAndGet();
        }
        return keys.getPrivateKey(alias);
    }

    /**
     * Returns whether the server restores a TLS session from a ticket: JDK 25 then looks up the key, and signs nothing
     * with it.
     */
    private static boolean isRestoring() {
        return StackWalker.getInstance()
                .walk(frames ->
                        frames.anyMatch(frame -> frame.getClassName().equals("sun.security.ssl.SSLSessionImpl")));
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return keys.getCertificateChain(alias);
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
        return keys.chooseServerAlias(type, issuers, socket);
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
        return keys.getServerAliases(type, issuers);
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
        return keys.getClientAliases(type, issuers);
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
        return keys.chooseClientAlias(types, issuers, socket);
    }
}
