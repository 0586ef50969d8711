package dev.wsman.proxy;

import static dev.wsman.fixture.AuthenticatedServices.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.WsmanException;
import dev.wsman.WsmanTransportException;
import dev.wsman.fixture.AuthenticatedServices;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.auth.DigestChallenge;
import dev.wsman.testkit.auth.EncryptionPolicy;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.proxy.ProxyFailure;
import dev.wsman.testkit.proxy.ProxyRequest;
import dev.wsman.testkit.proxy.ProxyServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Credentials for the proxy and for the server: each receives only its own. */
class ProxyAuthenticationIT {
    private static final String USER = AuthenticatedServices.USER;
    private static final String PASSWORD = AuthenticatedServices.PASSWORD;
    private static final String SERVER_PASSWORD = "the server's own secret";

    @AutoStart
    static final WsmanService http = AuthenticatedServices.everyHandshake()
            .basic(USER, SERVER_PASSWORD)
            .digest(USER, SERVER_PASSWORD)
            .encryption(EncryptionPolicy.ALLOWED)
            .build();

    @AutoStart
    static final WsmanService https = AuthenticatedServices.everyHandshake()
            .basic(USER, SERVER_PASSWORD)
            .digest(USER, SERVER_PASSWORD)
            .https()
            .build();

    /** The challenge of the proxy, the credentials of the session, the header, and the number of 407 replies. */
    private enum Scheme {
        BASIC(proxy -> proxy.basic(USER, PASSWORD), password -> Credentials.basic(USER, password), "Basic", 0),
        DIGEST(proxy -> proxy.digest(USER, PASSWORD), password -> Credentials.digest(USER, password), "Digest", 1),
        NTLM(proxy -> proxy.ntlm(USER, PASSWORD), password -> Credentials.ntlm(USER, password), "Negotiate", 1),
        RAW_NTLM(proxy -> proxy.ntlm(USER, PASSWORD), password -> Credentials.rawNtlm(USER, password), "Negotiate", 1),
        UNDER_NTLM(
                proxy -> proxy.ntlm(USER, PASSWORD).underNtlm(),
                password -> Credentials.ntlm(USER, password),
                "NTLM",
                2),
        KERBEROS(
                Scheme::withKeytab,
                password -> AuthenticatedServices.inRealm(Credentials.kerberos(USER, password)),
                "Negotiate",
                0),
        BARE_KERBEROS(
                Scheme::withKeytab,
                password -> AuthenticatedServices.inRealm(Credentials.kerberos(USER, password))
                        .bareKerberos(),
                "Kerberos",
                0),
        NEGOTIATE(
                Scheme::withKeytab,
                password -> AuthenticatedServices.inRealm(Credentials.negotiate(USER, password)),
                "Negotiate",
                0),
        NEGOTIATE_WITHOUT_TICKET(
                proxy -> proxy.ntlm(USER, PASSWORD).underNtlm(),
                password -> AuthenticatedServices.inRealm(Credentials.negotiate("bob", password)),
                "NTLM",
                2);

        private final UnaryOperator<ProxyServer> challenge;
        private final Function<char[], Credentials> credentials;
        private final String header;
        private final int challenges;

        Scheme(
                UnaryOperator<ProxyServer> challenge,
                Function<char[], Credentials> credentials,
                String header,
                int challenges) {
            this.challenge = challenge;
            this.credentials = credentials;
            this.header = header;
            this.challenges = challenges;
        }

        private static ProxyServer withKeytab(ProxyServer proxy) {
            return proxy.kerberos(AuthenticatedServices.keytab(), AuthenticatedServices.PRINCIPAL);
        }

        ProxyServer proxy() {
            ProxyServer proxy = ProxyServer.create();
            if (this == NEGOTIATE_WITHOUT_TICKET) {
                proxy.ntlm("bob", PASSWORD);
            }
            return challenge.apply(proxy).start();
        }
    }

    /** The host name is the one in the proxy's Kerberos principal. */
    private static String address(ProxyServer proxy) {
        return "localhost:" + proxy.port();
    }

    private static Session.Builder session(WsmanService service, ProxyServer proxy) {
        return AuthenticatedServices.session(service).proxy(address(proxy));
    }

    private static List<RecordedRequest> requests(WsmanService service) {
        return service.requests();
    }

    private static void assertCredentialsAreSeparate(ProxyServer proxy, WsmanService service) {
        assertThat(requests(service)).isNotEmpty().allSatisfy(request -> assertThat(
                        request.header("Proxy-Authorization"))
                .isEmpty());
        if (service == https) {
            assertThat(proxy.requests()).isNotEmpty().allSatisfy(request -> {
                assertThat(request.method()).isEqualTo("CONNECT");
                assertThat(request.header("Authorization")).isEmpty();
            });
        }
    }

    private static List<ProxyRequest> challenged(ProxyServer proxy) {
        return proxy.requests().stream()
                .filter(request -> request.status() == 407)
                .toList();
    }

    private static List<String> authorizations(ProxyServer proxy) {
        return proxy.requests().stream()
                .flatMap(request -> request.header("Proxy-Authorization").stream())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void opensTunnelWithEveryScheme(Scheme scheme) {
        try (ProxyServer proxy = scheme.proxy();
                Session session = session(https, proxy)
                        .credentials(Credentials.basic(USER, SERVER_PASSWORD.toCharArray()))
                        .proxyCredentials(scheme.credentials.apply(AuthenticatedServices.password()))
                        .build()) {
            session.get(ONE);
            session.get(ONE);
            assertThat(challenged(proxy)).hasSize(scheme.challenges);
            assertThat(proxy.requests()).hasSize(scheme.challenges + 1);
            assertThat(authorizations(proxy).get(authorizations(proxy).size() - 1))
                    .startsWith(scheme.header + " ");
            assertThat(proxy.connections()).isEqualTo(1);
            assertThat(requests(https)).hasSize(2);
            assertCredentialsAreSeparate(proxy, https);
        }
    }

    /** The requests themselves carry the handshake, because the proxy does not forward a request that gets a 407. */
    @ParameterizedTest
    @EnumSource(Scheme.class)
    void forwardsRequestsWithEveryScheme(Scheme scheme) {
        try (ProxyServer proxy = scheme.proxy();
                Session session = session(http, proxy)
                        .credentials(Credentials.basic(USER, SERVER_PASSWORD.toCharArray()))
                        .proxyCredentials(scheme.credentials.apply(AuthenticatedServices.password()))
                        .build()) {
            session.get(ONE);
            session.get(ONE);
            assertThat(challenged(proxy)).hasSize(scheme.challenges);
            assertThat(proxy.requests()).hasSize(scheme.challenges + 2);
            assertThat(proxy.connections()).isEqualTo(1);
            assertThat(requests(http)).hasSize(2);
            boolean everyRequest = scheme == Scheme.BASIC || scheme == Scheme.DIGEST;
            assertThat(proxy.requests()
                            .get(scheme.challenges + 1)
                            .header("Proxy-Authorization")
                            .isPresent())
                    .isEqualTo(everyRequest);
            assertCredentialsAreSeparate(proxy, http);
        }
    }

    static Stream<Arguments> schemesOfProxyAndServer() {
        List<Arguments> pairs = new ArrayList<>();
        for (Scheme scheme : Scheme.values()) {
            pairs.add(Arguments.of(scheme, "NTLM", Credentials.ntlm(USER, AuthenticatedServices.password())));
            pairs.add(Arguments.of(
                    scheme,
                    "Kerberos",
                    AuthenticatedServices.inRealm(Credentials.kerberos(USER, AuthenticatedServices.password()))));
            pairs.add(Arguments.of(scheme, "CredSSP", Credentials.credSsp(USER, AuthenticatedServices.password())));
            pairs.add(Arguments.of(scheme, "Digest", Credentials.digest(USER, SERVER_PASSWORD.toCharArray())));
        }
        return pairs.stream();
    }

    /** One connection has a security context of the proxy and one of the server, with end-to-end encryption. */
    @ParameterizedTest(name = "{0} at the proxy, {1} at the server")
    @MethodSource("schemesOfProxyAndServer")
    void authenticatesToProxyAndServerOnOneConnection(Scheme scheme, String name, Credentials credentials) {
        try (ProxyServer proxy = scheme.proxy();
                Session session = session(http, proxy)
                        .credentials(credentials)
                        .proxyCredentials(scheme.credentials.apply(AuthenticatedServices.password()))
                        .build()) {
            assertThat(session.get(ONE).text("Id")).contains("one");
            session.get(ONE);
            // the request is repeated on another connection after a Digest challenge of the server
            int connections = name.equals("Digest") ? 2 : 1;
            assertThat(proxy.connections()).isEqualTo(connections);
            assertThat(challenged(proxy)).hasSizeBetween(scheme.challenges, connections * scheme.challenges);
            assertCredentialsAreSeparate(proxy, http);
            if (!name.equals("Digest")) {
                assertThat(AuthenticatedServices.messages(http)).hasSize(2).allSatisfy(message -> assertThat(
                                message.header("Content-Type"))
                        .hasValueSatisfying(type -> assertThat(type).startsWith("multipart/encrypted")));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void reportsWrongPasswordForProxyWithinOneRound(Scheme scheme) {
        char[] wrong = "not that one".toCharArray();
        for (WsmanService service : List.of(http, https)) {
            try (ProxyServer proxy = scheme.proxy();
                    Session session = session(service, proxy)
                            .credentials(Credentials.basic(USER, SERVER_PASSWORD.toCharArray()))
                            .proxyCredentials(scheme.credentials.apply(wrong))
                            .build()) {
                WsmanAuthenticationException failure =
                        catchThrowableOfType(WsmanAuthenticationException.class, () -> session.get(ONE));
                if (!proxy.requests().isEmpty()) {
                    assertThat(failure).hasMessageContaining("the proxy " + address(proxy));
                    assertThat(failure.error().httpStatus()).isEqualTo(407);
                }
                assertThat(challenged(proxy)).hasSizeLessThanOrEqualTo(3);
                assertThat(requests(service)).isEmpty();
                assertNoSecrets(failure, "not that one", proxy);
            }
        }
    }

    private static void assertNoSecrets(WsmanException failure, String password, ProxyServer proxy) {
        StringWriter texts = new StringWriter();
        failure.printStackTrace(new PrintWriter(texts, true));
        texts.append(failure.error().xml()).append(failure.error().toString());
        assertThat(texts.toString()).doesNotContain(password);
        authorizations(proxy).forEach(header -> {
            String token = header.replaceFirst("^\\w+ ", "");
            String secret =
                    header.startsWith("Digest") ? token.replaceFirst(".*response=\"([0-9a-f]+)\".*", "$1") : token;
            assertThat(texts.toString()).doesNotContain(secret);
        });
    }

    @Test
    void namesSchemesOfProxyWithoutCredentials() {
        try (ProxyServer proxy = ProxyServer.create()
                .basic(USER, PASSWORD)
                .digest(USER, PASSWORD)
                .start()) {
            for (WsmanService service : List.of(http, https)) {
                try (Session session = session(service, proxy)
                        .credentials(Credentials.basic(USER, SERVER_PASSWORD.toCharArray()))
                        .build()) {
                    WsmanAuthenticationException failure =
                            catchThrowableOfType(WsmanAuthenticationException.class, () -> session.get(ONE));
                    assertThat(failure)
                            .hasMessageContaining("the proxy " + address(proxy) + " asks for credentials")
                            .hasMessageContaining("it offers Digest, Basic");
                    assertThat(failure.error().httpStatus()).isEqualTo(407);
                }
                assertThat(requests(service)).isEmpty();
            }
            assertThat(proxy.requests()).hasSize(2);
            assertThat(authorizations(proxy)).isEmpty();
        }
    }

    @Test
    void namesSchemeThatProxyDoesNotOffer() {
        try (ProxyServer proxy = ProxyServer.create().basic(USER, PASSWORD).start();
                Session session = session(https, proxy)
                        .proxyCredentials(Credentials.digest(USER, AuthenticatedServices.password()))
                        .build()) {
            assertThat(catchThrowableOfType(WsmanAuthenticationException.class, () -> session.get(ONE)))
                    .hasMessageContaining("the proxy " + address(proxy) + " does not offer Digest; it offers Basic");
        }
    }

    @Test
    void repeatsRequestOnNewConnectionWhenProxyClosesAfter407() {
        for (WsmanService service : List.of(http, https)) {
            try (ProxyServer proxy = ProxyServer.create()
                            .digest(USER, PASSWORD)
                            .closingAfter407()
                            .start();
                    Session session = session(service, proxy)
                            .credentials(Credentials.digest(USER, SERVER_PASSWORD.toCharArray()))
                            .proxyCredentials(Credentials.digest(USER, AuthenticatedServices.password()))
                            .build()) {
                session.get(ONE);
                session.get(ONE);
                // the challenge of the server ends the second connection
                assertThat(proxy.connections()).isEqualTo(3);
                assertThat(challenged(proxy)).hasSize(1);
            }
        }
    }

    @Test
    void stopsWhenProxyClosesDuringHandshake() {
        for (WsmanService service : List.of(http, https)) {
            try (ProxyServer proxy = ProxyServer.create()
                            .ntlm(USER, PASSWORD)
                            .closingAfter407()
                            .start();
                    Session session = session(service, proxy)
                            .proxyCredentials(Credentials.ntlm(USER, AuthenticatedServices.password()))
                            .build()) {
                assertThat(catchThrowableOfType(WsmanAuthenticationException.class, () -> session.get(ONE)))
                        .hasMessageContaining("the proxy " + address(proxy));
                assertThat(proxy.requests()).hasSize(1);
            }
        }
    }

    @Test
    void stopsWhenEveryNonceIsStale() {
        for (WsmanService service : List.of(http, https)) {
            try (ProxyServer proxy = ProxyServer.create().start();
                    Session session = session(service, proxy)
                            .proxyCredentials(Credentials.digest(USER, AuthenticatedServices.password()))
                            .build()) {
                proxy.failWith(ProxyFailure.challenge("Digest realm=\"r\", nonce=\"n\", qop=\"auth\", stale=true"));
                assertThat(catchThrowableOfType(WsmanAuthenticationException.class, () -> session.get(ONE)))
                        .hasMessageContaining("the proxy " + address(proxy) + " refused the credentials");
                assertThat(proxy.requests()).hasSizeBetween(2, 8);
            }
        }
    }

    @Test
    void replacesExpiredNonce() {
        try (ProxyServer proxy = ProxyServer.create()
                        .digest(USER, PASSWORD)
                        .digestChallenge(new DigestChallenge("MD5-sess", "auth", 2))
                        .start();
                Session session = session(http, proxy)
                        .credentials(Credentials.ntlm(USER, AuthenticatedServices.password()))
                        .proxyCredentials(Credentials.digest(USER, AuthenticatedServices.password()))
                        .build()) {
            IntStream.range(0, 6).forEach(each -> session.get(ONE));
            assertThat(proxy.connections()).isEqualTo(1);
            assertThat(AuthenticatedServices.messages(http)).hasSize(6);
            assertThat(challenged(proxy)).hasSizeBetween(3, 5);
        }
    }

    /** RFC 7616 3.4: the uri is the request target, which differs between proxy and server. */
    @Test
    void sendsDigestUriOfProxyAndOfServer() {
        try (ProxyServer proxy = ProxyServer.create().digest(USER, PASSWORD).start();
                Session session = session(http, proxy)
                        .credentials(Credentials.digest(USER, SERVER_PASSWORD.toCharArray()))
                        .proxyCredentials(Credentials.digest(USER, AuthenticatedServices.password()))
                        .build()) {
            session.get(ONE);
            assertThat(authorizations(proxy)).isNotEmpty().allSatisfy(header -> assertThat(header)
                    .contains("uri=\"" + AuthenticatedServices.endpoint(http) + '"'));
            assertThat(AuthenticatedServices.legs(http)).isNotEmpty().allSatisfy(request -> assertThat(
                            request.header("Authorization"))
                    .hasValueSatisfying(header -> assertThat(header).contains("uri=\"/wsman\"")));
        }
    }

    @Test
    void sendsNoBasicPasswordToProxyOnAnotherMachineUnlessAllowed() {
        Session.Builder builder = AuthenticatedServices.session(https)
                .proxy("proxy.wsman.invalid:3128")
                .proxyCredentials(Credentials.basic(USER, AuthenticatedServices.password()));
        try (Session session = builder.build()) {
            WsmanAuthenticationException failure =
                    catchThrowableOfType(WsmanAuthenticationException.class, () -> session.get(ONE));
            assertThat(failure)
                    .hasMessageContaining("Basic would show user and password")
                    .hasMessageContaining("the proxy proxy.wsman.invalid:3128")
                    .hasMessageContaining("nothing was sent");
        }
        try (Session session = builder.allowUnencrypted().build()) {
            assertThat(catchThrowableOfType(WsmanTransportException.class, () -> session.get(ONE)))
                    .hasMessageContaining("proxy.wsman.invalid");
        }
    }

    @Test
    void sendsBasicInUtf8WithFirstRequest() {
        try (ProxyServer proxy = ProxyServer.create().basic("jürgen", "pä§§").start();
                Session session = session(https, proxy)
                        .credentials(Credentials.basic(USER, SERVER_PASSWORD.toCharArray()))
                        .proxyCredentials(Credentials.basic("jürgen", "pä§§".toCharArray()))
                        .build()) {
            session.get(ONE);
            String expected = Base64.getEncoder().encodeToString("jürgen:pä§§".getBytes(StandardCharsets.UTF_8));
            assertThat(authorizations(proxy)).containsExactly("Basic " + expected);
        }
    }

    /** The session remembers which scheme the proxy requires. */
    @Test
    void startsFurtherConnectionsWithKnownScheme() {
        try (ProxyServer proxy =
                        ProxyServer.create().ntlm(USER, PASSWORD).underNtlm().start();
                Session session = session(https, proxy)
                        .credentials(Credentials.basic(USER, SERVER_PASSWORD.toCharArray()))
                        .proxyCredentials(Credentials.ntlm(USER, AuthenticatedServices.password()))
                        .build()) {
            session.get(ONE);
            int before = proxy.requests().size();
            proxy.closeConnections();
            session.get(ONE);
            List<ProxyRequest> second =
                    proxy.requests().subList(before, proxy.requests().size());
            assertThat(second).hasSize(2).allSatisfy(request -> assertThat(request.header("Proxy-Authorization"))
                    .hasValueSatisfying(header -> assertThat(header).startsWith("NTLM ")));
        }
    }

    @Test
    void keepsPasswordForProxyOutOfTexts() {
        Session.Builder builder = AuthenticatedServices.session(https)
                .proxy("127.0.0.1:9")
                .proxyCredentials(Credentials.basic(USER, AuthenticatedServices.password()));
        try (Session session = builder.build()) {
            assertThat(builder + " " + session).doesNotContain(PASSWORD);
        }
    }
}
