package dev.wsman.codegen;

import dev.wsman.Credentials;
import dev.wsman.Session;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a server.
 *
 * @param endpoint as {@link Session#builder(String)} takes it
 * @param user who to be; null for nobody, or with Kerberos for who has a ticket
 * @param scheme how that is shown
 * @param fingerprint of the one certificate that is trusted; null for the usual trust
 * @param insecure whether any certificate is trusted
 * @param unencrypted whether a password may go over plain http
 */
record ServerAccess(
        String endpoint,
        @Nullable String user,
        @Nullable AuthenticationScheme scheme,
        @Nullable String fingerprint,
        boolean insecure,
        boolean unencrypted) {

    /** Rejects what contradicts itself. */
    ServerAccess {
        boolean https = endpoint.toLowerCase(Locale.ROOT).startsWith("https:");
        require(!insecure || fingerprint == null, "insecure and fingerprint exclude each other");
        require(https || (!insecure && fingerprint == null), "insecure and fingerprint go with an https server");
        require(user != null || scheme == null || scheme == AuthenticationScheme.KERBEROS, "auth goes with a user");
        require(!unencrypted || !https, "allow-unencrypted goes with an http server");
    }

    /** A session; the password is asked for, with the user's name, where one is needed, and wiped afterwards. */
    Session open(Function<String, char[]> password) {
        Session.Builder builder = Session.builder(endpoint).credentials(credentials(password));
        if (insecure) {
            builder.trustAllCertificates();
        }
        if (fingerprint != null) {
            builder.certificateFingerprint(fingerprint);
        }
        if (unencrypted) {
            builder.allowUnencrypted();
        }
        return builder.build();
    }

    private Credentials credentials(Function<String, char[]> password) {
        if (user == null) {
            return scheme == AuthenticationScheme.KERBEROS ? Credentials.kerberos() : Credentials.none();
        }
        char[] secret = password.apply(user);
        try {
            return (scheme == null ? AuthenticationScheme.BASIC : scheme).credentials(user, secret);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private static void require(boolean satisfied, String otherwise) {
        if (!satisfied) {
            throw new Problem(otherwise);
        }
    }
}
