package dev.wsman.codegen;

import dev.wsman.Credentials;
import dev.wsman.Session;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The address of a server, and how to authenticate and trust it.
 *
 * @param endpoint as {@link Session#builder(String)} accepts it
 * @param user the user name; null for no authentication, or with Kerberos for the user who has a ticket
 * @param scheme the authentication scheme; null for Negotiate
 * @param fingerprint the fingerprint of the only certificate to trust; null for the usual trust
 * @param insecure whether to trust any certificate
 * @param unencrypted whether a password may be sent over plain http
 */
record ServerAccess(
        String endpoint,
        @Nullable String user,
        @Nullable AuthenticationScheme scheme,
        @Nullable String fingerprint,
        boolean insecure,
        boolean unencrypted) {

    /** Rejects contradictory settings. */
    ServerAccess {
        boolean https = endpoint.toLowerCase(Locale.ROOT).startsWith("https:");
        UsageException.require(!insecure || fingerprint == null, "insecure and fingerprint cannot be combined");
        UsageException.require(
                https || (!insecure && fingerprint == null), "insecure and fingerprint need an https server");
        UsageException.require(
                user != null || scheme == null || scheme == AuthenticationScheme.KERBEROS, "auth needs a user");
        UsageException.require(!unencrypted || !https, "allow-unencrypted needs an http server");
    }

    /**
     * Opens a session. Calls {@code password} with the user name if a password is needed, and clears the returned
     * array.
     */
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
            return (scheme == null ? AuthenticationScheme.NEGOTIATE : scheme).credentials(user, secret);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }
}
