package dev.wsman.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import dev.wsman.Credentials;
import dev.wsman.Encryption;
import dev.wsman.Instance;
import dev.wsman.Session;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.WsmanFaultException;
import dev.wsman.WsmanProtocolException;
import dev.wsman.WsmanTransportException;
import dev.wsman.fixture.AuthenticatedServices;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.auth.EncryptionFraming;
import dev.wsman.testkit.auth.SecuritySettings;
import dev.wsman.testkit.http.ClientConnection;
import dev.wsman.testkit.http.MessageTransform;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.http.RequestAuthenticator;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Encrypted messages in every framing and size, faults and empty replies, and replies that must be rejected. */
class EncryptionIT {
    private static Credentials ntlm() {
        return Credentials.ntlm(AuthenticatedServices.USER, AuthenticatedServices.password());
    }

    private static Credentials kerberos() {
        return AuthenticatedServices.inRealm(
                Credentials.kerberos(AuthenticatedServices.USER, AuthenticatedServices.password()));
    }

    private static Credentials credSsp() {
        return Credentials.credSsp(AuthenticatedServices.USER, AuthenticatedServices.password());
    }

    static Stream<Arguments> framings() {
        List<Arguments> framings = new ArrayList<>();
        for (EncryptionFraming style : EncryptionFraming.values()) {
            framings.add(Arguments.of(style, ntlm()));
            framings.add(Arguments.of(style, kerberos()));
            framings.add(Arguments.of(style, credSsp()));
        }
        return framings.stream();
    }

    @ParameterizedTest(name = "{1} as {0}")
    @MethodSource("framings")
    void readsLargeMessagesAndFaultsInEveryFraming(EncryptionFraming style, Credentials credentials) {
        String megabyte = "0123456789abcdef".repeat(1 << 16);
        try (WsmanService service = AuthenticatedServices.everyHandshake()
                        .encryptionFraming(style)
                        .build()
                        .start();
                Session session = AuthenticatedServices.session(service)
                        .credentials(credentials)
                        .build()) {
            Instance changed = session.put(AuthenticatedServices.ONE, AuthenticatedServices.representation(megabyte));
            assertThat(changed.text("StringValue")).contains(megabyte);
            RecordedRequest sent = service.lastRequest(ServiceOperation.PUT);
            assertThat(sent.bytes().length).isGreaterThan(1 << 20);
            assertThat(sent.rawBytes().length).isGreaterThan(sent.bytes().length);
            service.on(ServiceOperation.GET).fault(FaultKind.ACCESS_DENIED);
            WsmanFaultException fault =
                    catchThrowableOfType(WsmanFaultException.class, () -> session.get(AuthenticatedServices.ONE));
            assertThat(fault.error().kind()).isEqualTo(Kind.ACCESS_DENIED);
            assertThat(session.get(AuthenticatedServices.ONE).text("StringValue"))
                    .contains(megabyte);
            assertThat(service.requests())
                    .extracting(RecordedRequest::connection)
                    .containsOnly(1);
        }
    }

    /** MS-WSMV 2.2.9.1.3: more than 16 KiB are several encrypted messages, and the body has another type. */
    @Test
    void splitsLongMessagesWithCredSsp() {
        try (WsmanService service =
                        AuthenticatedServices.everyHandshake().build().start();
                Session session = AuthenticatedServices.session(service)
                        .credentials(credSsp())
                        .build()) {
            session.put(AuthenticatedServices.ONE, AuthenticatedServices.representation("x".repeat(40_000)));
            RecordedRequest sent = service.lastRequest(ServiceOperation.PUT);
            assertThat(sent.header("Content-Type"))
                    .contains("multipart/x-multi-encrypted;protocol=\"application/HTTP-CredSSP-session-encrypted\""
                            + ";boundary=\"Encrypted Boundary\"");
            int last = sent.bytes().length - 2 * 16_384;
            assertThat(AuthenticatedServices.raw(sent).split("Length="))
                    .hasSize(4)
                    .satisfies(parts -> assertThat(parts[1]).startsWith("16384\r\n"))
                    .satisfies(parts -> assertThat(parts[3]).startsWith(last + "\r\n"));
        }
    }

    @Test
    void readsTenEncryptedMegabytes() {
        String ten = "x".repeat(10 << 20);
        try (WsmanService service =
                AuthenticatedServices.everyHandshake().build().start()) {
            for (Credentials credentials : List.of(ntlm(), kerberos(), credSsp())) {
                try (Session session = AuthenticatedServices.session(service)
                        .credentials(credentials)
                        .build()) {
                    session.put(AuthenticatedServices.ONE, AuthenticatedServices.representation(ten));
                    assertThat(session.get(AuthenticatedServices.ONE)
                                    .text("StringValue")
                                    .orElseThrow())
                            .hasSize(ten.length());
                }
            }
        }
    }

    /** A service that requires NTLM and changes what it encrypted, or encrypts something else. */
    private static WsmanService tampering(UnaryOperator<MessageTransform> change) {
        SecuritySettings security = new SecuritySettings();
        security.user("Negotiate", AuthenticatedServices.USER, AuthenticatedServices.PASSWORD);
        RequestAuthenticator honest = security.authenticator();
        return AuthenticatedServices.service()
                .authenticator(new RequestAuthenticator() {
                    @Override
                    public Decision decide(HttpExchange exchange, byte[] body, ClientConnection connection) {
                        Decision decision = honest.decide(exchange, body, connection);
                        return decision instanceof Accept accept
                                ? new Accept(accept.user(), change.apply(accept.transform()))
                                : decision;
                    }

                    @Override
                    public List<String> profiles(boolean https) {
                        return honest.profiles(https);
                    }
                })
                .build()
                .start();
    }

    private static MessageTransform withEncryptedReply(
            MessageTransform honest, UnaryOperator<MessageTransform.MessageBody> change) {
        return new MessageTransform() {
            @Override
            public byte[] decrypt(String contentType, byte[] body) {
                return honest.decrypt(contentType, body);
            }

            @Override
            public MessageBody encrypt(String contentType, byte[] body) {
                return change.apply(new MessageBody(contentType, body));
            }
        };
    }

    @Test
    void rejectsReplyThatDoesNotVerifyAndDropsConnection() {
        AtomicReference<Boolean> honest = new AtomicReference<>(false);
        try (WsmanService service = tampering(transform -> withEncryptedReply(transform, plain -> {
                    MessageTransform.MessageBody encrypted = transform.encrypt(plain.contentType(), plain.body());
                    if (!honest.get()) {
                        encrypted.body()[encrypted.body().length / 2] ^= 1;
                    }
                    return encrypted;
                }));
                Session session = AuthenticatedServices.session(service)
                        .credentials(ntlm())
                        .build()) {
            WsmanProtocolException failure =
                    catchThrowableOfType(WsmanProtocolException.class, () -> session.get(AuthenticatedServices.ONE));
            assertThat(failure).hasMessageContaining("an encrypted reply that verifies");
            honest.set(true);
            assertThat(session.get(AuthenticatedServices.ONE).text("Id")).contains("one");
            assertThat(AuthenticatedServices.messages(service))
                    .extracting(RecordedRequest::connection)
                    .containsExactly(1, 2);
        }
    }

    @Test
    void rejectsPlainReplyToEncryptedRequest() {
        try (WsmanService service =
                        AuthenticatedServices.everyHandshake().build().start();
                Session session = AuthenticatedServices.session(service)
                        .credentials(ntlm())
                        .build()) {
            service.on(ServiceOperation.GET).respond(200, AuthenticatedServices.SOAP, "<forged/>");
            WsmanProtocolException failure =
                    catchThrowableOfType(WsmanProtocolException.class, () -> session.get(AuthenticatedServices.ONE));
            assertThat(failure).hasMessageContaining("an encrypted reply");
            service.on(ServiceOperation.GET).respond(500, "", "");
            WsmanProtocolException empty =
                    catchThrowableOfType(WsmanProtocolException.class, () -> session.get(AuthenticatedServices.ONE));
            assertThat(empty.error().httpStatus()).isEqualTo(500);
        }
    }

    @Test
    void reportsEncryptedEmptyReplyAsEmpty() {
        try (WsmanService service = tampering(transform ->
                        withEncryptedReply(transform, plain -> transform.encrypt(plain.contentType(), new byte[0])));
                Session session = AuthenticatedServices.session(service)
                        .credentials(ntlm())
                        .build()) {
            WsmanProtocolException failure =
                    catchThrowableOfType(WsmanProtocolException.class, () -> session.get(AuthenticatedServices.ONE));
            assertThat(failure).hasMessageContaining("an empty reply");
        }
    }

    @Test
    void reportsRejectionOfPlainMessageOverHttp() {
        try (WsmanService service =
                        AuthenticatedServices.everyHandshake().build().start();
                Session session = AuthenticatedServices.session(service)
                        .credentials(ntlm())
                        .encryption(Encryption.NEVER)
                        .build()) {
            WsmanException failure =
                    catchThrowableOfType(WsmanException.class, () -> session.get(AuthenticatedServices.ONE));
            assertThat(failure.error().httpStatus()).isEqualTo(500);
        }
    }

    @Test
    void authenticatesOnceMoreOnFreshConnectionAfter401() {
        try (WsmanService service =
                        AuthenticatedServices.everyHandshake().build().start();
                Session session = AuthenticatedServices.session(service)
                        .credentials(ntlm())
                        .build()) {
            session.get(AuthenticatedServices.ONE);
            service.on(ServiceOperation.GET).respond(401, "", "");
            assertThat(session.get(AuthenticatedServices.ONE).text("Id")).contains("one");
            assertThat(AuthenticatedServices.messages(service))
                    .extracting(RecordedRequest::connection)
                    .containsExactly(1, 1, 2);
            assertThat(AuthenticatedServices.legs(service)).hasSize(4);
            service.on(ServiceOperation.GET).respond(401, "", "").always();
            assertThat(catchThrowableOfType(
                            WsmanAuthenticationException.class, () -> session.get(AuthenticatedServices.ONE)))
                    .hasMessageContaining("refused the credentials");
            assertThat(AuthenticatedServices.messages(service)).hasSize(5);
        }
    }

    @Test
    void endsEncryptedExchangeWhenSessionIsClosed() throws Exception {
        try (WsmanService service =
                AuthenticatedServices.everyHandshake().build().start()) {
            Session session =
                    AuthenticatedServices.session(service).credentials(ntlm()).build();
            session.get(AuthenticatedServices.ONE);
            service.on(ServiceOperation.GET).drop();
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            CountDownLatch ended = new CountDownLatch(1);
            Thread waiting = new Thread(() -> {
                try {
                    session.get(AuthenticatedServices.ONE);
                } catch (Throwable failure) {
                    thrown.set(failure);
                }
                ended.countDown();
            });
            waiting.start();
            service.awaitRequests(ServiceOperation.GET, 2);
            session.close();
            ended.await();
            assertThat(thrown.get()).isInstanceOfSatisfying(WsmanTransportException.class, failure -> assertThat(
                            failure.error().kind())
                    .isEqualTo(Kind.CLOSED));
        }
    }
}
