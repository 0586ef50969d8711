package dev.wsman.internal.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.wsman.internal.redaction.SecretValueMasker;
import dev.wsman.internal.transport.auth.Secret;
import dev.wsman.internal.transport.auth.SecurityContextFactory;
import dev.wsman.internal.transport.auth.basic.BasicHeader;
import dev.wsman.internal.transport.auth.digest.DigestSessionPool;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The credentials of one session and the scheme that proves them. Closing it wipes the secrets. Thread-safe. */
public sealed interface Authentication extends AutoCloseable {

    /** The authentication scheme, as in {@code WWW-Authenticate}; empty for none. */
    String scheme();

    /**
     * Whether the scheme gives the server the password itself: readable by anyone on the way (Basic), or by whichever
     * machine accepts the connection (CredSSP). Such credentials are sent only over https, to this machine, or with
     * the caller's permission.
     */
    boolean handsOverPassword();

    /**
     * Adds the secrets to the values that are masked in texts from the server and the proxy.
     *
     * @throws IllegalStateException if the credentials are closed
     */
    void addSecrets(SecretValueMasker masker);

    @Override
    void close();

    /** No authentication. */
    static Authentication none() {
        return new Fixed("", null, false);
    }

    /** Basic (RFC 7617), in UTF-8. Sent with the first request: OMI never replies to a request without it. */
    static Authentication basic(String user, char[] password) {
        return new Fixed("Basic", BasicHeader.of(user, password), true);
    }

    /** The certificate of the TLS connection. Windows requires a header that names the scheme too. */
    static Authentication certificate() {
        String profile = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual";
        return new Fixed("Certificate", profile.getBytes(StandardCharsets.US_ASCII), false);
    }

    /** Digest (RFC 7616). */
    static Authentication digest(String user, char[] password) {
        return new Digest(new DigestSessionPool(user, password));
    }

    /** A handshake on each connection. */
    static Authentication handshake(SecurityContextFactory contexts, boolean encrypting) {
        return new Negotiated(contexts, encrypting);
    }

    private static void add(Secret password, SecretValueMasker masker) {
        char[] copy = password.copy();
        masker.value(copy, 0);
        Arrays.fill(copy, '\0');
    }

    /** Sends the same header with every request, or none. */
    final class Fixed implements Authentication {
        private final String scheme;
        private final byte @Nullable [] header;
        private final boolean handsOverPassword;

        Fixed(String scheme, byte @Nullable [] header, boolean handsOverPassword) {
            this.scheme = scheme;
            this.header = header;
            this.handsOverPassword = handsOverPassword;
        }

        @Nullable
        String header() {
            return header == null ? null : new String(header, StandardCharsets.US_ASCII);
        }

        @Override
        public String scheme() {
            return scheme;
        }

        @Override
        public boolean handsOverPassword() {
            return handsOverPassword;
        }

        /** Adds the header's value, the user and password that it encodes, and the password. */
        @Override
        public synchronized void addSecrets(SecretValueMasker masker) {
            if (header == null || !handsOverPassword) {
                return;
            }
            if (header[0] == 0) {
                throw new IllegalStateException("the credentials are closed");
            }
            String encoded = new String(header, scheme.length() + 1, header.length - scheme.length() - 1, US_ASCII);
            char[] plain = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8).toCharArray();
            int password = userLength(plain) + 1;
            masker.value(encoded.toCharArray(), 4 * password / 3);
            if (password < plain.length) {
                masker.value(plain, password);
                masker.value(Arrays.copyOfRange(plain, password, plain.length), 0);
            }
            Arrays.fill(plain, '\0');
        }

        private static int userLength(char[] plain) {
            int at = 0;
            while (plain[at] != ':') {
                at++;
            }
            return at;
        }

        @Override
        public synchronized void close() {
            if (header != null) {
                Arrays.fill(header, (byte) 0);
            }
        }

        @Override
        public String toString() {
            return scheme;
        }
    }

    /**
     * Proves the password in each request, under the server's newest challenge.
     *
     * @param sessions lends the sessions that compute the responses to challenges
     */
    record Digest(DigestSessionPool sessions) implements Authentication {
        @Override
        public String scheme() {
            return "Digest";
        }

        @Override
        public boolean handsOverPassword() {
            return false;
        }

        @Override
        public void addSecrets(SecretValueMasker masker) {
            add(sessions.password(), masker);
        }

        @Override
        public void close() {
            sessions.close();
        }
    }

    /**
     * Runs a handshake on each connection.
     *
     * @param contexts creates the security contexts
     * @param encrypting whether messages are encrypted
     */
    record Negotiated(SecurityContextFactory contexts, boolean encrypting) implements Authentication {
        @Override
        public String scheme() {
            return contexts.scheme();
        }

        @Override
        public boolean handsOverPassword() {
            return contexts.handsOverPassword();
        }

        @Override
        public void addSecrets(SecretValueMasker masker) {
            Secret password = contexts.password();
            if (password != null) {
                add(password, masker);
            }
        }

        @Override
        public void close() {
            contexts.close();
        }
    }
}
