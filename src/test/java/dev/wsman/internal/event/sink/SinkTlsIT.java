package dev.wsman.internal.event.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.testkit.http.ServiceCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SinkTlsIT {
    private static final char[] NO_PASSWORD = {};
    private static final ServiceCertificate SERVER = ServiceCertificate.create();
    private static final ServiceCertificate TRUSTED = ServiceCertificate.create();
    private static final ServiceCertificate STRANGER = ServiceCertificate.create();
    private static final SinkAccess NO_USERS = SinkAccess.of(List.of(), null, null, false);

    private static SinkFixture sink(boolean certificates, boolean required, SinkAccess access) {
        SSLContext context = SinkTls.context(SERVER.keyStore(), NO_PASSWORD, TRUSTED.trustStore());
        return new SinkFixture(
                new SinkTls(context, certificates, required),
                access,
                SinkLimits.DEFAULT,
                message -> new SinkReply(200, SinkFixture.ENVELOPE));
    }

    private static SSLContext client(ServiceCertificate own) {
        return SinkTls.context(own.keyStore(), NO_PASSWORD, SERVER.trustStore());
    }

    private static SinkClient connect(SinkFixture sink, SSLContext context, String host, String... versions)
            throws IOException {
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), sink.port());
        SSLParameters parameters = socket.getSSLParameters();
        if (!host.isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        if (versions.length > 0) {
            parameters.setProtocols(versions);
        }
        socket.setSSLParameters(parameters);
        return new SinkClient(socket);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void passesClientCertificateToHandler(String version) throws Exception {
        try (SinkFixture sink = sink(true, true, NO_USERS);
                SinkClient client = connect(sink, client(TRUSTED), "localhost", version)) {
            SinkClient.Reply reply = client.post(
                    "/", "<e/>", "Authorization: http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(client.post("/", "<e/>").status()).isEqualTo(200);
            assertThat(sink.messages).hasSize(2).allSatisfy(message -> {
                assertThat(message.peer().certificates()).containsExactly(TRUSTED.certificate());
                assertThat(message.peer().principal()).isNull();
                assertThat(message.peer().encrypted()).isTrue();
            });
        }
    }

    @Test
    void refusesClientWithoutTrustedCertificate() throws Exception {
        try (SinkFixture sink = sink(true, true, NO_USERS)) {
            for (SSLContext context : List.of(SERVER.clientContext(), client(STRANGER))) {
                try (SinkClient client = connect(sink, context, "localhost")) {
                    assertThatThrownBy(() -> client.post("/", "<e/>")).isInstanceOf(IOException.class);
                }
            }
            assertThat(sink.messages).isEmpty();
            String failed = "event sink: the TLS handshake with /127.0.0.1:";
            SinkFixture.await( // the client may fail before
                    "both failures",
                    () -> sink.log.messages().stream()
                                    .filter(text -> text.startsWith(failed))
                                    .count()
                            == 2);
            assertThat(sink.warnings()).singleElement().asString().startsWith("WARNING " + failed);
        }
    }

    @Test
    void acceptsPasswordInPlaceOfOptionalCertificate() throws Exception {
        SinkAccess users = SinkAccess.of(List.of(new SinkUser("u", "p".toCharArray())), null, null, false);
        String basic =
                "Authorization: Basic " + Base64.getEncoder().encodeToString("u:p".getBytes(StandardCharsets.US_ASCII));
        try (SinkFixture sink = sink(true, false, users)) {
            try (SinkClient client = connect(sink, SERVER.clientContext(), "localhost")) {
                assertThat(client.post("/", "<e/>").status()).isEqualTo(401);
                assertThat(client.post("/", "<e/>", basic).status()).isEqualTo(200);
            }
            try (SinkClient client = connect(sink, client(TRUSTED), "localhost")) {
                assertThat(client.post("/", "<e/>").status()).isEqualTo(200);
            }
        }
    }

    /** Sources know a sink by its address or an alias, which the certificate may not have. */
    @ParameterizedTest
    @ValueSource(strings = {"", "other.example.com"})
    void acceptsAnyServerName(String host) throws Exception {
        try (SinkFixture sink = sink(false, false, SinkFixture.ANYONE);
                SinkClient client = connect(sink, SERVER.clientContext(), host)) {
            assertThat(client.post("/", "<e/>").status()).isEqualTo(200);
        }
    }

    @Test
    void refusesOldVersionsOfTls() throws Exception {
        try (SinkFixture sink = sink(false, false, SinkFixture.ANYONE);
                SinkClient client = connect(sink, SERVER.clientContext(), "localhost", "TLSv1.1")) {
            assertThatThrownBy(() -> client.post("/", "<e/>")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesPlainHttpOnTlsPort() throws Exception {
        try (SinkFixture sink = sink(false, false, SinkFixture.ANYONE);
                SinkClient client = new SinkClient(sink.port())) {
            client.write(SinkClient.head("/") + "Content-Length: 0\r\n\r\n");
            assertThatThrownBy(client::read).isInstanceOf(Exception.class);
            assertThat(sink.messages).isEmpty();
        }
    }

    @Test
    void readsKeyStoreFiles(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("sink.p12");
        KeyStore store = SERVER.keyStore();
        try (var out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        assertThat(SinkTls.keyStore(file, "changeit".toCharArray()).size()).isEqualTo(1);
        assertThatThrownBy(() -> SinkTls.keyStore(file, "wrong".toCharArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sink.p12 cannot be read");
        assertThatThrownBy(() -> SinkTls.keyStore(directory.resolve("absent"), NO_PASSWORD))
                .hasMessageContaining("absent");
    }
}
