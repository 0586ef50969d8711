package dev.wsman.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Credentials;
import dev.wsman.WsmanError;
import dev.wsman.WsmanException;
import dev.wsman.WsmanListener;
import dev.wsman.WsmanTimeoutException;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceOperation;
import dev.wsman.testkit.proxy.ProxyServer;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ConnectionOptionsTest extends SpoolerTestSupport {
    private static final String GET = "wsman:get?" + SPOOLER;

    private static WsmanError error(Exception failure) {
        assertThat(failure).isInstanceOf(WsmanException.class);
        return ((WsmanException) failure).error();
    }

    @Test
    void requiresHost() {
        component().getConfiguration().setHost(null);

        assertThat(failure("wsman:identify")).rootCause().hasMessageStartingWith("host: missing");
    }

    @Test
    void acceptsEndpointInUriWithSlashes() {
        component().getConfiguration().setHost(null);

        send("wsman:identify?host=" + server.endpoint(), null);

        assertThat(server.requests(ServiceOperation.IDENTIFY)).hasSize(1);
    }

    @Test
    void namesOptionThatIsNotValid() {
        Map<String, String> invalid = Map.ofEntries(
                Map.entry("host=\\\\server\\share", "host: "),
                Map.entry("timeout=0", "timeout: "),
                Map.entry("connectTimeout=0", "connectTimeout: "),
                Map.entry("maxConnections=0", "maxConnections: "),
                Map.entry("maxEnvelopeSize=10", "maxEnvelopeSize: "),
                Map.entry("retryAttempts=0", "retryAttempts and retryBackoff: "),
                Map.entry("certificateFingerprint=ab", "certificateFingerprint: "),
                Map.entry("proxy=a:b:c", "proxy: "),
                Map.entry("locale=!!", "locale: "),
                Map.entry("encryption=ALWAYS&authScheme=basic", "encryption: "),
                Map.entry("authScheme=certificate", "sslContextParameters: missing"),
                Map.entry("authScheme=kerberos&keytab=/k&password=x", "password: cannot be set together with keytab"),
                Map.entry("authScheme=basic&realm=R", "realm: "),
                Map.entry("realm=R&kdc=a b", "realm: "));
        invalid.forEach((options, message) -> assertThat(failure(GET + "&" + options))
                .rootCause()
                .satisfiesAnyOf(
                        cause -> assertThat(cause).hasMessageStartingWith(message),
                        cause -> assertThat(failure(GET + "&" + options)).hasStackTraceContaining(message)));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void requiresUserAndPasswordOfScheme() {
        component().getConfiguration().setPassword(null);
        assertThat(failure("wsman:identify?authScheme=digest"))
                .rootCause()
                .hasMessage("password: missing. The scheme digest needs it");
        component().getConfiguration().setUsername(null);
        assertThat(failure("wsman:identify?authScheme=ntlm"))
                .rootCause()
                .hasMessage("username: missing. The scheme ntlm needs it");
    }

    @Test
    void rejectsCredentialsBesideUser() {
        context().getRegistry().bind("own", Credentials.none());

        assertThat(failure("wsman:identify?credentials=#own&username=x"))
                .rootCause()
                .hasMessageStartingWith("username: cannot be set together with credentials");
    }

    @Test
    void stopsWaitingAfterTimeout() {
        server.on(ServiceOperation.GET).delay(Duration.ofSeconds(50)).always();

        assertThat(failure(GET + "&timeout=5s")).isInstanceOf(WsmanTimeoutException.class);
        assertThat(Duration.parse(server.lastRequest(ServiceOperation.GET).xpath("string(//wsman:OperationTimeout)")))
                .isBetween(Duration.ofMillis(1), Duration.ofSeconds(5));
    }

    @Test
    void stopsConnectingAfterConnectTimeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String uri = "wsman:identify?connectTimeout=200&authScheme=basic&host=https://127.0.0.1:"
                    + silent.getLocalPort();

            long begin = System.nanoTime();
            assertThat(error(failure(uri)).reason()).contains("200 ms");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void opensNoMoreConnectionsThanAllowed() {
        server.on(ServiceOperation.GET).delay(Duration.ofMillis(300));

        CompletableFuture<?> first = CompletableFuture.runAsync(() -> send(GET + "&maxConnections=1", null));
        server.awaitRequest(ServiceOperation.GET);
        send(GET + "&maxConnections=1", null);
        first.join();

        assertThat(server.requests(ServiceOperation.GET).stream()
                        .map(RecordedRequest::connection)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void sendsEnvelopeSizeAndLanguage() {
        send(GET + "&maxEnvelopeSize=60000&locale=de-AT", null);

        RecordedRequest sent = server.lastRequest(ServiceOperation.GET);
        assertThat(sent.xpath("string(//wsman:MaxEnvelopeSize)")).isEqualTo("60000");
        assertThat(sent.xpath("string(//wsman:Locale/@*[local-name()='lang'])")).isEqualTo("de-AT");
    }

    @Test
    void repeatsOperationsThatAreSafe() {
        server.on(ServiceOperation.GET).times(2).reset();
        send(GET + "&retryAttempts=3&retryBackoff=1", null);
        assertThat(server.requests(ServiceOperation.GET)).hasSize(3);

        server.on(ServiceOperation.GET).reset();
        assertThat(error(failure(GET)).kind()).isEqualTo(WsmanError.Kind.CONNECTION);
    }

    /** The library waits for the server's time within the timeout only. */
    @Test
    void doesNotWaitLongerThanTimeoutIfServerAsksForIt() {
        server.on(ServiceOperation.GET)
                .fault(FaultKind.ENDPOINT_UNAVAILABLE
                        .fault()
                        .xml("<a:RetryAfter xmlns:a='http://schemas.xmlsoap.org/ws/2004/08/addressing'>86400000"
                                + "</a:RetryAfter>"));

        assertThat(error(failure(GET + "&retryAttempts=3&retryBackoff=1")).retryAfter())
                .hasValue(Duration.ofDays(1));
        assertThat(server.requests(ServiceOperation.GET)).hasSize(1);
    }

    @Test
    void refusesPlainMessagesOfServerThatEncrypts() {
        assertThat(error(failure(GET + "&encryption=NEVER")).httpStatus()).isEqualTo(500);
    }

    @Test
    void goesThroughProxyWithCredentials() {
        try (ProxyServer proxy = ProxyServer.create().basic("via", "secret").start()) {
            context().getRegistry().bind("via", Credentials.basic("via", "secret".toCharArray()));

            send(GET + "&proxy=" + proxy.address() + "&proxyCredentials=#via", null);

            assertThat(proxy.requests()).isNotEmpty();
        }
    }

    @Test
    void goesPastProxyIfNone() {
        component().getConfiguration().setProxy("127.0.0.1:1");
        assertThat(error(failure(GET)).kind()).isEqualTo(WsmanError.Kind.CONNECTION);
        assertThat(server.requests()).isEmpty();

        send(GET + "&proxy=none", null);

        assertThat(server.requests(ServiceOperation.GET)).hasSize(1);
    }

    @Test
    void logsInAtKdcOfOption() throws Exception {
        CompletableFuture<Exception> failure;
        try (ServerSocket tcp = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress())) {
            String uri = "wsman:identify?authScheme=kerberos&realm=TEST.EXAMPLE&timeout=5s&kdc=127.0.0.1:"
                    + tcp.getLocalPort();

            failure = CompletableFuture.supplyAsync(() -> failure(uri));

            CompletableFuture.anyOf(attempt(tcp::accept), attempt(() -> receive(udp)))
                    .get(20, TimeUnit.SECONDS);
        }
        assertThat(failure.get(90, TimeUnit.SECONDS)).isInstanceOf(WsmanException.class);
    }

    private static byte[] receive(DatagramSocket udp) throws java.io.IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
        udp.receive(packet);
        return packet.getData();
    }

    private static CompletableFuture<Object> attempt(Callable<?> wait) {
        CompletableFuture<Object> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(wait.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    @Test
    void sendsPasswordOverPlainHttpOnlyIfAllowed() {
        try (ProxyServer proxy = ProxyServer.create()
                .address("server.wsman.invalid", "192.0.2.1")
                .start()) {
            String uri =
                    "wsman:identify?authScheme=basic&connectTimeout=500&host=http://server.wsman.invalid:5985&proxy="
                            + proxy.address();
            assertThat(error(failure(uri)).reason()).contains("Basic over plain http");
            assertThat(proxy.requests()).isEmpty();
        }
        assertThat(failure("wsman:identify?authScheme=basic&allowUnencrypted=true&proxy=127.0.0.1:1"
                        + "&host=http://server.wsman.invalid:5985"))
                .hasMessageNotContaining("Basic over plain http");
    }

    @Test
    void replacesInvalidCharactersIfChosen() {
        String reply = "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body><i:IdentifyResponse"
                + " xmlns:i='http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd'><i:ProtocolVersion>"
                + "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd</i:ProtocolVersion><i:ProductVendor>a\u0001b"
                + "</i:ProductVendor></i:IdentifyResponse></s:Body></s:Envelope>";
        try (WsmanService open =
                WsmanService.builder().withoutAuthentication().build().start()) {
            open.on(ServiceOperation.IDENTIFY).always().respond(200, "application/soap+xml;charset=UTF-8", reply);
            String uri = "wsman:identify?authScheme=none&resultType=map&host=" + open.endpoint();

            assertThat(failure(uri)).isInstanceOf(WsmanException.class);
            Map<?, ?> identity =
                    send(uri + "&repairInvalidCharacters=true", null).getBody(Map.class);
            assertThat(identity.get("productVendor")).isEqualTo("a\uFFFDb");
        }
    }

    @Test
    void callsListener() {
        List<String> operations = new CopyOnWriteArrayList<>();
        WsmanListener listener = attempt -> operations.add(attempt.operation());
        context().getRegistry().bind("heard", listener);

        send(GET + "&listener=#heard", null);

        assertThat(operations).containsExactly("Get");
    }

    @Test
    void masksElementsInWireLog() {
        List<String> logged = new CopyOnWriteArrayList<>();
        Logger wire = Logger.getLogger("dev.wsman.wire");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(String.valueOf(entry.getMessage()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        wire.setLevel(Level.ALL);
        wire.addHandler(handler);
        try {
            send(GET + "&maskInLogs=StartMode,State", null);
        } finally {
            wire.removeHandler(handler);
            wire.setLevel(null);
        }
        assertThat(logged)
                .anyMatch(text -> text.contains("<p:StartMode>***"))
                .noneMatch(text -> text.contains(">Auto<"));
    }
}
