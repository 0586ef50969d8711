package dev.wsman;

import dev.wsman.internal.transport.Authentication;
import dev.wsman.internal.transport.auth.ServiceName;
import dev.wsman.internal.transport.auth.credssp.CredSspContextFactory;
import dev.wsman.internal.transport.auth.kerberos.KerberosContextFactory;
import dev.wsman.internal.transport.auth.kerberos.KerberosLogin;
import dev.wsman.internal.transport.auth.kerberos.KerberosOptions;
import dev.wsman.internal.transport.auth.kerberos.SharedKerberosLogin;
import dev.wsman.internal.transport.auth.ntlm.NtlmContextFactory;
import dev.wsman.internal.transport.auth.spnego.NegotiateContextFactory;
import dev.wsman.internal.transport.auth.spnego.SpnegoContextFactory;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * A user's credentials and the scheme that authenticates with them. Immutable; any number of sessions may use the same
 * credentials.
 *
 * <p><b>User names.</b> A user name has one of three forms: {@code user} for a local account or a user of the default
 * realm, <code>DOMAIN&#92;user</code>, or {@code user@domain}.
 *
 * <p><b>Passwords.</b> Each method copies its password, so that the caller may wipe the array. Each session makes its
 * own copy and wipes it when the session is closed. The copy in the credentials lives as long as the credentials. No
 * message, log entry or {@code toString()} contains a password.
 *
 * <p><b>Kerberos.</b> The sessions that are open with the same credentials share one login: the KDC is asked once for
 * the user's ticket, and once for the ticket of each server. The tickets are destroyed when the last of these sessions
 * is closed. A copy with another {@link #realm} logs in on its own.
 */
public final class Credentials {
    private static final String CERTIFICATE = "Certificate";
    private static final String KERBEROS = "Kerberos";
    private static final String NEGOTIATE = "Negotiate";
    private static final Credentials NONE = new Credentials(
            "none", false, KerberosOptions.DEFAULT, null, (options, encrypting) -> Authentication.none());

    private final String scheme;
    private final boolean encrypts;
    private final KerberosOptions options;
    private final KeyManager @Nullable [] keys;
    private final AuthenticationFactory factory;

    /** Creates the authentication of one session. */
    @FunctionalInterface
    private interface AuthenticationFactory {
        Authentication create(KerberosOptions options, boolean encrypting);
    }

    private Credentials(
            String scheme,
            boolean encrypts,
            KerberosOptions options,
            KeyManager @Nullable [] keys,
            AuthenticationFactory factory) {
        this.scheme = scheme;
        this.encrypts = encrypts;
        this.options = options;
        this.keys = keys;
        this.factory = factory;
    }

    /**
     * Returns credentials that do not authenticate. No {@code Authorization} header is sent, and Identify requests only
     * the data that is public.
     */
    public static Credentials none() {
        return NONE;
    }

    /**
     * Returns credentials for Basic (RFC 7617). Every request, including the first, contains user and password in
     * UTF-8, readable by anyone who sees the request. Over plain http to another machine, nothing is sent unless
     * {@link Session.Builder#allowUnencrypted()} was called.
     *
     * @param user the user's name, without a colon, because the scheme cannot represent one
     * @param password the password; copied
     * @throws IllegalArgumentException if the user is empty or contains a colon, or the password is null
     */
    public static Credentials basic(String user, char[] password) {
        if (Arguments.text(user, "user").indexOf(':') >= 0) {
            throw new IllegalArgumentException("user: Basic cannot carry a name with a colon");
        }
        char[] copy = copy(password);
        return fixed("Basic", (options, encrypting) -> Authentication.basic(user, copy));
    }

    /**
     * Returns credentials for Digest (RFC 7616), which proves the password without sending it. Intel AMT requires this
     * scheme. The server rejects the first request with 401; the session then repeats it with a proof.
     *
     * <p>Over plain http, the proof also covers the body of each request if the server offers that ({@code auth-int}).
     * A challenge without {@code qop} is rejected (RFC 7616 3.4).
     *
     * <p>The server may prove itself in its reply ({@code rspauth}, RFC 7616 3.5). If that proof is wrong, the call
     * fails and nothing of the reply is read. Under {@code auth-int} the proof covers the reply's body, which is then
     * held in memory, up to 64 MiB.
     *
     * @param password the password; copied
     * @throws IllegalArgumentException if the user is empty or the password is null
     */
    public static Credentials digest(String user, char[] password) {
        String name = Arguments.text(user, "user");
        char[] copy = copy(password);
        return fixed("Digest", (options, encrypting) -> Authentication.digest(name, copy));
    }

    /**
     * Returns credentials for NTLM version 2 (MS-NLMP), inside SPNEGO under the scheme name {@code Negotiate}. Messages
     * can be encrypted.
     *
     * @param password the password; copied
     * @throws IllegalArgumentException if the user is empty or the password is null
     */
    public static Credentials ntlm(String user, char[] password) {
        String name = Arguments.text(user, "user");
        char[] copy = copy(password);
        return encrypting(
                "NTLM",
                (options, encrypting) ->
                        Authentication.handshake(new SpnegoContextFactory(ntlm(name, copy, options)), encrypting));
    }

    /**
     * Returns credentials like those of {@link #ntlm}, but without SPNEGO: the scheme name {@code Negotiate} is
     * followed by bare NTLM tokens. For services that do not support SPNEGO.
     */
    public static Credentials rawNtlm(String user, char[] password) {
        String name = Arguments.text(user, "user");
        char[] copy = copy(password);
        return encrypting(
                "NTLM", (options, encrypting) -> Authentication.handshake(ntlm(name, copy, options), encrypting));
    }

    private static NtlmContextFactory ntlm(String user, char[] password, KerberosOptions options) {
        return new NtlmContextFactory(NtlmContextFactory.Carrier.RAW_NEGOTIATE, user, password, options.service());
    }

    /**
     * Returns credentials for Kerberos with a password, inside SPNEGO under the scheme name {@code Negotiate}. Messages
     * can be encrypted.
     *
     * @param user {@code user@REALM}; or {@code user}, in the realm that {@link #realm} sets or else in the default one
     * @param password the password; copied
     * @throws IllegalArgumentException if the user is empty or the password is null
     */
    public static Credentials kerberos(String user, char[] password) {
        String name = Arguments.text(user, "user");
        char[] copy = copy(password);
        return kerberos(() -> KerberosLogin.password(name, copy));
    }

    /** Returns credentials for Kerberos with a keytab; otherwise like {@link #kerberos(String, char[])}. */
    public static Credentials kerberos(Path keytab, String principal) {
        Path file = Arguments.present(keytab, "keytab");
        String name = Arguments.text(principal, "principal");
        return kerberos(() -> KerberosLogin.keytab(file, name));
    }

    /**
     * Returns credentials for Kerberos with the tickets of a Subject, which the caller has logged in and keeps valid.
     */
    public static Credentials kerberos(Subject subject) {
        Subject holder = Arguments.present(subject, "subject");
        return kerberos(() -> KerberosLogin.subject(holder));
    }

    /**
     * Returns credentials for Kerberos with the ticket cache of the user who runs this program, as {@code kinit} fills
     * it.
     */
    public static Credentials kerberos() {
        return kerberos(KerberosLogin::ticketCache);
    }

    private static Credentials kerberos(Supplier<KerberosLogin> logins) {
        SharedKerberosLogin login = new SharedKerberosLogin(logins);
        return encrypting(KERBEROS, (options, encrypting) -> kerberos(login.open(options), options));
    }

    private static Authentication kerberos(KerberosContextFactory kerberos, KerberosOptions options) {
        return Authentication.handshake(
                options.bare() ? kerberos : new SpnegoContextFactory(kerberos), options.encrypting());
    }

    /**
     * Returns credentials for Kerberos if a ticket is available, or else for NTLM, as Windows chooses. Messages can be
     * encrypted.
     *
     * @param password the password; copied
     * @throws IllegalArgumentException if the user is empty or the password is null
     */
    public static Credentials negotiate(String user, char[] password) {
        String name = Arguments.text(user, "user");
        char[] copy = copy(password);
        SharedKerberosLogin login = new SharedKerberosLogin(() -> KerberosLogin.password(name, copy));
        return encrypting(
                NEGOTIATE,
                (options, encrypting) -> Authentication.handshake(
                        new NegotiateContextFactory(login.open(options), name, copy, options), encrypting));
    }

    /**
     * Returns credentials for CredSSP (MS-CSSP), versions 5 and 6 with NTLM inside. The server receives the password
     * itself, under TLS inside HTTP, so that it can act as the user elsewhere. Messages can be encrypted ("sealed", as
     * Windows says).
     *
     * <p>Before the password is sent, the server proves with NTLM's session key that the key of the inner TLS session
     * is its own (MS-CSSP 3.1.5). This excludes anyone between client and server. It does not prove which host the
     * server is: every machine for which a domain controller validates the logon knows the session key. Therefore,
     * nothing is sent over plain http to another machine unless {@link Session.Builder#allowUnencrypted()} was called.
     * Over https, the certificate names the host.
     *
     * @param password the password; copied
     * @throws IllegalArgumentException if the user is empty or the password is null
     */
    public static Credentials credSsp(String user, char[] password) {
        String name = Arguments.text(user, "user");
        char[] copy = copy(password);
        return encrypting(
                "CredSSP",
                (options, encrypting) ->
                        Authentication.handshake(new CredSspContextFactory(name, copy, options.service()), encrypting));
    }

    /**
     * Returns a client certificate as credentials, for https. They use TLS 1.2 unless
     * {@link Session.Builder#tlsProtocols} sets other versions, because Windows Server 2022 cannot request a
     * certificate within TLS 1.3.
     *
     * @param keys the certificate with its private key
     * @param password the password of the key; copied
     * @throws IllegalArgumentException if the password does not open the key
     */
    public static Credentials certificate(KeyStore keys, char[] password) {
        try {
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(Arguments.present(keys, "keys"), Arguments.present(password, "password"));
            return new Credentials(
                    CERTIFICATE,
                    false,
                    KerberosOptions.DEFAULT,
                    managers.getKeyManagers(),
                    (options, encrypting) -> Authentication.certificate());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("keys: the private key cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the client certificate of {@link Session.Builder#sslContext} as credentials, for https. The versions of
     * TLS are those of {@link #certificate(KeyStore, char[])}.
     */
    public static Credentials certificate() {
        return fixed(CERTIFICATE, (options, encrypting) -> Authentication.certificate());
    }

    private static Credentials fixed(String scheme, AuthenticationFactory factory) {
        return new Credentials(scheme, false, KerberosOptions.DEFAULT, null, factory);
    }

    private static Credentials encrypting(String scheme, AuthenticationFactory factory) {
        return new Credentials(scheme, true, KerberosOptions.DEFAULT, null, factory);
    }

    private static char[] copy(char @Nullable [] password) {
        return Arguments.present(password, "password").clone();
    }

    /**
     * Returns a copy with another class of the service's principal, for example {@code WSMAN} or {@code host}. The
     * default is {@code HTTP}, which Windows registers. For Kerberos, Negotiate, NTLM and CredSSP.
     *
     * @throws IllegalArgumentException if the scheme is another one, or the class is empty
     */
    public Credentials service(String serviceClass) {
        ServiceName name = new ServiceName(
                Arguments.text(serviceClass, "serviceClass"), options.service().withPort());
        return withService("service", name);
    }

    /**
     * Returns a copy that adds the port to the service's principal: {@code EnableSPNServerPort} of the automation API.
     * For the same schemes as {@link #service}.
     *
     * @throws IllegalArgumentException if the scheme is another one
     */
    public Credentials servicePort() {
        return withService("servicePort", new ServiceName(options.service().serviceClass(), true));
    }

    private Credentials withService(String option, ServiceName name) {
        return with(option, Set.of(NEGOTIATE, KERBEROS, "NTLM", "CredSSP"), options.service(name));
    }

    /**
     * Returns a copy with the user's Kerberos realm and its KDCs, in place of those in the system's {@code krb5.conf}.
     * For Kerberos and Negotiate.
     *
     * @param kdcs each KDC as {@code host} or {@code host:port}; if none is given, the Kerberos configuration or DNS
     *     names them
     * @throws IllegalArgumentException if a name is not valid, or the scheme is another one
     */
    public Credentials realm(String realm, String... kdcs) {
        KerberosOptions next = options.realm(Arguments.text(realm, "realm"), Arguments.present(kdcs, "kdcs"));
        return with("realm", Set.of(NEGOTIATE, KERBEROS), next);
    }

    /**
     * Returns a copy that forwards the user's Kerberos ticket, so that the server can act as the user elsewhere. For
     * Kerberos and Negotiate.
     *
     * @throws IllegalArgumentException if the scheme is another one
     */
    public Credentials delegation() {
        return with("delegation", Set.of(NEGOTIATE, KERBEROS), options.delegate(true));
    }

    /**
     * Returns a copy that uses the scheme name {@code Kerberos} instead of SPNEGO under {@code Negotiate}. For
     * Kerberos.
     *
     * @throws IllegalArgumentException if the scheme is another one
     */
    public Credentials bareKerberos() {
        return with("bareKerberos", Set.of(KERBEROS), options.bare(true));
    }

    private Credentials with(String option, Set<String> schemes, KerberosOptions next) {
        if (!schemes.contains(scheme)) {
            throw new IllegalArgumentException(option + ": the " + scheme + " scheme does not support this option");
        }
        return new Credentials(scheme, encrypts, next, keys, factory);
    }

    boolean isCertificate() {
        return scheme.equals(CERTIFICATE);
    }

    boolean isNone() {
        return this == NONE;
    }

    /** Returns the keys for the TLS connection; null if it needs none. */
    KeyManager @Nullable [] keys() {
        return keys;
    }

    /** Creates the authentication of one session. */
    Authentication authentication(Encryption encryption, boolean https) {
        if (encryption == Encryption.ALWAYS && !encrypts) {
            throw new IllegalArgumentException(
                    "encryption: " + scheme + " cannot encrypt messages; Negotiate, NTLM, Kerberos and CredSSP can");
        }
        boolean encrypting = encrypts && (encryption == Encryption.ALWAYS || encryption == Encryption.AUTO && !https);
        return factory.create(options.encrypting(encrypting), encrypting);
    }

    /** Returns these credentials if a proxy can accept them. */
    Credentials forProxy() {
        if (isNone() || isCertificate() || scheme.equals("CredSSP")) {
            throw new IllegalArgumentException(
                    "proxyCredentials: a proxy takes Basic, Digest, NTLM, Negotiate or Kerberos, not " + scheme);
        }
        return this;
    }

    /** Creates the authentication of one session to its proxy. */
    Authentication proxyAuthentication() {
        return factory.create(options.encrypting(false), false);
    }

    /** Returns only the name of the scheme. */
    @Override
    public String toString() {
        return scheme;
    }
}
