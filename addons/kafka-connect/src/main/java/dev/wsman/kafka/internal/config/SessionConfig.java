package dev.wsman.kafka.internal.config;

import static dev.wsman.kafka.internal.config.SessionKeys.ALLOW_UNENCRYPTED;
import static dev.wsman.kafka.internal.config.SessionKeys.CONNECT_TIMEOUT;
import static dev.wsman.kafka.internal.config.SessionKeys.ENCRYPTION;
import static dev.wsman.kafka.internal.config.SessionKeys.ENVELOPE;
import static dev.wsman.kafka.internal.config.SessionKeys.HOST_NAME_CHECK;
import static dev.wsman.kafka.internal.config.SessionKeys.KEYTAB;
import static dev.wsman.kafka.internal.config.SessionKeys.KEY_STORE;
import static dev.wsman.kafka.internal.config.SessionKeys.KEY_STORE_PASSWORD;
import static dev.wsman.kafka.internal.config.SessionKeys.LOCALE;
import static dev.wsman.kafka.internal.config.SessionKeys.PASSWORD;
import static dev.wsman.kafka.internal.config.SessionKeys.PROXY;
import static dev.wsman.kafka.internal.config.SessionKeys.SCHEME;
import static dev.wsman.kafka.internal.config.SessionKeys.TIMEOUT;
import static dev.wsman.kafka.internal.config.SessionKeys.TRUST_STORE;
import static dev.wsman.kafka.internal.config.SessionKeys.TRUST_STORE_PASSWORD;
import static dev.wsman.kafka.internal.config.SessionKeys.USER;

import dev.wsman.Credentials;
import dev.wsman.Encryption;
import dev.wsman.Session;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * How a connector logs in to its hosts and talks to them. Thread-safe.
 */
public final class SessionConfig {
    /** One connection waits for events, and another ends the subscription. */
    private static final int CONNECTIONS = 2;

    private final AbstractConfig values;
    private @Nullable Credentials credentials;
    private @Nullable KeyStore trusted;

    private SessionConfig(AbstractConfig values) {
        this.values = values;
    }

    /** Reads the values of the keys. */
    public static SessionConfig of(AbstractConfig values) {
        return new SessionConfig(values);
    }

    /**
     * Checks what the scheme needs, that the files with keys can be read, and that the hosts can be reached in this
     * way. Sends nothing.
     *
     * @param endpoints the URLs of hosts; those that are known now
     */
    public void check(List<String> endpoints, ConfigProblems problems) {
        checkLogin(problems);
        problems.check(LOCALE, () -> text(LOCALE).ifPresent(SessionConfig::locale));
        problems.check(PROXY, () -> text(PROXY)
                .ifPresent(proxy -> Session.builder("localhost").proxy(proxy)));
        checkStore(TRUST_STORE, TRUST_STORE_PASSWORD, () -> text(TRUST_STORE).ifPresent(this::trust), problems);
        checkStore(KEY_STORE, KEY_STORE_PASSWORD, () -> text(KEY_STORE).ifPresent(this::certificate), problems);
        if (problems.isEmpty() && !endpoints.isEmpty()) {
            checkHosts(endpoints, problems);
        }
    }

    private void checkLogin(ConfigProblems problems) {
        AuthenticationScheme scheme = scheme();
        if (scheme.needsPassword()) {
            require(USER, text(USER).isPresent(), problems);
            require(PASSWORD, secret(PASSWORD).isPresent(), problems);
        }
        if (scheme == AuthenticationScheme.KERBEROS
                && (text(KEYTAB).isPresent() || secret(PASSWORD).isPresent())) {
            require(USER, text(USER).isPresent(), problems);
        }
        if (scheme == AuthenticationScheme.CERTIFICATE) {
            require(KEY_STORE, text(KEY_STORE).isPresent(), problems);
        }
        checkEffects(scheme, problems);
        problems.check(KEYTAB, () -> text(KEYTAB).map(Path::of).ifPresent(KeyStores::requireReadable));
        problems.check(USER, () -> Session.builder("localhost").credentials(credentials(problems)));
    }

    /** Reports keys that are set and that nothing would read. */
    private void checkEffects(AuthenticationScheme scheme, ConfigProblems problems) {
        boolean kerberos = scheme == AuthenticationScheme.KERBEROS;
        String reason = "has no effect with " + SCHEME + "=" + Choice.text(scheme) + "; remove it";
        reject(KEYTAB, text(KEYTAB).isPresent() && !kerberos, reason, problems);
        reject(
                KEYTAB,
                text(KEYTAB).isPresent() && secret(PASSWORD).isPresent() && kerberos,
                "not together with " + PASSWORD + "; set one of them",
                problems);
        reject(USER, text(USER).isPresent() && !kerberos && !scheme.needsPassword(), reason, problems);
        reject(PASSWORD, secret(PASSWORD).isPresent() && !kerberos && !scheme.needsPassword(), reason, problems);
        boolean certificate = scheme == AuthenticationScheme.CERTIFICATE;
        reject(KEY_STORE, text(KEY_STORE).isPresent() && !certificate, reason, problems);
        reject(KEY_STORE_PASSWORD, secret(KEY_STORE_PASSWORD).isPresent() && !certificate, reason, problems);
        reject(
                TRUST_STORE_PASSWORD,
                secret(TRUST_STORE_PASSWORD).isPresent() && text(TRUST_STORE).isEmpty(),
                "has no effect without " + TRUST_STORE,
                problems);
    }

    private static void reject(String key, boolean wrong, String reason, ConfigProblems problems) {
        if (wrong) {
            problems.add(key, reason);
        }
    }

    /** Reads a file, and reports a wrong password at the key of the password. */
    private static void checkStore(String path, String password, Runnable load, ConfigProblems problems) {
        try {
            load.run();
        } catch (WrongStorePasswordException e) {
            problems.add(password, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            problems.add(path, String.valueOf(e.getMessage()));
        }
    }

    private void checkHosts(List<String> endpoints, ConfigProblems problems) {
        AuthenticationScheme scheme = scheme();
        Optional<String> plain = endpoints.stream()
                .filter(endpoint -> endpoint.startsWith("http://"))
                .findFirst();
        if (scheme == AuthenticationScheme.CERTIFICATE) {
            plain.ifPresent(
                    endpoint -> problems.add(SCHEME, "certificate needs https:// in the hosts, and not " + endpoint));
        }
        if (scheme.givesPasswordAway() && !values.getBoolean(ALLOW_UNENCRYPTED)) {
            plain.filter(endpoint -> !isThisMachine(endpoint))
                    .ifPresent(endpoint -> problems.add(
                            ALLOW_UNENCRYPTED,
                            Choice.text(scheme) + " gives the password away on the way to " + endpoint
                                    + "; use https:// in the hosts, or set this to true"));
        }
        problems.check(ENCRYPTION, () -> session(endpoints.get(0)).build().close());
    }

    private static boolean isThisMachine(String endpoint) {
        String host = String.valueOf(URI.create(endpoint).getHost());
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    private static Locale locale(String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        if (locale.getLanguage().isEmpty()) {
            throw new IllegalArgumentException(tag + " is not a language tag such as en-US");
        }
        return locale;
    }

    private void require(String key, boolean present, ConfigProblems problems) {
        if (!present) {
            problems.add(key, "is missing; " + SCHEME + "=" + Choice.text(scheme()) + " needs it");
        }
    }

    /** Returns credentials for a check, or none if something that they need is already known to be missing. */
    private Credentials credentials(ConfigProblems problems) {
        return problems.isEmpty() ? credentials() : Credentials.none();
    }

    /**
     * Returns the builder of a session with a host.
     *
     * @param endpoint the URL of the host
     */
    public Session.Builder session(String endpoint) {
        Session.Builder builder = Session.builder(endpoint)
                .credentials(sharedCredentials())
                .encryption(new Choice<>(Encryption.class).of(values.getString(ENCRYPTION)))
                .timeout(timeout())
                .connectTimeout(Duration.ofMillis(values.getLong(CONNECT_TIMEOUT)))
                .maxConnections(CONNECTIONS);
        Optional.ofNullable(values.getLong(ENVELOPE)).ifPresent(builder::maxEnvelopeSize);
        text(LOCALE).map(SessionConfig::locale).ifPresent(builder::locale);
        text(TRUST_STORE).ifPresent(path -> builder.trustStore(sharedTrust(path)));
        text(PROXY).ifPresentOrElse(builder::proxy, builder::noProxy);
        if (values.getBoolean(ALLOW_UNENCRYPTED)) {
            builder.allowUnencrypted();
        }
        if (!values.getBoolean(HOST_NAME_CHECK)) {
            builder.skipHostnameCheck();
        }
        return builder;
    }

    /** Returns the longest time to wait for a reply. */
    public Duration timeout() {
        return Duration.ofMillis(values.getLong(TIMEOUT));
    }

    /** Returns the same credentials for all hosts, so that a Kerberos login is made once and not once per host. */
    private synchronized Credentials sharedCredentials() {
        if (credentials == null) {
            credentials = credentials();
        }
        return credentials;
    }

    private synchronized KeyStore sharedTrust(String path) {
        if (trusted == null) {
            trusted = trust(path);
        }
        return trusted;
    }

    private AuthenticationScheme scheme() {
        return new Choice<>(AuthenticationScheme.class).of(values.getString(SCHEME));
    }

    private Credentials credentials() {
        String user = text(USER).orElse("");
        char[] password = secret(PASSWORD).orElse("").toCharArray();
        return switch (scheme()) {
            case NONE -> Credentials.none();
            case BASIC -> Credentials.basic(user, password);
            case DIGEST -> Credentials.digest(user, password);
            case NTLM -> Credentials.ntlm(user, password);
            case NEGOTIATE -> Credentials.negotiate(user, password);
            case KERBEROS -> kerberos(user, password);
            case CREDSSP -> Credentials.credSsp(user, password);
            case CERTIFICATE -> certificate(text(KEY_STORE).orElseThrow());
        };
    }

    private Credentials kerberos(String user, char[] password) {
        Optional<Path> keytab = text(KEYTAB).map(Path::of);
        if (keytab.isPresent()) {
            return Credentials.kerberos(keytab.get(), user);
        }
        return password.length > 0 ? Credentials.kerberos(user, password) : Credentials.kerberos();
    }

    private Credentials certificate(String path) {
        char[] password = secret(KEY_STORE_PASSWORD).orElse("").toCharArray();
        return Credentials.certificate(KeyStores.load(path, password), password);
    }

    private KeyStore trust(String path) {
        return KeyStores.load(
                path, secret(TRUST_STORE_PASSWORD).map(String::toCharArray).orElse(null));
    }

    private Optional<String> text(String key) {
        return HostSourceConfig.text(values, key);
    }

    private Optional<String> secret(String key) {
        return Optional.ofNullable(values.getPassword(key)).map(Password::value).filter(value -> !value.isEmpty());
    }
}
