package dev.wsman.proxy;

import static dev.wsman.fixture.SessionFixture.MANY;
import static dev.wsman.fixture.SessionFixture.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Credentials;
import dev.wsman.Instance;
import dev.wsman.Session;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.WsmanFaultException;
import dev.wsman.WsmanProtocolException;
import dev.wsman.WsmanTimeoutException;
import dev.wsman.WsmanTransportException;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServiceOperation;
import dev.wsman.testkit.proxy.ProxyFailure;
import dev.wsman.testkit.proxy.ProxyRequest;
import dev.wsman.testkit.proxy.ProxyServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Sessions through an HTTP proxy: what the proxy receives, and which failures are reported as its own. */
class ProxyIT {
    private static final char[] PASSWORD = "server's secret".toCharArray();

    @AutoStart
    static final WsmanService http =
            SessionFixture.service().basic("user", new String(PASSWORD)).build();

    @AutoStart
    static final WsmanService https =
            SessionFixture.service().https().basic("user", new String(PASSWORD)).build();

    @AutoClose
    private ProxyServer proxy = ProxyServer.create().start();

    private Session.Builder through(WsmanService service) {
        return direct(service).proxy(proxy.address());
    }

    private static Session.Builder direct(WsmanService service) {
        Session.Builder builder = Session.builder(service.endpoint()).credentials(Credentials.basic("user", PASSWORD));
        return service == https ? builder.certificateFingerprint(https.certificateFingerprint()) : builder;
    }

    private static String authority(WsmanService service) {
        return URI.create(service.endpoint()).getAuthority();
    }

    private static <E extends WsmanException> E failure(Class<E> type, Session.Builder builder) {
        try (Session session = builder.build()) {
            return catchThrowableOfType(type, () -> session.get(ONE));
        }
    }

    /** RFC 9112 3.2.2: the absolute form of the request target. */
    @Test
    void sendsWholeUrlOverHttpOnOneConnection() {
        try (Session session = through(http).build()) {
            assertThat(session.get(ONE).text("Id")).contains("one");
            assertThat(session.enumerate(MANY).batchItems(10).list()).hasSize(25);
        }
        assertThat(proxy.requests()).hasSize(4).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.target()).isEqualTo(http.endpoint());
            assertThat(request.header("Host")).contains(authority(http));
            assertThat(request.header("Proxy-Authorization")).isEmpty();
        });
        assertThat(proxy.connections()).isEqualTo(1);
        assertThat(http.requests())
                .allSatisfy(request -> assertThat(request.path()).isEqualTo("/wsman"));
    }

    @Test
    void namesFingerprintOfUntrustedCertificateBehindTunnel() {
        WsmanTransportException failure = failure(
                WsmanTransportException.class, Session.builder(https.endpoint()).proxy(proxy.address()));
        assertThat(failure.error().kind()).isEqualTo(Kind.TLS);
        assertThat(failure).hasMessageContaining("certificateFingerprint(\"" + https.certificateFingerprint() + "\")");
        assertThat(https.requests()).isEmpty();
    }

    /** RFC 9110 9.3.6: CONNECT. */
    @Test
    void opensOneTunnelOverHttpsThatHidesServersHeaders() {
        try (Session session = through(https).build()) {
            session.get(ONE);
            session.get(ONE);
        }
        assertThat(proxy.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("CONNECT");
            assertThat(request.target()).isEqualTo(authority(https));
            assertThat(request.header("Host")).contains(authority(https));
            assertThat(request.headers().stream().map(ProxyRequest.Header::name))
                    .containsExactlyInAnyOrder("Host", "User-Agent");
        });
        assertThat(https.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.path()).isEqualTo("/wsman");
            assertThat(request.header("Authorization")).isPresent();
        });
    }

    @Test
    void leavesNameResolutionToProxy() {
        proxy.close();
        proxy = ProxyServer.create()
                .address("server.wsman.invalid", "127.0.0.1")
                .start();
        int port = URI.create(http.endpoint()).getPort();
        try (Session session = Session.builder("http://server.wsman.invalid:" + port)
                .credentials(Credentials.basic("user", PASSWORD))
                .allowUnencrypted()
                .proxy(proxy.address())
                .build()) {
            assertThat(session.get(ONE).text("Id")).contains("one");
        }
    }

    @Test
    void connectsDirectlyWithNoProxy() {
        try (Session session = through(http).noProxy().build()) {
            session.get(ONE);
        }
        assertThat(proxy.requests()).isEmpty();
    }

    @Test
    void usesDefaultSelectorUnlessSessionIsConfigured() {
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.port())));
        try (Session selected = direct(http).build();
                Session unproxied = direct(http).noProxy().build()) {
            unproxied.get(ONE);
            assertThat(proxy.requests()).isEmpty();
            selected.get(ONE);
            assertThat(proxy.requests()).hasSize(1);
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    /** A selector that records its calls. */
    private static class RecordingSelector extends ProxySelector {
        private final List<Proxy> proxies;
        private final List<URI> asked = new ArrayList<>();
        private final List<SocketAddress> failed = new ArrayList<>();

        RecordingSelector(Proxy... proxies) {
            this.proxies = List.of(proxies);
        }

        @Override
        public List<Proxy> select(URI uri) {
            asked.add(uri);
            return proxies;
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException reason) {
            failed.add(address);
        }
    }

    private static Proxy httpProxy(int port) {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("127.0.0.1", port));
    }

    private static int deadPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void asksSelectorOncePerConnection() {
        RecordingSelector selector = new RecordingSelector(httpProxy(proxy.port()));
        try (Session session = through(http).proxy(selector).build()) {
            assertThat(selector.asked).isEmpty();
            session.get(ONE);
            session.get(ONE);
        }
        assertThat(selector.asked).containsExactly(URI.create(http.endpoint()));
    }

    @Test
    void reportsUnreachableProxyToSelectorAndUsesNext() throws IOException {
        int dead = deadPort();
        RecordingSelector selector = new RecordingSelector(httpProxy(dead), httpProxy(proxy.port()));
        try (Session session = through(https).proxy(selector).build()) {
            session.get(ONE);
        }
        assertThat(selector.failed).containsExactly(InetSocketAddress.createUnresolved("127.0.0.1", dead));
        assertThat(proxy.requests()).hasSize(1);
    }

    @Test
    void connectsDirectlyIfSelectorSaysSo() {
        try (Session session =
                through(http).proxy(new RecordingSelector(Proxy.NO_PROXY)).build()) {
            session.get(ONE);
        }
        try (Session session = through(http).proxy(new RecordingSelector()).build()) {
            session.get(ONE);
        }
        assertThat(proxy.requests()).isEmpty();
    }

    @Test
    void rejectsSocksProxyByName() {
        Proxy socks = new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("socks.example", 1080));
        WsmanTransportException failure =
                failure(WsmanTransportException.class, through(http).proxy(new RecordingSelector(socks)));
        assertThat(failure)
                .hasMessageContaining("SOCKS proxy")
                .hasMessageContaining("socks.example")
                .hasMessageContaining("noProxy()");
        assertThat(http.requests()).isEmpty();
    }

    @Test
    void reportsExceptionOfSelector() {
        RecordingSelector broken = new RecordingSelector() {
            @Override
            public List<Proxy> select(URI uri) {
                throw new IllegalStateException("no PAC script");
            }
        };
        assertThat(failure(WsmanTransportException.class, through(http).proxy(broken)))
                .hasMessageContaining("the proxy selector failed")
                .hasMessageContaining("no PAC script");
    }

    @Test
    void namesUnreachableProxy() throws IOException {
        int dead = deadPort();
        WsmanTransportException failure =
                failure(WsmanTransportException.class, direct(https).proxy("127.0.0.1:" + dead));
        assertThat(failure)
                .hasMessageContaining(
                        "cannot connect to the proxy 127.0.0.1:" + dead + " on the way to " + https.endpoint());
        assertThat(failure.error().kind()).isEqualTo(Kind.CONNECTION);
    }

    @Test
    void reportsStatusOfRejectedTunnel() {
        for (int status : new int[] {403, 405, 502, 503, 504}) {
            proxy.failWith(ProxyFailure.reply(status, "<html>not through me</html>"));
            WsmanTransportException failure = failure(WsmanTransportException.class, through(https));
            assertThat(failure)
                    .hasMessageContaining("the proxy " + proxy.address() + " replied to CONNECT with HTTP " + status)
                    .hasMessageContaining("not through me");
            assertThat(failure.error().httpStatus()).isEqualTo(status);
            assertThat(failure.error().kind()).isEqualTo(Kind.CONNECTION);
        }
        assertThat(https.requests()).isEmpty();
    }

    @Test
    void namesProxyAndServerForReplyWithoutSoapOverHttp() {
        proxy.failWith(ProxyFailure.reply(503, "<html>not through me</html>"));
        WsmanProtocolException failure = failure(WsmanProtocolException.class, through(http));
        assertThat(failure)
                .hasMessageContaining(
                        "the proxy " + proxy.address() + ", or the server behind it, replied with HTTP 503")
                .hasMessageContaining("not through me");
        assertThat(failure.error().httpStatus()).isEqualTo(503);
        assertThat(http.requests()).isEmpty();
    }

    @Test
    void reportsServerThatProxyCannotReach() throws IOException {
        String gone = "127.0.0.1:" + deadPort();
        assertThat(failure(
                                WsmanTransportException.class,
                                Session.builder("https://" + gone).proxy(proxy.address()))
                        .error()
                        .httpStatus())
                .isEqualTo(502);
        assertThat(failure(
                                WsmanProtocolException.class,
                                Session.builder("http://" + gone).proxy(proxy.address()))
                        .error()
                        .httpStatus())
                .isEqualTo(502);
    }

    @Test
    void reportsFaultThroughProxyAsFaultOfServer() {
        try (Session session = through(http).build()) {
            WsmanFaultException fault = catchThrowableOfType(
                    WsmanFaultException.class, () -> session.get(SessionFixture.TYPES.selector("Id", "nobody")));
            assertThat(fault).hasMessageNotContaining("proxy");
        }
    }

    @Test
    void distinguishes401OfServerFromProxy() {
        Session.Builder wrong = through(http).credentials(Credentials.basic("user", "wrong".toCharArray()));
        WsmanAuthenticationException failure = failure(WsmanAuthenticationException.class, wrong);
        assertThat(failure.error().httpStatus()).isEqualTo(401);
        assertThat(failure).hasMessageContaining("the server").hasMessageNotContaining("proxy");
    }

    @Test
    void namesProxyThatClosesWithoutReply() {
        proxy.failWith(ProxyFailure.of(ProxyFailure.FailureKind.CLOSE));
        assertThat(failure(WsmanTransportException.class, through(https)))
                .hasMessageContaining("the proxy " + proxy.address() + " did not reply to CONNECT");
        assertThat(failure(WsmanTransportException.class, through(http)))
                .hasMessageContaining("the proxy " + proxy.address());
    }

    @Test
    void rejectsProxyThatDoesNotSpeakHttp() {
        proxy.failWith(ProxyFailure.of(ProxyFailure.FailureKind.GIBBERISH));
        assertThat(failure(WsmanException.class, through(https)))
                .isInstanceOfAny(WsmanProtocolException.class, WsmanTransportException.class)
                .hasMessageContaining("the proxy " + proxy.address());
    }

    @Test
    void stopsWaitingForSilentProxyAtTheConnectTimeout() {
        proxy.failWith(ProxyFailure.of(ProxyFailure.FailureKind.SILENCE));
        WsmanTimeoutException late =
                failure(WsmanTimeoutException.class, through(https).connectTimeout(Duration.ofMillis(300)));
        assertThat(late)
                .hasMessageContaining("300 ms")
                .hasMessageContaining(authority(https))
                .hasMessageContaining("the proxy " + proxy.address());
    }

    @Test
    void replacesIdleConnectionThatProxyClosed() {
        for (WsmanService service : List.of(http, https)) {
            int before = proxy.connections();
            try (Session session = through(service).build()) {
                session.get(ONE);
                proxy.closeConnections();
                session.get(ONE);
            }
            assertThat(proxy.connections() - before).isEqualTo(2);
        }
    }

    /** A Pull must not be sent twice, so that the session checks the idle connection before it sends one. */
    @Test
    void pullsOnNewConnectionAfterProxyClosedIdleOne() {
        try (Session session = through(http).build();
                Stream<Instance> items = session.enumerate(MANY).batchItems(10).stream()) {
            Iterator<Instance> rest = items.iterator();
            IntStream.range(0, 10).forEach(each -> rest.next());
            proxy.closeConnections();
            assertThat(rest).toIterable().hasSize(15);
        }
        assertThat(proxy.connections()).isEqualTo(2);
        assertThat(http.requests(ServiceOperation.PULL)).hasSize(2);
    }

    @Test
    void closesConnectionToProxyWithSession() {
        try (Session session = through(https).build()) {
            session.get(ONE);
        }
        SessionFixture.await("the proxy's connections to end", () -> proxy.openConnections() == 0);
    }

    /** Plain http is allowed only for requests that do not leave this machine. */
    @Test
    void keepsPasswordForThisMachineFromProxyOnAnother() {
        WsmanAuthenticationException failure =
                failure(WsmanAuthenticationException.class, direct(http).proxy("proxy.wsman.invalid:3128"));
        assertThat(failure).hasMessageContaining("nothing was sent");
    }
}
