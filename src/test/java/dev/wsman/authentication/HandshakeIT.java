package dev.wsman.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Credentials;
import dev.wsman.Encryption;
import dev.wsman.Session;
import dev.wsman.fixture.AuthenticatedServices;
import dev.wsman.fixture.TicketCache;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.auth.EncryptionPolicy;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.security.auth.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scheme with a handshake, over http and https, plain and encrypted. A connection authenticates once. */
class HandshakeIT {
    @AutoStart
    static final WsmanService http = AuthenticatedServices.everyHandshake()
            .encryption(EncryptionPolicy.ALLOWED)
            .build();

    @AutoStart
    static final WsmanService https =
            AuthenticatedServices.everyHandshake().https().build();

    /** A scheme, its header, the number of its legs, its multipart protocol, and the length of its signatures. */
    private enum Scheme {
        NTLM(
                "Negotiate",
                2,
                "SPNEGO",
                16,
                () -> Credentials.ntlm(AuthenticatedServices.USER, AuthenticatedServices.password())),
        RAW_NTLM(
                "Negotiate",
                2,
                "SPNEGO",
                16,
                () -> Credentials.rawNtlm("LAB\\" + AuthenticatedServices.USER, AuthenticatedServices.password())),
        KERBEROS("Negotiate", 1, "SPNEGO", 60, Scheme::kerberos),
        BARE_KERBEROS("Kerberos", 1, "Kerberos", 60, () -> kerberos().bareKerberos()),
        NEGOTIATE(
                "Negotiate",
                1,
                "SPNEGO",
                60,
                () -> AuthenticatedServices.inRealm(
                        Credentials.negotiate(AuthenticatedServices.USER, AuthenticatedServices.password()))),
        CREDSSP(
                "CredSSP",
                5,
                "CredSSP",
                16,
                () -> Credentials.credSsp(AuthenticatedServices.USER, AuthenticatedServices.password()));

        private final String header;
        private final int legs;
        private final String protocol;
        private final int signature;
        private final Supplier<Credentials> credentials;

        Scheme(String header, int legs, String protocol, int signature, Supplier<Credentials> credentials) {
            this.header = header;
            this.legs = legs;
            this.protocol = "application/HTTP-" + protocol + "-session-encrypted";
            this.signature = signature;
            this.credentials = credentials;
        }

        private static Credentials kerberos() {
            return AuthenticatedServices.inRealm(
                    Credentials.kerberos(AuthenticatedServices.USER, AuthenticatedServices.password()));
        }
    }

    static Stream<Arguments> schemesAndEncryptions() {
        List<Arguments> ways = new ArrayList<>();
        for (Scheme scheme : Scheme.values()) {
            ways.add(Arguments.of(scheme, false, Encryption.NEVER, false));
            ways.add(Arguments.of(scheme, false, Encryption.AUTO, true));
            ways.add(Arguments.of(scheme, true, Encryption.AUTO, false));
            ways.add(Arguments.of(scheme, true, Encryption.ALWAYS, true));
        }
        return ways.stream();
    }

    @ParameterizedTest(name = "{0}, https {1}, {2}")
    @MethodSource("schemesAndEncryptions")
    void authenticatesConnectionOnceBeforeItsMessages(
            Scheme scheme, boolean tls, Encryption encryption, boolean encrypted) {
        WsmanService service = tls ? https : http;
        try (Session session = AuthenticatedServices.session(service)
                .credentials(scheme.credentials.get())
                .encryption(encryption)
                .build()) {
            assertThat(session.get(AuthenticatedServices.ONE).text("Id")).contains("one");
            session.put(AuthenticatedServices.ONE, AuthenticatedServices.representation("äöü €"));
            assertThat(session.get(AuthenticatedServices.ONE).text("StringValue"))
                    .contains("äöü €");
        }
        List<RecordedRequest> legs = AuthenticatedServices.legs(service);
        assertThat(service.requests())
                .extracting(RecordedRequest::connection)
                .containsOnly(legs.get(0).connection());
        assertThat(service.requests().subList(0, legs.size())).isEqualTo(legs);
        assertThat(legs).hasSize(scheme.legs).allSatisfy(leg -> {
            AuthenticatedServices.assertEmpty(leg);
            assertThat(leg.header("Authorization")).get().asString().startsWith(scheme.header + " ");
        });
        assertThat(legs).last().extracting(RecordedRequest::responseStatus).isEqualTo(200);
        List<RecordedRequest> messages = AuthenticatedServices.messages(service);
        assertThat(messages)
                .extracting(RecordedRequest::operation)
                .containsExactly(ServiceOperation.GET, ServiceOperation.PUT, ServiceOperation.GET);
        assertThat(messages).allSatisfy(message -> assertContent(message, scheme, encrypted));
    }

    private static void assertContent(RecordedRequest message, Scheme scheme, boolean encrypted) {
        assertThat(message.header("Content-Length")).contains(Integer.toString(message.rawBytes().length));
        assertThat(message.header("Transfer-Encoding")).isEmpty();
        assertThat(message.header("Expect")).isEmpty();
        if (!encrypted) {
            assertThat(message.header("Content-Type")).contains(AuthenticatedServices.SOAP);
            assertThat(message.rawBytes()).isEqualTo(message.bytes());
            return;
        }
        assertThat(message.header("Content-Type"))
                .contains("multipart/encrypted;protocol=\"" + scheme.protocol + "\";boundary=\"Encrypted Boundary\"");
        String head = "--Encrypted Boundary\r\nContent-Type: " + scheme.protocol
                + "\r\nOriginalContent: type=application/soap+xml;charset=UTF-8;Length=" + message.bytes().length
                + "\r\n--Encrypted Boundary\r\nContent-Type: application/octet-stream\r\n"
                + (char) scheme.signature + "\0\0\0";
        assertThat(AuthenticatedServices.raw(message))
                .startsWith(head)
                .endsWith("--Encrypted Boundary--\r\n")
                .doesNotContain("Envelope");
    }

    @Test
    void authenticatesEachConnection() throws Exception {
        try (Session session = AuthenticatedServices.session(http)
                .credentials(Credentials.ntlm(AuthenticatedServices.USER, AuthenticatedServices.password()))
                .build()) {
            http.on(ServiceOperation.GET).delay(Duration.ofMillis(300)).times(2);
            Thread other = new Thread(() -> session.get(AuthenticatedServices.ONE));
            other.start();
            http.awaitRequest(ServiceOperation.GET);
            session.get(AuthenticatedServices.ONE);
            other.join();
        }
        List<Integer> connections = AuthenticatedServices.messages(http).stream()
                .map(RecordedRequest::connection)
                .toList();
        assertThat(connections).hasSize(2).doesNotHaveDuplicates();
        for (int connection : connections) {
            assertThat(AuthenticatedServices.legs(http).stream().filter(leg -> leg.connection() == connection))
                    .hasSize(2);
        }
    }

    @Test
    void bindsNtlmToTlsConnectionWhenServerRequiresIt() {
        try (WsmanService strict = AuthenticatedServices.service()
                        .ntlm(AuthenticatedServices.USER, AuthenticatedServices.PASSWORD)
                        .https()
                        .requireChannelBinding()
                        .build()
                        .start();
                Session session = AuthenticatedServices.session(strict)
                        .credentials(Credentials.ntlm(AuthenticatedServices.USER, AuthenticatedServices.password()))
                        .build()) {
            assertThat(session.get(AuthenticatedServices.ONE).text("Id")).contains("one");
        }
    }

    @Test
    void sendsPortInServicePrincipalName() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        String principal = "WSMAN/localhost:" + port;
        var keytab = AuthenticatedServices.realm().keytab(principal);
        try (WsmanService service = AuthenticatedServices.service()
                        .kerberos(keytab, principal + "@" + AuthenticatedServices.REALM)
                        .port(port)
                        .build()
                        .start();
                Session session = AuthenticatedServices.session(service)
                        .credentials(Scheme.kerberos().service("WSMAN").servicePort())
                        .build()) {
            assertThat(session.get(AuthenticatedServices.ONE).text("Id")).contains("one");
        }
    }

    @Test
    void authenticatesWithKeytab() throws Exception {
        Credentials keytab = Credentials.kerberos(
                AuthenticatedServices.realm().userKeytab(),
                AuthenticatedServices.USER + "@" + AuthenticatedServices.REALM);
        try (Session session = AuthenticatedServices.session(http)
                .credentials(AuthenticatedServices.inRealm(keytab))
                .build()) {
            assertThat(session.get(AuthenticatedServices.ONE).text("Id")).contains("one");
        }
    }

    @Test
    void authenticatesWithTicketOfSubject() throws Exception {
        try (Session session = AuthenticatedServices.session(http)
                .credentials(Scheme.kerberos())
                .build()) {
            // the process knows the realm from here on, like an application that logs in itself
            session.get(AuthenticatedServices.ONE);
        }
        Subject subject = TicketCache.logIn(AuthenticatedServices.realm().ticketCache());
        try (Session session = AuthenticatedServices.session(http)
                .credentials(Credentials.kerberos(subject))
                .build()) {
            assertThat(session.get(AuthenticatedServices.ONE).text("Id")).contains("one");
        }
    }

    @Test
    void fallsBackToNtlmWithoutTicket() {
        String byAddress = http.endpoint();
        try (Session session = Session.builder(byAddress)
                .credentials(AuthenticatedServices.inRealm(
                        Credentials.negotiate(AuthenticatedServices.USER, AuthenticatedServices.password())))
                .build()) {
            assertThat(session.get(AuthenticatedServices.ONE).text("Id")).contains("one");
        }
        assertThat(AuthenticatedServices.legs(http)).hasSize(2);
    }

    /** A server outside of the domain supports NTLM only, even if the client sends a Kerberos ticket. */
    @Test
    void switchesToNtlmWhenServerSelectsIt() {
        try (WsmanService service = AuthenticatedServices.service()
                        .ntlm(AuthenticatedServices.USER, AuthenticatedServices.PASSWORD)
                        .build()
                        .start();
                Session session = AuthenticatedServices.session(service)
                        .credentials(Scheme.NEGOTIATE.credentials.get())
                        .build()) {
            assertThat(session.get(AuthenticatedServices.ONE).text("Id")).contains("one");
            assertThat(AuthenticatedServices.legs(service)).hasSize(3).allSatisfy(AuthenticatedServices::assertEmpty);
        }
    }
}
