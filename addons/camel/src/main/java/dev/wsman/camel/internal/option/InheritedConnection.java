package dev.wsman.camel.internal.option;

import dev.wsman.camel.WsmanConfiguration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decides which options of the component's connection remain at an endpoint whose URI names others. */
public final class InheritedConnection {
    private static final List<String> LOGIN = List.of("username", "password", "authScheme", "keytab", "realm", "kdc");
    private static final List<String> OTHERS = List.of(
            "host",
            "credentials",
            "sslContextParameters",
            "certificateFingerprint",
            "trustAllCertificates",
            "skipHostnameCheck",
            "encryption",
            "allowUnencrypted",
            "timeout",
            "connectTimeout",
            "maxConnections",
            "maxEnvelopeSize",
            "locale",
            "proxy",
            "proxyCredentials",
            "retryAttempts",
            "retryBackoff",
            "repairInvalidCharacters",
            "maskInLogs",
            "listener",
            "metrics");

    private final WsmanConfiguration connection;
    private final Set<String> named;

    private InheritedConnection(WsmanConfiguration connection, Set<String> named) {
        this.connection = connection;
        this.named = named;
    }

    /**
     * Removes the options of a component that contradict those of a URI.
     *
     * @param connection the copy of the component's connection, without the options of the URI
     * @param named the names of the URI's options, without regard to case
     * @param authScheme the scheme of the URI; null if it has none
     * @throws IllegalArgumentException if an option has no effect because there is a session; the message names it
     */
    public static void adjust(WsmanConfiguration connection, Set<String> named, @Nullable Object authScheme) {
        InheritedConnection inherited = new InheritedConnection(connection, named);
        inherited.adjustSession();
        inherited.adjustLogin(authScheme == null ? "" : authScheme.toString().toUpperCase(Locale.ROOT));
    }

    private void adjustSession() {
        if (named.contains("host") && !named.contains("session")) {
            connection.setSession(null);
        }
        if (!named.contains("session") && connection.getSession() == null) {
            return;
        }
        for (List<String> options : List.of(LOGIN, OTHERS)) {
            for (String option : options) {
                if (named.contains(option)) {
                    throw new IllegalArgumentException(
                            option + ": has no effect beside session, which has its own connection. Remove one");
                }
            }
        }
    }

    private void adjustLogin(String authScheme) {
        if (named.contains("credentials")) {
            clear("username", connection::setUsername);
            clear("password", connection::setPassword);
            clear("authScheme", nothing -> connection.setAuthScheme(null));
            clear("keytab", connection::setKeytab);
            clearRealm();
        } else if (LOGIN.stream().anyMatch(named::contains)) {
            connection.setCredentials(null);
            if (named.contains("keytab")) {
                clear("password", connection::setPassword);
            } else if (named.contains("password") || !authScheme.isEmpty() && !authScheme.equals("KERBEROS")) {
                connection.setKeytab(null);
            }
            if (!authScheme.isEmpty() && !authScheme.equals("KERBEROS") && !authScheme.equals("NEGOTIATE")) {
                clearRealm();
            }
            if (authScheme.equals("NONE") || authScheme.equals("CERTIFICATE")) {
                clear("username", connection::setUsername);
                clear("password", connection::setPassword);
            }
        }
    }

    private void clearRealm() {
        clear("realm", connection::setRealm);
        clear("kdc", connection::setKdc);
    }

    private void clear(String option, Consumer<@Nullable String> setter) {
        if (!named.contains(option)) {
            setter.accept(null);
        }
    }
}
