package dev.wsman.testkit.http;

import static dev.wsman.testkit.fixture.RawClient.DMTF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.fixture.SampleClasses;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** HTTP, TLS and authentication. */
class HttpIT {
    private static final String PASSWORD = "Pä$$:wörd";

    @AutoStart
    static final WsmanService service =
            SampleClasses.service().basic("jürgen", PASSWORD).build();

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static RawClient authenticated() {
        return new RawClient(service).httpHeader("Authorization", basic("jürgen", PASSWORD));
    }

    private static RawClient.RequestMessage get() {
        return RawClient.get(DMTF + "Lab_Thing").selector("Name", "one");
    }

    @Test
    void decodesBasicCredentialsAsUtf8() {
        assertThat(authenticated().send(get()).status()).isEqualTo(200);
    }

    @Test
    void challengesAndRecordsRequestWithoutCredentials() {
        RawReply reply = new RawClient(service).send(get());
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Basic realm="));
        assertThat(reply.body()).isEmpty();
        assertThat(service.lastRequest(ServiceOperation.GET).responseStatus()).isEqualTo(401);
    }

    @Test
    void rejectsWrongPassword() {
        RawClient wire = new RawClient(service).httpHeader("Authorization", basic("jürgen", "other"));
        assertThat(wire.send(get()).status()).isEqualTo(401);
        assertThat(new RawClient(service)
                        .httpHeader("Authorization", "Basic !!!")
                        .send(get())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void returnsOnlyProtocolVersionToAnonymousClient() {
        RawReply reply = new RawClient(service)
                .httpHeader("WSMANIDENTIFY", "unauthenticated")
                .send(RawClient.identify());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.count("//wsmid:ProtocolVersion")).isEqualTo(1);
        assertThat(reply.count("//wsmid:ProductVendor")).isZero();
        String anonymousUrl = service.endpoint().replace("/wsman", "/wsman-anon/identify");
        assertThat(new RawClient(HttpClient.newHttpClient(), anonymousUrl)
                        .send(RawClient.identify())
                        .status())
                .isEqualTo(200);
        assertThat(new RawClient(service)
                        .httpHeader("WSMANIDENTIFY", "unauthenticated")
                        .send(get())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void reportsSecurityProfiles() {
        assertThat(authenticated().send(RawClient.identify()).texts("//wsmid:SecurityProfileName"))
                .containsExactly("http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/http/basic");
    }

    @Test
    void rejectsOtherMethodsPathsAndContentTypes() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.endpoint()))
                .header("Authorization", basic("jürgen", PASSWORD))
                .GET()
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(405);
        RawClient elsewhere = new RawClient(HttpClient.newHttpClient(), service.endpoint() + "/other")
                .httpHeader("Authorization", basic("jürgen", PASSWORD));
        assertThat(elsewhere.send(get()).status()).isEqualTo(404);
        RawReply text = authenticated().httpHeader("Content-Type", "text/plain").send(get());
        assertThat(text.status()).isEqualTo(415);
        RawReply large = authenticated().send(get().header("x", "y".repeat(600_000)));
        assertThat(large.status()).isEqualTo(413);
    }

    @Test
    void repliesInUtf16ToUtf16() {
        RawClient wire = authenticated().httpHeader("Content-Type", "application/soap+xml;charset=UTF-16");
        RawReply reply = wire.sendBytes(get().toString().getBytes(StandardCharsets.UTF_16));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/soap+xml;charset=UTF-16");
        assertThat(reply.at("//*[local-name()='Size']")).isEqualTo("1");
        assertThat(service.lastRequest(ServiceOperation.GET).text()).contains("Lab_Thing");
    }

    @Test
    void recordsRequests() {
        RawClient.RequestMessage message = get();
        authenticated().httpHeader("X-Test", "yes").send(message);
        var request = service.lastRequest(ServiceOperation.GET);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/wsman");
        assertThat(request.header("x-test")).contains("yes");
        assertThat(request.text()).isEqualTo(message.toString());
        assertThat(request.bytes()).isEqualTo(request.rawBytes());
        assertThat(request.messageId()).isEqualTo(message.messageId());
        assertThat(request.selectors()).containsEntry("Name", "one");
        assertThat(request.resourceUri()).isEqualTo(DMTF + "Lab_Thing");
        assertThat(request.xpath("//wsman:Selector/@Name")).isEqualTo("Name");
        assertThat(request.content()).isEmpty();
        assertThat(request.responseStatus()).isEqualTo(200);
        assertThat(request.responseText()).contains("Lab_Thing_Type");
        assertThat(service.awaitRequest(ServiceOperation.GET)).isSameAs(request);
        service.clearRequests();
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void keepsAndCountsConnections() {
        int before = service.connections();
        RawClient wire = authenticated();
        wire.send(get());
        wire.send(get());
        assertThat(service.connections()).isEqualTo(before + 1);
        assertThat(service.requests(ServiceOperation.GET))
                .extracting(request -> request.connection())
                .containsOnly(before + 1);
    }

    @Test
    void hasOwnCertificateForHttps() throws Exception {
        try (WsmanService https = SampleClasses.service().https().build().start()) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(https.sslContext()).build();
            assertThat(https.endpoint()).startsWith("https://");
            assertThat(new RawClient(client, https.endpoint()).send(get()).status())
                    .isEqualTo(200);
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(https.certificate().getEncoded());
            assertThat(https.certificateFingerprint()).isEqualTo(HexFormat.of().formatHex(digest));
            assertThat(https.keyStore().size()).isEqualTo(1);
            assertThatThrownBy(() -> new RawClient(HttpClient.newHttpClient(), https.endpoint()).exchange(new byte[0]))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void stopsListeningWhenClosed() {
        WsmanService closed = SampleClasses.service().build().start();
        RawClient wire = new RawClient(closed);
        wire.send(get());
        closed.close();
        assertThatThrownBy(() -> wire.exchange(new byte[0])).isInstanceOf(IOException.class);
        assertThatThrownBy(closed::endpoint).isInstanceOf(IllegalStateException.class);
    }
}
