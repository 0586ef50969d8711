package dev.wsman.kafka.internal.config;

import dev.wsman.Encryption;
import dev.wsman.kafka.internal.config.KeyGroup.Doc;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The keys of {@link SessionConfig} with their documentation. */
public final class SessionKeys {
    /** The scheme of authentication. */
    public static final String SCHEME = "auth.scheme";

    /** The user's name. */
    public static final String USER = "auth.username";

    /** The user's password. */
    public static final String PASSWORD = "auth.password";

    /** The keytab for Kerberos. */
    public static final String KEYTAB = "auth.keytab";

    /** Whether messages are encrypted. */
    public static final String ENCRYPTION = "encryption";

    /** Whether Basic and CredSSP are allowed over http. */
    public static final String ALLOW_UNENCRYPTED = "allow.unencrypted";

    /** The file with trusted certificates. */
    public static final String TRUST_STORE = "tls.trust.store.path";

    /** The password of the file with trusted certificates. */
    public static final String TRUST_STORE_PASSWORD = "tls.trust.store.password";

    /** The file with the client's certificate. */
    public static final String KEY_STORE = "tls.key.store.path";

    /** The password of the file with the client's certificate. */
    public static final String KEY_STORE_PASSWORD = "tls.key.store.password";

    /** Whether a certificate must name the host. */
    public static final String HOST_NAME_CHECK = "tls.host.name.check";

    /** The time limit of an exchange. */
    public static final String TIMEOUT = "timeout.ms";

    /** The time limit of connecting. */
    public static final String CONNECT_TIMEOUT = "connect.timeout.ms";

    /** The size of the largest reply. */
    public static final String ENVELOPE = "envelope.max.bytes";

    /** What a user can do if something is larger than a reply may be. */
    public static final String LARGER_REPLIES =
            "raise " + ENVELOPE + ", and MaxEnvelopeSizekb of the host if that is smaller";

    private static final long SMALLEST_ENVELOPE = 8_192;
    private static final long LARGEST_ENVELOPE = 512L * 1024 * 1024;

    /** The language of texts. */
    public static final String LOCALE = "locale";

    /** The HTTP proxy. */
    public static final String PROXY = "proxy";

    private SessionKeys() {}

    /** Adds the keys to a definition. */
    public static void define(ConfigDef definition) {
        login(new KeyGroup(definition, "Login"));
        tls(new KeyGroup(definition, "TLS"));
        connection(new KeyGroup(definition, "Connection"));
    }

    private static void login(KeyGroup group) {
        group.optional(
                        SCHEME,
                        Type.STRING,
                        "negotiate",
                        new Choice<>(AuthenticationScheme.class),
                        Importance.HIGH,
                        new Doc(
                                "Authentication",
                                "How to log in. negotiate is Kerberos if a ticket can be had, or else NTLM. kerberos uses "
                                        + KEYTAB + ", or " + PASSWORD
                                        + ", or else the ticket cache of the worker's user."))
                .optional(USER, Type.STRING, null, null, Importance.HIGH, new Doc("User", USER_TEXT))
                .optional(PASSWORD, Type.PASSWORD, null, null, Importance.HIGH, new Doc("Password", PASSWORD_TEXT))
                .optional(
                        KEYTAB,
                        Type.STRING,
                        null,
                        null,
                        Importance.MEDIUM,
                        new Doc("Keytab", "A keytab with the key of " + USER + ", for " + SCHEME + "=kerberos."))
                .optional(
                        ENCRYPTION,
                        Type.STRING,
                        "auto",
                        new Choice<>(Encryption.class),
                        Importance.MEDIUM,
                        new Doc(
                                "Encryption",
                                "auto encrypts messages over http if the scheme can; always encrypts over https too; never does not"
                                        + " encrypt, which Windows rejects over http unless AllowUnencrypted is set there."))
                .optional(
                        ALLOW_UNENCRYPTED,
                        Type.BOOLEAN,
                        false,
                        null,
                        Importance.LOW,
                        new Doc("Allow plain passwords", "Whether basic and credssp may be used over http."));
    }

    private static final String USER_TEXT = "The user, such as DOMAIN\\user or user@REALM. It must be a member of"
            + " Event Log Readers to read event logs, and of Remote Management Users to read instances.";
    private static final String PASSWORD_TEXT =
            "The password. Use a ConfigProvider, such as ${file:/path/to/file:key}, to keep it out of the"
                    + " configuration.";

    private static void tls(KeyGroup group) {
        group.optional(TRUST_STORE, Type.STRING, null, null, Importance.MEDIUM, new Doc("Trust store", TRUST_TEXT))
                .optional(
                        TRUST_STORE_PASSWORD,
                        Type.PASSWORD,
                        null,
                        null,
                        Importance.MEDIUM,
                        new Doc("Password of the trust store", "The password of " + TRUST_STORE + ", if it has one."))
                .optional(
                        KEY_STORE,
                        Type.STRING,
                        null,
                        null,
                        Importance.LOW,
                        new Doc(
                                "Key store",
                                "A PKCS #12 or JKS file with the client's certificate and key, for " + SCHEME
                                        + "=certificate."))
                .optional(
                        KEY_STORE_PASSWORD,
                        Type.PASSWORD,
                        null,
                        null,
                        Importance.LOW,
                        new Doc("Password of the key store", "The password of " + KEY_STORE + " and of its key."))
                .optional(
                        HOST_NAME_CHECK,
                        Type.BOOLEAN,
                        true,
                        null,
                        Importance.LOW,
                        new Doc("Check of the name", "Whether the certificate must name the host."));
    }

    private static final String TRUST_TEXT =
            "A PKCS #12 or JKS file with the certificates to trust, for https. The default is the trust store of the JDK.";

    private static final String ENVELOPE_TEXT =
            "The size of the largest reply, in bytes. The default requests 512000, and reads larger replies of hosts that"
                    + " do not keep to it. Windows limits it to its own MaxEnvelopeSizekb.";

    private static void connection(KeyGroup group) {
        group.optional(
                        TIMEOUT,
                        Type.LONG,
                        60_000L,
                        KeyGroup.time(1),
                        Importance.MEDIUM,
                        new Doc("Timeout", "The longest time to wait for a reply, in milliseconds."))
                .optional(
                        CONNECT_TIMEOUT,
                        Type.LONG,
                        15_000L,
                        KeyGroup.time(1),
                        Importance.MEDIUM,
                        new Doc("Timeout of connecting", "The longest time to connect, with TLS, in milliseconds."))
                .optional(
                        ENVELOPE,
                        Type.LONG,
                        null,
                        KeyGroup.ifSet(Range.between(SMALLEST_ENVELOPE, LARGEST_ENVELOPE)),
                        Importance.LOW,
                        new Doc("Largest reply", ENVELOPE_TEXT))
                .optional(
                        LOCALE,
                        Type.STRING,
                        null,
                        null,
                        Importance.LOW,
                        new Doc("Language", "The language of texts, such as en-US. The default is that of the host."))
                .optional(
                        PROXY,
                        Type.STRING,
                        null,
                        null,
                        Importance.LOW,
                        new Doc("Proxy", "An HTTP proxy as host:port. The default is to connect directly."));
    }
}
