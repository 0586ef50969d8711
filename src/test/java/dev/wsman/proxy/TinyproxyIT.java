package dev.wsman.proxy;

import static dev.wsman.fixture.SessionFixture.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsman.Credentials;
import dev.wsman.Encryption;
import dev.wsman.Session;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.WsmanException;
import dev.wsman.WsmanProtocolException;
import dev.wsman.WsmanTransportException;
import dev.wsman.fixture.AuthenticatedServices;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions through tinyproxy of Debian; skipped if it is not installed. tinyproxy closes a connection after each
 * response that it forwards, without announcing it: the response is in HTTP/1.1 and has no {@code Connection: close}.
 */
class TinyproxyIT {
    private static final char[] PASSWORD = "proxysecret".toCharArray();

    @TempDir
    private static Path directory;

    @AutoStart
    static final WsmanService http = SessionFixture.service()
            .ntlm(AuthenticatedServices.USER, AuthenticatedServices.PASSWORD)
            .build();

    @AutoStart
    static final WsmanService https = SessionFixture.service()
            .https()
            .ntlm(AuthenticatedServices.USER, AuthenticatedServices.PASSWORD)
            .build();

    private static Process process;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> tinyproxy = Stream.of((System.getenv("PATH") + ":/usr/sbin:/usr/bin").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "tinyproxy"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(tinyproxy.isPresent(), "tinyproxy is not installed");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path configuration = directory.resolve("tinyproxy.conf");
        Files.write(
                configuration,
                List.of(
                        "Port " + port,
                        "Listen 127.0.0.1",
                        "Allow 127.0.0.1",
                        "MaxClients 20",
                        "Timeout 60",
                        "LogFile \"" + directory.resolve("tinyproxy.log") + '"',
                        "BasicAuth proxyuser " + new String(PASSWORD)));
        process = new ProcessBuilder(tinyproxy.get().toString(), "-d", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        SessionFixture.await("tinyproxy to listen", TinyproxyIT::listens);
    }

    private static boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return !process.isAlive();
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static Session.Builder through(WsmanService service) {
        return AuthenticatedServices.session(service)
                .credentials(Credentials.ntlm(AuthenticatedServices.USER, AuthenticatedServices.password()))
                .proxy("127.0.0.1:" + port);
    }

    /** NTLM authenticates a connection, which a tunnel keeps open. */
    @Test
    void authenticatesToServerThroughTunnelAndKeepsItOpen() {
        int before = https.connections();
        try (Session session = through(https)
                .proxyCredentials(Credentials.basic("proxyuser", PASSWORD))
                .encryption(Encryption.ALWAYS)
                .build()) {
            session.get(ONE);
            assertThat(session.enumerate(SessionFixture.MANY).batchItems(5).list())
                    .hasSize(25);
        }
        assertThat(https.connections() - before).isEqualTo(1);
        assertThat(https.requests()).allSatisfy(request -> assertThat(request.header("Proxy-Authorization"))
                .isEmpty());
    }

    /**
     * Needs no Pull, because all items are in the reply to Enumerate. The session checks an idle connection before it
     * sends a request, but tinyproxy may close the connection just after that check. The session then repeats a Get or
     * an Enumerate on a new connection. It must not repeat a Pull, because the items of a lost reply are gone.
     */
    @Test
    void forwardsRequests() {
        try (WsmanService basic =
                        SessionFixture.service().basic("user", "secret").build().start();
                Session session = Session.builder(basic.endpoint())
                        .credentials(Credentials.basic("user", "secret".toCharArray()))
                        .proxy("127.0.0.1:" + port)
                        .proxyCredentials(Credentials.basic("proxyuser", PASSWORD))
                        .build()) {
            session.get(ONE);
            assertThat(session.enumerate(SessionFixture.MANY).batchItems(30).list())
                    .hasSize(25);
            assertThat(basic.requests(ServiceOperation.PULL)).isEmpty();
            assertThat(basic.requests()).allSatisfy(request -> assertThat(request.header("Proxy-Authorization"))
                    .isEmpty());
        }
    }

    /** tinyproxy closes the connection to the server after each request, so that NTLM must fail. */
    @Test
    void reportsHandshakeThatProxyInterrupts() {
        try (Session session = through(http)
                .proxyCredentials(Credentials.basic("proxyuser", PASSWORD))
                .build()) {
            assertThat(catchThrowableOfType(WsmanException.class, () -> session.get(ONE)))
                    .isInstanceOfAny(WsmanAuthenticationException.class, WsmanTransportException.class);
        }
    }

    @Test
    void reportsThatProxyRequiresCredentials() {
        for (WsmanService service : List.of(http, https)) {
            WsmanAuthenticationException failure = rejection(through(service));
            assertThat(failure)
                    .hasMessageContaining("the proxy 127.0.0.1:" + port + " asks for credentials")
                    .hasMessageContaining("it offers Basic");
            assertThat(failure.error().httpStatus()).isEqualTo(407);
        }
    }

    /** tinyproxy sends 401 instead of 407. Only in reply to CONNECT is it certain that the proxy sent it. */
    @Test
    void reportsWrongPasswordForProxy() {
        Credentials wrong = Credentials.basic("proxyuser", "not that one".toCharArray());
        assertThat(rejection(through(https).proxyCredentials(wrong)))
                .hasMessageContaining("the proxy 127.0.0.1:" + port + " refused the credentials, sent by Basic");
        assertThat(rejection(through(http).proxyCredentials(wrong)).error().httpStatus())
                .isEqualTo(401);
        assertThat(http.requests()).isEmpty();
        assertThat(https.requests()).isEmpty();
    }

    private static WsmanAuthenticationException rejection(Session.Builder builder) {
        try (Session session = builder.build()) {
            return catchThrowableOfType(WsmanAuthenticationException.class, () -> session.get(ONE));
        }
    }

    /** Over http tinyproxy may reset the connection before it has read the request, so that its reply is lost. */
    @Test
    void reportsServerThatProxyCannotReach() throws IOException {
        int dead;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            dead = free.getLocalPort();
        }
        for (String scheme : List.of("http", "https")) {
            try (Session session = Session.builder(scheme + "://127.0.0.1:" + dead)
                    .proxy("127.0.0.1:" + port)
                    .proxyCredentials(Credentials.basic("proxyuser", PASSWORD))
                    .build()) {
                WsmanException failure = catchThrowableOfType(WsmanException.class, () -> session.get(ONE));
                assertThat(failure)
                        .isInstanceOfAny(WsmanTransportException.class, WsmanProtocolException.class)
                        .hasMessageContaining("the proxy 127.0.0.1:" + port);
                if (scheme.equals("https")) {
                    assertThat(failure.error().httpStatus()).isBetween(500, 504);
                }
            }
        }
    }
}
