package dev.wsman.camel.internal.session;

import dev.wsman.Credentials;
import dev.wsman.camel.WsmanAuthScheme;
import dev.wsman.camel.WsmanConfiguration;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Creates credentials from options. */
final class CredentialsFactory {
    private CredentialsFactory() {}

    static Credentials create(WsmanConfiguration from) {
        Credentials given = from.getCredentials();
        if (given != null) {
            reject("credentials", "username", from.getUsername());
            reject("credentials", "authScheme", from.getAuthScheme());
            reject("credentials", "password", from.getPassword());
            reject("credentials", "keytab", from.getKeytab());
            reject("credentials", "realm", from.getRealm());
            reject("credentials", "kdc", from.getKdc());
            return given;
        }
        if (from.getKeytab() != null && scheme(from) != WsmanAuthScheme.KERBEROS) {
            throw new IllegalArgumentException("keytab: is for authScheme=kerberos only. Set it, or remove keytab");
        }
        rejectUnused(from);
        Credentials created = ofScheme(scheme(from), from);
        String realm = from.getRealm();
        String kdc = from.getKdc();
        if (realm == null) {
            if (kdc != null) {
                throw new IllegalArgumentException("kdc: has no effect without realm. Set realm, or remove kdc");
            }
            return created;
        }
        return Options.checked("realm", () -> created.realm(realm, kdc == null ? new String[0] : Options.list(kdc)));
    }

    private static void reject(String option, String other, @Nullable Object value) {
        if (value != null) {
            throw new IllegalArgumentException(other + ": cannot be set together with " + option + ". Remove one");
        }
    }

    /** Rejects a user and a password that the scheme does not send. */
    private static void rejectUnused(WsmanConfiguration from) {
        WsmanAuthScheme scheme = scheme(from);
        if (scheme == WsmanAuthScheme.NONE || scheme == WsmanAuthScheme.CERTIFICATE) {
            rejectUnused("username", from.getUsername(), scheme, "set another authScheme");
            rejectUnused("password", from.getPassword(), scheme, "set username");
        }
    }

    private static void rejectUnused(String option, @Nullable String value, WsmanAuthScheme scheme, String otherwise) {
        if (value != null) {
            throw new IllegalArgumentException(option + ": has no effect with the scheme "
                    + scheme.name().toLowerCase(Locale.ROOT) + ". Remove it, or " + otherwise);
        }
    }

    private static WsmanAuthScheme scheme(WsmanConfiguration from) {
        WsmanAuthScheme scheme = from.getAuthScheme();
        if (scheme != null) {
            return scheme;
        }
        return from.getUsername() == null ? WsmanAuthScheme.NONE : WsmanAuthScheme.NEGOTIATE;
    }

    private static Credentials ofScheme(WsmanAuthScheme scheme, WsmanConfiguration from) {
        return switch (scheme) {
            case NONE -> Credentials.none();
            case BASIC -> Options.checked("username", () -> Credentials.basic(user(from), password(from)));
            case DIGEST -> Credentials.digest(user(from), password(from));
            case NTLM -> Credentials.ntlm(user(from), password(from));
            case NEGOTIATE -> Credentials.negotiate(user(from), password(from));
            case CREDSSP -> Credentials.credSsp(user(from), password(from));
            case CERTIFICATE -> certificate(from);
            case KERBEROS -> kerberos(from);
        };
    }

    private static Credentials certificate(WsmanConfiguration from) {
        if (from.getSslContextParameters() == null) {
            throw new IllegalArgumentException(
                    "sslContextParameters: missing. The scheme certificate needs the client's key from them");
        }
        return Credentials.certificate();
    }

    private static Credentials kerberos(WsmanConfiguration from) {
        String keytab = from.getKeytab();
        if (keytab != null) {
            reject("keytab", "password", from.getPassword());
            return Credentials.kerberos(Options.checked("keytab", () -> Path.of(keytab)), user(from));
        }
        boolean ownTicket = from.getUsername() == null && from.getPassword() == null;
        return ownTicket ? Credentials.kerberos() : Credentials.kerberos(user(from), password(from));
    }

    private static String user(WsmanConfiguration from) {
        return present("username", from.getUsername(), from);
    }

    private static char[] password(WsmanConfiguration from) {
        return present("password", from.getPassword(), from).toCharArray();
    }

    private static String present(String option, @Nullable String value, WsmanConfiguration from) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(
                    option + ": missing. The scheme " + scheme(from).name().toLowerCase(Locale.ROOT) + " needs it");
        }
        return value;
    }
}
