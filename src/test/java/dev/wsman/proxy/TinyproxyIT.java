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
import dev.wsman.testkit.WsmanService;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through a proxy that is not of our making: Debian's tinyproxy, which speaks HTTP/1.0, where it is installed. */
class TinyproxyIT {
    private static final char[] PASSWORD = "proxysecret".toCharArray();

    @TempDir
    private static Path directory;

    private static Process process;
    private static int port;
    private static WsmanService http;
    private static WsmanService https;

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
        http = SessionFixture.service()
                .ntlm(AuthenticatedServices.USER, AuthenticatedServices.PASSWORD)
                .build()
                .start();
        https = SessionFixture.service()
                .https()
                .ntlm(AuthenticatedServices.USER, AuthenticatedServices.PASSWORD)
                .build()
                .start();
    }

    private static boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return !process.isAlive();
        }
    }

    @BeforeEach
    void reset() {
        http.reset();
        https.reset();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
            http.close();
            https.close();
        }
    }

    private static Session.Builder through(WsmanService service) {
        return AuthenticatedServices.session(service)
                .credentials(Credentials.ntlm(AuthenticatedServices.USER, AuthenticatedServices.password()))
                .proxy("127.0.0.1:" + port);
    }

    /** The server's NTLM is of the connection, which a tunnel keeps. */
    @Test
    void aTunnelCarriesTheServersHandshakeAndKeepsAlive() {
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

    @Test
    void requestsAreForwarded() {
        try (WsmanService basic =
                        SessionFixture.service().basic("user", "secret").build().start();
                Session session = Session.builder(basic.endpoint())
                        .credentials(Credentials.basic("user", "secret".toCharArray()))
                        .proxy("127.0.0.1:" + port)
                        .proxyCredentials(Credentials.basic("proxyuser", PASSWORD))
                        .build()) {
            session.get(ONE);
            assertThat(session.enumerate(SessionFixture.MANY).batchItems(10).list())
                    .hasSize(25);
            assertThat(basic.requests()).allSatisfy(request -> assertThat(request.header("Proxy-Authorization"))
                    .isEmpty());
        }
    }

    /** It ends the server's connection after each request, so that NTLM cannot pass: that must be an error and nothing else. */
    @Test
    void aHandshakeThatItCutsOffIsAnError() {
        try (Session session = through(http)
                .proxyCredentials(Credentials.basic("proxyuser", PASSWORD))
                .build()) {
            assertThat(catchThrowableOfType(WsmanException.class, () -> session.get(ONE)))
                    .isInstanceOfAny(WsmanAuthenticationException.class, WsmanTransportException.class);
        }
    }

    @Test
    void noCredentialsAreTheProxysRefusal() {
        for (WsmanService service : List.of(http, https)) {
            WsmanAuthenticationException failure = refused(through(service));
            assertThat(failure)
                    .hasMessageContaining("the proxy 127.0.0.1:" + port + " asks for credentials")
                    .hasMessageContaining("it offers Basic");
            assertThat(failure.error().httpStatus()).isEqualTo(407);
        }
    }

    /** It says 401 where 407 is meant, which only within CONNECT cannot be the server's. */
    @Test
    void aWrongPasswordIsRefused() {
        Credentials wrong = Credentials.basic("proxyuser", "not that one".toCharArray());
        assertThat(refused(through(https).proxyCredentials(wrong)))
                .hasMessageContaining("the proxy 127.0.0.1:" + port + " refused the credentials, sent by Basic");
        assertThat(refused(through(http).proxyCredentials(wrong)).error().httpStatus())
                .isEqualTo(401);
        assertThat(http.requests()).isEmpty();
        assertThat(https.requests()).isEmpty();
    }

    private static WsmanAuthenticationException refused(Session.Builder builder) {
        try (Session session = builder.build()) {
            return catchThrowableOfType(WsmanAuthenticationException.class, () -> session.get(ONE));
        }
    }

    /** Over http it may reset the connection with the request half read, and its answer is lost. */
    @Test
    void aServerThatItCannotReachIsAnError() throws IOException {
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
