package dev.wsman;

import dev.wsman.internal.transport.Authentication;
import dev.wsman.internal.transport.auth.ServiceName;
import dev.wsman.internal.transport.auth.credssp.CredSspContextFactory;
import dev.wsman.internal.transport.auth.kerberos.KerberosContextFactory;
import dev.wsman.internal.transport.auth.kerberos.KerberosLogin;
import dev.wsman.internal.transport.auth.kerberos.KerberosOptions;
import dev.wsman.internal.transport.auth.ntlm.NtlmContextFactory;
import dev.wsman.internal.transport.auth.spnego.NegotiateContextFactory;
import dev.wsman.internal.transport.auth.spnego.SpnegoContextFactory;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * A user's credentials and the authentication scheme that proves them. Immutable; may be used for any number of
 * sessions. A password is copied when the credentials are made, so that the caller may wipe its array. Each session has
 * its own copy, which it wipes when it is closed; the copy in the credentials lives as long as they do. No password
 * appears in any text.
 *
 * <p>A user is {@code user} (a local account, or in the default realm), {@code DOMAIN\\user} or {@code user@domain}.
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
    private final Maker maker;

    /** Creates the credentials of one session. */
    @FunctionalInterface
    private interface Maker {
        Authentication login(KerberosOptions options, boolean encrypting);
    }

    private Credentials(
            String scheme, boolean encrypts, KerberosOptions options, KeyManager @Nullable [] keys, Maker maker) {
        this.scheme = scheme;
        this.encrypts = encrypts;
        this.options = options;
        this.keys = keys;
        this.maker = maker;
    }

    /** No authentication: no {@code Authorization} header is sent, and Identify requests the data that is public. */
    public static Credentials none() {
        return NONE;
    }

    /**
     * Basic (RFC 7617): user and password in UTF-8, readable by anyone who sees the request, with every request from
     * the first on. Over plain http to another machine nothing is sent unless {@link
     * Session.Builder#allowUnencrypted()} was called.
     *
     * @param user the user's name, without a colon, which the scheme cannot carry
     * @param password the password; copied
     * @throws IllegalArgumentException if the user is empty or has a colon, or the password is null
     */
    public static Credentials basic(String user, char[] password) {
        if (Arguments.text(user, "user").indexOf(':') >= 0) {
            throw new IllegalArgumentException("user: Basic cannot carry a name with a colon");
        }
        char[] copy = copy(password);
        return fixed("Basic", (options, encrypting) -> Authentication.basic(user, copy));
    }

    /**
     * Digest (RFC 7616): the password is proved, not sent. Intel AMT requires it. The first request meets a 401 and is
     * repeated.
     *
     * <p>Over plain http the proof covers the body of each request if the server offers that ({@code auth-int}). A
     * challenge without {@code qop} is not answered (RFC 7616 3.4). If the server sends a proof of its own ({@code
     * rspauth}, RFC 7616 3.5) and it is wrong, the call fails and nothing of the reply is read; under {@code auth-int}
     * the proof covers the reply's body, which is then held in memory, up to 64 MiB. A server may leave its proof out.
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
     * NTLM version 2 (MS-NLMP) inside {@code Negotiate}; messages can be encrypted.
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

    /** As {@link #ntlm}, with bare tokens under {@code Negotiate}, for services that do not know SPNEGO. */
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
     * Kerberos with a password, inside SPNEGO ({@code Negotiate}); messages can be encrypted.
     *
     * @param user {@code user@REALM}, or {@code user} in the realm of {@link #realm} or the default one
     * @param password the password; copied
     * @throws IllegalArgumentException if the user is empty or the password is null
     */
    public static Credentials kerberos(String user, char[] password) {
        String name = Arguments.text(user, "user");
        char[] copy = copy(password);
        return encrypting(KERBEROS, (options, encrypting) -> kerberos(KerberosLogin.password(name, copy), options));
    }

    /** Kerberos with a keytab; otherwise like {@link #kerberos(String, char[])}. */
    public static Credentials kerberos(Path keytab, String principal) {
        Path file = Arguments.present(keytab, "keytab");
        String name = Arguments.text(principal, "principal");
        return encrypting(KERBEROS, (options, encrypting) -> kerberos(KerberosLogin.keytab(file, name), options));
    }

    /** Kerberos with the tickets of a Subject that the caller has logged in and keeps valid. */
    public static Credentials kerberos(Subject subject) {
        Subject holder = Arguments.present(subject, "subject");
        return encrypting(KERBEROS, (options, encrypting) -> kerberos(KerberosLogin.subject(holder), options));
    }

    /** Kerberos with the ticket cache of the user who runs this program, as {@code kinit} fills it. */
    public static Credentials kerberos() {
        return encrypting(KERBEROS, (options, encrypting) -> kerberos(KerberosLogin.ticketCache(), options));
    }

    private static Authentication kerberos(KerberosLogin login, KerberosOptions options) {
        KerberosContextFactory kerberos = new KerberosContextFactory(login, options);
        return Authentication.handshake(
                options.bare() ? kerberos : new SpnegoContextFactory(kerberos), options.encrypting());
    }

    /**
     * Kerberos if a ticket is available, NTLM otherwise, as in Windows; messages can be encrypted.
     *
     * @param password the password; copied
     * @throws IllegalArgumentException if the user is empty or the password is null
     */
    public static Credentials negotiate(String user, char[] password) {
        String name = Arguments.text(user, "user");
        char[] copy = copy(password);
        return encrypting(
                NEGOTIATE,
                (options, encrypting) ->
                        Authentication.handshake(new NegotiateContextFactory(name, copy, options), encrypting));
    }

    /**
     * CredSSP (MS-CSSP), versions 5 and 6 with NTLM inside: the password itself is given to the server, under TLS
     * inside HTTP, so that it can act as the user elsewhere. Messages can be encrypted ("sealed", as Windows says).
     *
     * <p>Before the password is sent, the server proves under the session key of NTLM that the key of the inner TLS
     * session is its own (MS-CSSP 3.1.5). That excludes anyone between the two ends of the session. It does not prove
     * which host the server is: every machine that a domain controller validates the logon for knows the session key.
     * So nothing is sent over plain http to another machine unless {@link Session.Builder#allowUnencrypted()} was
     * called; over https the certificate names the host.
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
     * A client certificate, over https. Windows Server 2022 cannot ask for one within TLS 1.3, so that TLS 1.2 is used
     * with these credentials unless {@link Session.Builder#tlsProtocols} sets other versions.
     *
     * @param keys the certificate with its private key
     * @param password of the key; copied
     * @throws IllegalArgumentException if the password does not open the key
     */
    public static Credentials certificate(KeyStore keys, char[] password) {
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(Arguments.present(keys, "keys"), Arguments.present(password, "password"));
            return new Credentials(
                    CERTIFICATE,
                    false,
                    KerberosOptions.DEFAULT,
                    factory.getKeyManagers(),
                    (options, encrypting) -> Authentication.certificate());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("keys: the private key cannot be had: " + e.getMessage(), e);
        }
    }

    /**
     * The client certificate that {@link Session.Builder#sslContext} holds, over https. TLS 1.2 is used, as with
     * {@link #certificate(KeyStore, char[])}.
     */
    public static Credentials certificate() {
        return fixed(CERTIFICATE, (options, encrypting) -> Authentication.certificate());
    }

    private static Credentials fixed(String scheme, Maker maker) {
        return new Credentials(scheme, false, KerberosOptions.DEFAULT, null, maker);
    }

    private static Credentials encrypting(String scheme, Maker maker) {
        return new Credentials(scheme, true, KerberosOptions.DEFAULT, null, maker);
    }

    private static char[] copy(char @Nullable [] password) {
        return Arguments.present(password, "password").clone();
    }

    /**
     * The class of the service's principal: {@code HTTP} unless given, as Windows registers it, {@code WSMAN} or
     * {@code host}. For Kerberos, Negotiate, NTLM and CredSSP.
     *
     * @throws IllegalArgumentException if the scheme is another one, or the class is empty
     */
    public Credentials service(String serviceClass) {
        ServiceName name = new ServiceName(
                Arguments.text(serviceClass, "serviceClass"), options.service().withPort());
        return withService("service", name);
    }

    /**
     * The service's principal with the port: what {@code EnableSPNServerPort} is in the automation API. For the same
     * schemes as {@link #service}.
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
     * The Kerberos realm of the user and where its KDCs are, in place of the system's {@code krb5.conf}. For Kerberos
     * and Negotiate.
     *
     * @param kdcs {@code host} or {@code host:port}; none leaves them to the Kerberos configuration or DNS
     * @throws IllegalArgumentException if a name is not valid, or the scheme is another one
     */
    public Credentials realm(String realm, String... kdcs) {
        KerberosOptions next = options.realm(Arguments.text(realm, "realm"), Arguments.present(kdcs, "kdcs"));
        return with("realm", Set.of(NEGOTIATE, KERBEROS), next);
    }

    /**
     * Forwards the user's Kerberos ticket, so that the server can act as the user elsewhere. For Kerberos and
     * Negotiate.
     *
     * @throws IllegalArgumentException if the scheme is another one
     */
    public Credentials delegation() {
        return with("delegation", Set.of(NEGOTIATE, KERBEROS), options.delegate(true));
    }

    /**
     * Uses the scheme {@code Kerberos} rather than SPNEGO under {@code Negotiate}. For Kerberos.
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
        return new Credentials(scheme, encrypts, next, keys, maker);
    }

    boolean isCertificate() {
        return scheme.equals(CERTIFICATE);
    }

    boolean isNone() {
        return this == NONE;
    }

    /** The keys of the TLS connection; null if it needs none. */
    KeyManager @Nullable [] keys() {
        return keys;
    }

    /** Creates the credentials of one session. */
    Authentication login(Encryption encryption, boolean https) {
        if (encryption == Encryption.ALWAYS && !encrypts) {
            throw new IllegalArgumentException(
                    "encryption: " + scheme + " cannot encrypt messages; Negotiate, NTLM, Kerberos and CredSSP can");
        }
        boolean encrypting = encrypts && (encryption == Encryption.ALWAYS || encryption == Encryption.AUTO && !https);
        return maker.login(options.encrypting(encrypting), encrypting);
    }

    /** Returns these credentials if a proxy can accept them. */
    Credentials forProxy() {
        if (isNone() || isCertificate() || scheme.equals("CredSSP")) {
            throw new IllegalArgumentException(
                    "proxyCredentials: a proxy takes Basic, Digest, NTLM, Negotiate or Kerberos, not " + scheme);
        }
        return this;
    }

    /** Creates the credentials of one session for its proxy. */
    Authentication proxyLogin() {
        return maker.login(options.encrypting(false), false);
    }

    /** The scheme, and nothing else. */
    @Override
    public String toString() {
        return scheme;
    }
}
