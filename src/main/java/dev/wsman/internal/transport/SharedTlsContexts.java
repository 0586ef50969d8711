package dev.wsman.internal.transport;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * The TLS contexts that sessions share. The JDK resumes a TLS session only within one context (RFC 8446 2.2), so that
 * sessions with the same trust use the same one. Otherwise each new session would do a full handshake.
 *
 * <p>The server's certificate is not checked again when a TLS session is resumed. Therefore only contexts that trust
 * exactly the same are shared, none with a client's key or with a check for revocation, and a TLS session is resumed for
 * at most an hour. Thread-safe.
 */
final class SharedTlsContexts {
    /** How many contexts are kept, those that were used last. */
    private static final int MAXIMUM = 16;

    private static final int RESUMABLE_SECONDS = (int) TimeUnit.HOURS.toSeconds(1);

    private static final Map<Object, SSLContext> CONTEXTS = new LinkedHashMap<>(MAXIMUM, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, SSLContext> eldest) {
            return size() > MAXIMUM;
        }
    };

    private SharedTlsContexts() {}

    /**
     * Returns the context with this trust.
     *
     * @param trust what it trusts, as a value: equal values mean the same trust
     * @param creation makes the context if there is none yet
     */
    static SSLContext of(Object trust, Supplier<SSLContext> creation) {
        synchronized (CONTEXTS) {
            SSLContext known = CONTEXTS.get(trust);
            if (known != null) {
                return known;
            }
            SSLContext created = creation.get();
            created.getClientSessionContext().setSessionTimeout(RESUMABLE_SECONDS);
            CONTEXTS.put(trust, created);
            return created;
        }
    }
}
