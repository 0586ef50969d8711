package dev.wsman;

import static dev.wsman.AuthenticatedServices.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who a session is to its proxy, beside who it is to its server: each sees its own. */
class ProxyAuthenticationIT {
    private static final String USER = AuthenticatedServices.USER;
    private static final String PASSWORD = AuthenticatedServices.PASSWORD;
    private static final String SERVERS = "the server's own secret";

    private static WsmanService http;
    private static WsmanService https;

    /** How the proxy asks and the session answers. */
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

        private final UnaryOperator<ProxyServer> asks;
        private final Function<char[], Credentials> answers;
        private final String header;
        private final int challenges;

        Scheme(UnaryOperator<ProxyServer> asks, Function<char[], Credentials> answers, String header, int challenges) {
            this.asks = asks;
            this.answers = answers;
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
            return asks.apply(proxy).start();
        }
    }

    @BeforeAll
    static void startServices() {
        AuthenticatedServices.realm();
        http = AuthenticatedServices.everyHandshake()
                .basic(USER, SERVERS)
                .digest(USER, SERVERS)
                .encryption(EncryptionPolicy.ALLOWED)
                .build()
                .start();
        https = AuthenticatedServices.everyHandshake()
                .basic(USER, SERVERS)
                .digest(USER, SERVERS)
                .https()
                .build()
                .start();
    }

    @AfterAll
    static void stopServices() {
        http.close();
        https.close();
    }

    @BeforeEach
    void reset() {
        http.reset();
        https.reset();
    }

    /** By the name that the proxy's principal has. */
    private static String address(ProxyServer proxy) {
        return "localhost:" + proxy.port();
    }

    private static Session.Builder session(WsmanService service, ProxyServer proxy) {
        return AuthenticatedServices.session(service).proxy(address(proxy));
    }

    private static List<RecordedRequest> requests(WsmanService service) {
        return service.requests();
    }

    private static void assertApart(ProxyServer proxy, WsmanService service) {
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

    private static List<String> given(ProxyServer proxy) {
        return proxy.requests().stream()
                .flatMap(request -> request.header("Proxy-Authorization").stream())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void everySchemeOpensATunnel(Scheme scheme) {
        try (ProxyServer proxy = scheme.proxy();
                Session session = session(https, proxy)
                        .credentials(Credentials.basic(USER, SERVERS.toCharArray()))
                        .proxyCredentials(scheme.answers.apply(AuthenticatedServices.password()))
                        .build()) {
            session.get(ONE);
            session.get(ONE);
            assertThat(challenged(proxy)).hasSize(scheme.challenges);
            assertThat(proxy.requests()).hasSize(scheme.challenges + 1);
            assertThat(given(proxy).get(given(proxy).size() - 1)).startsWith(scheme.header + " ");
            assertThat(proxy.connections()).isEqualTo(1);
            assertThat(requests(https)).hasSize(2);
            assertApart(proxy, https);
        }
    }

    /** The requests themselves carry the handshake, since one that meets a 407 goes no further. */
    @ParameterizedTest
    @EnumSource(Scheme.class)
    void everySchemeLetsRequestsPass(Scheme scheme) {
        try (ProxyServer proxy = scheme.proxy();
                Session session = session(http, proxy)
                        .credentials(Credentials.basic(USER, SERVERS.toCharArray()))
                        .proxyCredentials(scheme.answers.apply(AuthenticatedServices.password()))
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
            assertApart(proxy, http);
        }
    }

    static Stream<Arguments> twice() {
        List<Arguments> pairs = new ArrayList<>();
        for (Scheme scheme : Scheme.values()) {
            pairs.add(Arguments.of(scheme, "NTLM", Credentials.ntlm(USER, AuthenticatedServices.password())));
            pairs.add(Arguments.of(
                    scheme,
                    "Kerberos",
                    AuthenticatedServices.inRealm(Credentials.kerberos(USER, AuthenticatedServices.password()))));
            pairs.add(Arguments.of(scheme, "CredSSP", Credentials.credSsp(USER, AuthenticatedServices.password())));
            pairs.add(Arguments.of(scheme, "Digest", Credentials.digest(USER, SERVERS.toCharArray())));
        }
        return pairs.stream();
    }

    /** One connection, two states: what is known of us at the proxy and what at the server, with messages sealed from end to end. */
    @ParameterizedTest(name = "{0} at the proxy, {1} at the server")
    @MethodSource("twice")
    void theServersHandshakeGoesThroughTheProxysOnOneConnection(Scheme scheme, String name, Credentials credentials) {
        try (ProxyServer proxy = scheme.proxy();
                Session session = session(http, proxy)
                        .credentials(credentials)
                        .proxyCredentials(scheme.answers.apply(AuthenticatedServices.password()))
                        .build()) {
            assertThat(session.get(ONE).text("Id")).contains("one");
            session.get(ONE);
            // a server's challenge by Digest is answered on another connection
            int connections = name.equals("Digest") ? 2 : 1;
            assertThat(proxy.connections()).isEqualTo(connections);
            assertThat(challenged(proxy)).hasSizeBetween(scheme.challenges, connections * scheme.challenges);
            assertApart(proxy, http);
            if (!name.equals("Digest")) {
                assertThat(AuthenticatedServices.messages(http)).hasSize(2).allSatisfy(message -> assertThat(
                                message.header("Content-Type"))
                        .hasValueSatisfying(type -> assertThat(type).startsWith("multipart/encrypted")));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void aWrongPasswordIsTheProxysRefusalWithinOneRound(Scheme scheme) {
        char[] wrong = "not that one".toCharArray();
        for (WsmanService service : List.of(http, https)) {
            try (ProxyServer proxy = scheme.proxy();
                    Session session = session(service, proxy)
                            .credentials(Credentials.basic(USER, SERVERS.toCharArray()))
                            .proxyCredentials(scheme.answers.apply(wrong))
                            .build()) {
                WsmanAuthenticationException failure =
                        catchThrowableOfType(WsmanAuthenticationException.class, () -> session.get(ONE));
                if (!proxy.requests().isEmpty()) {
                    assertThat(failure).hasMessageContaining("the proxy " + address(proxy));
                    assertThat(failure.error().httpStatus()).isEqualTo(407);
                }
                assertThat(challenged(proxy)).hasSizeLessThanOrEqualTo(3);
                assertThat(requests(service)).isEmpty();
                assertSilent(failure, "not that one", proxy);
            }
        }
    }

    private static void assertSilent(WsmanException failure, String password, ProxyServer proxy) {
        StringWriter said = new StringWriter();
        failure.printStackTrace(new PrintWriter(said, true));
        said.append(failure.error().xml()).append(failure.error().toString());
        assertThat(said.toString()).doesNotContain(password);
        given(proxy).forEach(header -> {
            String token = header.replaceFirst("^\\w+ ", "");
            String secret =
                    header.startsWith("Digest") ? token.replaceFirst(".*response=\"([0-9a-f]+)\".*", "$1") : token;
            assertThat(said.toString()).doesNotContain(secret);
        });
    }

    @Test
    void withoutCredentialsTheErrorTellsWhatTheProxyOffers() {
        try (ProxyServer proxy = ProxyServer.create()
                .basic(USER, PASSWORD)
                .digest(USER, PASSWORD)
                .start()) {
            for (WsmanService service : List.of(http, https)) {
                try (Session session = session(service, proxy)
                        .credentials(Credentials.basic(USER, SERVERS.toCharArray()))
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
            assertThat(given(proxy)).isEmpty();
        }
    }

    @Test
    void aSchemeThatTheProxyDoesNotOfferIsSaid() {
        try (ProxyServer proxy = ProxyServer.create().basic(USER, PASSWORD).start();
                Session session = session(https, proxy)
                        .proxyCredentials(Credentials.digest(USER, AuthenticatedServices.password()))
                        .build()) {
            assertThat(catchThrowableOfType(WsmanAuthenticationException.class, () -> session.get(ONE)))
                    .hasMessageContaining("the proxy " + address(proxy) + " does not offer Digest; it offers Basic");
        }
    }

    @Test
    void aProxyThatClosesAfterItsChallengeIsAnsweredOnAnotherConnection() {
        for (WsmanService service : List.of(http, https)) {
            try (ProxyServer proxy = ProxyServer.create()
                            .digest(USER, PASSWORD)
                            .closingAfter407()
                            .start();
                    Session session = session(service, proxy)
                            .credentials(Credentials.digest(USER, SERVERS.toCharArray()))
                            .proxyCredentials(Credentials.digest(USER, AuthenticatedServices.password()))
                            .build()) {
                session.get(ONE);
                session.get(ONE);
                // the server's challenge ends the second
                assertThat(proxy.connections()).isEqualTo(3);
                assertThat(challenged(proxy)).hasSize(1);
            }
        }
    }

    @Test
    void aHandshakeThatTheProxyCutsOffFailsAndDoesNotLoop() {
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
    void aNonceThatIsAlwaysStaleDoesNotLoop() {
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
    void aNonceThatRunsOutIsReplacedOnTheWay() {
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

    /** RFC 7616 3.4: the uri is the request target, which is another one for the proxy than for the server. */
    @Test
    void digestNamesToEachTheTargetThatItReads() {
        try (ProxyServer proxy = ProxyServer.create().digest(USER, PASSWORD).start();
                Session session = session(http, proxy)
                        .credentials(Credentials.digest(USER, SERVERS.toCharArray()))
                        .proxyCredentials(Credentials.digest(USER, AuthenticatedServices.password()))
                        .build()) {
            session.get(ONE);
            assertThat(given(proxy)).isNotEmpty().allSatisfy(header -> assertThat(header)
                    .contains("uri=\"" + AuthenticatedServices.endpoint(http) + '"'));
            assertThat(AuthenticatedServices.legs(http)).isNotEmpty().allSatisfy(request -> assertThat(
                            request.header("Authorization"))
                    .hasValueSatisfying(header -> assertThat(header).contains("uri=\"/wsman\"")));
        }
    }

    @Test
    void aBasicPasswordDoesNotGoToAProxyElsewhereUnlessAllowed() {
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
    void basicIsUtf8AndGoesOutWithTheFirstRequest() {
        try (ProxyServer proxy = ProxyServer.create().basic("jürgen", "pä§§").start();
                Session session = session(https, proxy)
                        .credentials(Credentials.basic(USER, SERVERS.toCharArray()))
                        .proxyCredentials(Credentials.basic("jürgen", "pä§§".toCharArray()))
                        .build()) {
            session.get(ONE);
            String expected = Base64.getEncoder().encodeToString("jürgen:pä§§".getBytes(StandardCharsets.UTF_8));
            assertThat(given(proxy)).containsExactly("Basic " + expected);
        }
    }

    /** What one connection learnt, the next ones begin with. */
    @Test
    void furtherConnectionsBeginWithWhatTheFirstLearnt() {
        try (ProxyServer proxy =
                        ProxyServer.create().ntlm(USER, PASSWORD).underNtlm().start();
                Session session = session(https, proxy)
                        .credentials(Credentials.basic(USER, SERVERS.toCharArray()))
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
    void theProxysPasswordIsInNoText() {
        Session.Builder builder = AuthenticatedServices.session(https)
                .proxy("127.0.0.1:9")
                .proxyCredentials(Credentials.basic(USER, AuthenticatedServices.password()));
        try (Session session = builder.build()) {
            assertThat(builder + " " + session).doesNotContain(PASSWORD);
        }
    }
}
