package dev.wsman.internal.event.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.fixture.AuthenticatedServices;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.kerberos.KerberosContextFactory;
import dev.wsman.internal.transport.auth.kerberos.KerberosLogin;
import dev.wsman.internal.transport.auth.kerberos.KerberosOptions;
import dev.wsman.internal.transport.auth.spnego.SpnegoContextFactory;
import dev.wsman.internal.transport.encryption.EncryptedBody;
import dev.wsman.testkit.http.ServiceCertificate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kerberos as forwarding Windows hosts use it: EVENTING.md 4.2. */
class KerberosSinkIT {
    private static final String UTF_16 = "application/soap+xml;charset=UTF-16";
    private static final String USER = AuthenticatedServices.USER + "@" + AuthenticatedServices.REALM;
    private static final byte[] MESSAGE = "\ufeff<e/>".getBytes(StandardCharsets.UTF_16LE);

    @AutoClose
    private final SinkFixture sink = sink(AuthenticatedServices.PRINCIPAL);

    private static SinkFixture sink(String principal) {
        return new SinkFixture(
                null,
                SinkAccess.of(List.of(), AuthenticatedServices.keytab(), principal, false),
                SinkLimits.DEFAULT,
                message -> new SinkReply(200, SinkFixture.ENVELOPE));
    }

    private SecurityContext login(String scheme) throws IOException {
        KerberosOptions options = KerberosOptions.DEFAULT
                .realm(
                        AuthenticatedServices.REALM,
                        AuthenticatedServices.realm().kdc())
                .encrypting(true);
        KerberosLogin user = KerberosLogin.password(AuthenticatedServices.USER, AuthenticatedServices.password());
        KerberosContextFactory kerberos = new KerberosContextFactory(user, options);
        AuthenticationTarget target = AuthenticationTarget.http("localhost", sink.port());
        return scheme.equals("Kerberos") ? kerberos.create(target) : new SpnegoContextFactory(kerberos).create(target);
    }

    /** Logs in with an empty request, as Windows does. */
    private static void logIn(SinkClient client, SecurityContext context) throws IOException {
        SinkClient.Reply reply = client.post("/", new byte[0], "Content-Type: " + UTF_16, token(context, new byte[0]));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.all("WWW-Authenticate")).singleElement().satisfies(value -> {
            assertThat(value).startsWith(context.scheme() + " ");
            context.finish(
                    Base64.getDecoder().decode(value.substring(context.scheme().length() + 1)));
        });
        assertThat(context.established()).isTrue();
    }

    private static String token(SecurityContext context, byte[] sent) throws IOException {
        return "Authorization: " + context.scheme() + " " + Base64.getEncoder().encodeToString(context.step(sent));
    }

    private static SinkClient.Reply postEncrypted(
            SinkClient client, SecurityContext context, byte[] plain, String... headers) throws IOException {
        EncryptedBody body = EncryptedBody.encrypt(context, UTF_16, plain);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.writeTo(out);
        String[] all = Stream.concat(Stream.of("Content-Type: " + body.contentType()), Stream.of(headers))
                .toArray(String[]::new);
        return client.post("/", out.toByteArray(), all);
    }

    private static String decrypted(SecurityContext context, SinkClient.Reply reply) throws IOException {
        String type = reply.header("Content-Type").orElseThrow();
        assertThat(type).startsWith("multipart/encrypted;protocol=\"" + context.encryptionProtocol() + "\"");
        assertThat(reply.text()).doesNotContain(SinkFixture.ENVELOPE);
        return new String(
                EncryptedBody.open(context, type, new ByteArrayInputStream(reply.body()), 10_000)
                        .readAllBytes(),
                StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Kerberos", "Negotiate"})
    void decryptsMessagesAndEncryptsReplies(String scheme) throws Exception {
        try (SecurityContext context = login(scheme);
                SinkClient client = new SinkClient(sink.port())) {
            logIn(client, context);
            for (int i = 0; i < 3; i++) {
                SinkClient.Reply reply = postEncrypted(client, context, MESSAGE);
                assertThat(reply.status()).isEqualTo(200);
                assertThat(decrypted(context, reply)).isEqualTo(SinkFixture.ENVELOPE);
            }
            assertThat(sink.messages).hasSize(3).allSatisfy(message -> {
                assertThat(message.body()).isEqualTo(MESSAGE);
                assertThat(message.charset()).isEqualTo(StandardCharsets.UTF_16);
                assertThat(message.peer().principal()).isEqualTo(USER);
                assertThat(message.peer().encrypted()).isTrue();
            });
        }
    }

    @Test
    void decryptsBeforeItDecompresses() throws Exception {
        try (SecurityContext context = login("Kerberos");
                SinkClient client = new SinkClient(sink.port())) {
            logIn(client, context);
            postEncrypted(client, context, SldcEncoder.encode(MESSAGE), "Content-Encoding: SLDC");
            postEncrypted(client, context, MESSAGE, "Content-Encoding: SLDC");
            assertThat(sink.messages).extracting(SinkMessage::body).containsExactly(MESSAGE, MESSAGE);
        }
    }

    @Test
    void refusesPlainMessageThatHasToken() throws Exception {
        try (SecurityContext context = login("Kerberos");
                SinkClient client = new SinkClient(sink.port())) {
            String token = token(context, new byte[0]);
            SinkClient.Reply plain = client.post("/", MESSAGE, token);
            assertThat(plain.status()).isEqualTo(403);
            assertThat(plain.all("WWW-Authenticate")).hasSize(1);
            assertThat(sink.messages).isEmpty();
        }
    }

    @Test
    void offersBothSchemesInTwoHeaders() throws Exception {
        try (SinkClient client = new SinkClient(sink.port())) {
            SinkClient.Reply reply = client.post("/", "<e/>");
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.all("WWW-Authenticate")).containsExactly("Kerberos", "Negotiate");
        }
    }

    @Test
    void refusesPlainMessageAfterLogin() throws Exception {
        try (SecurityContext context = login("Kerberos");
                SinkClient client = new SinkClient(sink.port())) {
            logIn(client, context);
            assertThat(client.post("/", "<e/>").status()).isEqualTo(403);
            assertThat(sink.messages).isEmpty();
            assertThat(postEncrypted(client, context, MESSAGE).status()).isEqualTo(200);
        }
    }

    @Test
    void acceptsPlainMessageAfterLoginOverTls() throws Exception {
        ServiceCertificate certificate = ServiceCertificate.create();
        SinkTls tls = new SinkTls(certificate.serverContext(), false, false);
        SinkAccess access =
                SinkAccess.of(List.of(), AuthenticatedServices.keytab(), AuthenticatedServices.PRINCIPAL, false);
        try (SinkFixture https = new SinkFixture(
                        tls, access, SinkLimits.DEFAULT, message -> new SinkReply(200, SinkFixture.ENVELOPE));
                SecurityContext context = login("Negotiate");
                SinkClient client = new SinkClient(certificate
                        .clientContext()
                        .getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), https.port()))) {
            logIn(client, context);
            SinkClient.Reply reply = client.post("/", "<e/>");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text()).isEqualTo(SinkFixture.ENVELOPE);
            assertThat(https.messages).singleElement().satisfies(message -> {
                assertThat(message.peer().principal()).isEqualTo(USER);
                assertThat(message.peer().encrypted()).isTrue();
            });
        }
    }

    @Test
    void endsLoginWithConnection() throws Exception {
        try (SecurityContext context = login("Kerberos")) {
            try (SinkClient client = new SinkClient(sink.port())) {
                logIn(client, context);
            }
            try (SinkClient other = new SinkClient(sink.port())) {
                SinkClient.Reply reply = postEncrypted(other, context, MESSAGE);
                assertThat(reply.status()).isEqualTo(401);
                assertThat(reply.all("WWW-Authenticate")).containsExactly("Kerberos", "Negotiate");
            }
            assertThat(sink.messages).isEmpty();
        }
    }

    @Test
    void refusesRepeatedAndChangedMessages() throws Exception {
        try (SecurityContext context = login("Kerberos")) {
            EncryptedBody body;
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (SinkClient client = new SinkClient(sink.port())) {
                logIn(client, context);
                body = EncryptedBody.encrypt(context, UTF_16, MESSAGE);
                body.writeTo(out);
                String type = "Content-Type: " + body.contentType();
                assertThat(client.post("/", out.toByteArray(), type).status()).isEqualTo(200);
                assertThat(client.post("/", out.toByteArray(), type).status()).isEqualTo(400);
                assertThat(client.isClosedByServer()).isTrue();
            }
            assertThat(sink.messages).hasSize(1);
        }
        try (SecurityContext context = login("Kerberos");
                SinkClient client = new SinkClient(sink.port())) {
            logIn(client, context);
            EncryptedBody body = EncryptedBody.encrypt(context, UTF_16, MESSAGE);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            body.writeTo(out);
            byte[] changed = out.toByteArray();
            changed[changed.length - 30] ^= 1;
            assertThat(client.post("/", changed, "Content-Type: " + body.contentType())
                            .status())
                    .isEqualTo(400);
            assertThat(client.isClosedByServer()).isTrue();
            assertThat(sink.messages).hasSize(1);
        }
    }

    @Test
    void acceptsMessageAfterOneThatWasRefusedUnread() throws Exception {
        try (SecurityContext context = login("Kerberos");
                SinkClient client = new SinkClient(sink.port())) {
            logIn(client, context);
            EncryptedBody.encrypt(context, UTF_16, MESSAGE);
            assertThat(postEncrypted(client, context, MESSAGE).status()).isEqualTo(200);
        }
    }

    @Test
    void refusesUnusableTokens() throws Exception {
        try (SinkClient client = new SinkClient(sink.port())) {
            for (String scheme : List.of("Kerberos", "Negotiate")) {
                for (String token : List.of("", "YII=", "AAAA", "TlRMTVNTUAABAAAA")) {
                    SinkClient.Reply reply = client.post("/", new byte[0], "Authorization: " + scheme + " " + token);
                    assertThat(reply.status()).isEqualTo(401);
                    assertThat(reply.all("WWW-Authenticate")).containsExactly("Kerberos", "Negotiate");
                }
            }
            assertThat(client.post("/", new byte[0], "Authorization: Kerberos !!")
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void acceptsEveryPrincipalOfKeytab() throws Exception {
        try (SinkFixture any = new SinkFixture(
                        null,
                        SinkAccess.of(List.of(), AuthenticatedServices.keytab(), null, false),
                        SinkLimits.DEFAULT,
                        message -> new SinkReply(200, SinkFixture.ENVELOPE));
                SecurityContext context = login("Kerberos");
                SinkClient client = new SinkClient(any.port())) {
            logIn(client, context);
            assertThat(postEncrypted(client, context, MESSAGE).status()).isEqualTo(200);
        }
    }

    @Test
    void rejectsUnusableKeytab() {
        Path keytab = AuthenticatedServices.keytab();
        assertThatThrownBy(() -> SinkAccess.of(List.of(), keytab, "HTTP/other@WSMAN.IT", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no key for HTTP/other@WSMAN.IT");
        assertThatThrownBy(() -> SinkAccess.of(List.of(), keytab, "HTTP/localhost", false))
                .hasMessageContaining("principal must have a realm");
        assertThatThrownBy(() -> SinkAccess.of(List.of(), Path.of("absent.keytab"), null, false))
                .hasMessageContaining("absent.keytab does not exist");
    }
}
