package dev.wsman.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Credentials;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanProtocolException;
import dev.wsman.fixture.AuthenticatedServices;
import dev.wsman.fixture.ManualClock;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Windows drops the security context of a connection that was idle for two minutes. It does not execute the next
 * message on that connection, so that the session can send it again.
 */
class IdleConnectionIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final ResourceLocator TYPES = ResourceLocator.of(AuthenticatedServices.TYPES_URI);

    private final ManualClock clock = new ManualClock();

    private WsmanService service() {
        return AuthenticatedServices.everyHandshake()
                .clock(clock)
                .dropsSecurityWhenIdle(LIMIT)
                .build()
                .start();
    }

    static Stream<Arguments> everyScheme() {
        String user = AuthenticatedServices.USER;
        return Stream.of(
                Arguments.of("NTLM", Credentials.ntlm(user, AuthenticatedServices.password())),
                Arguments.of("raw NTLM", Credentials.rawNtlm(user, AuthenticatedServices.password())),
                Arguments.of(
                        "Kerberos",
                        AuthenticatedServices.inRealm(Credentials.kerberos(user, AuthenticatedServices.password()))),
                Arguments.of(
                        "Negotiate",
                        AuthenticatedServices.inRealm(Credentials.negotiate(user, AuthenticatedServices.password()))),
                Arguments.of("CredSSP", Credentials.credSsp(user, AuthenticatedServices.password())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyScheme")
    void authenticatesAgainAndRepeatsMessageOnce(String scheme, Credentials credentials) {
        try (WsmanService service = service();
                Session session = AuthenticatedServices.session(service)
                        .credentials(credentials)
                        .build()) {
            session.get(AuthenticatedServices.ONE);
            int legs = AuthenticatedServices.legs(service).size();
            clock.advance(LIMIT.plusSeconds(1));
            assertThat(session.invoke(TYPES, "Fail", Map.of("Code", 21)).integer("ReturnValue"))
                    .hasValue(21);
            assertThat(service.requests(ServiceOperation.INVOKE)).hasSize(1);
            List<RecordedRequest> messages = AuthenticatedServices.messages(service);
            assertThat(messages).extracting(RecordedRequest::responseStatus).containsExactly(200, 400, 200);
            assertThat(messages).extracting(RecordedRequest::connection).containsExactly(1, 1, 2);
            assertThat(AuthenticatedServices.legs(service)).hasSize(2 * legs);
        }
    }

    @Test
    void repeatsMessagesThatAreNotIdempotent() {
        try (WsmanService service = service();
                Session session = ntlm(service)) {
            session.get(AuthenticatedServices.ONE);
            clock.advance(LIMIT.plusSeconds(1));
            session.put(AuthenticatedServices.ONE, AuthenticatedServices.representation("changed"));
            clock.advance(LIMIT.plusSeconds(1));
            assertThat(session.enumerate(TYPES).list()).isNotEmpty();
            assertThat(service.requests(ServiceOperation.PUT)).hasSize(1);
            assertThat(session.get(AuthenticatedServices.ONE).text("StringValue"))
                    .contains("changed");
        }
    }

    @Test
    void keepsConnectionThatWasIdleForLess() {
        try (WsmanService service = service();
                Session session = ntlm(service)) {
            session.get(AuthenticatedServices.ONE);
            clock.advance(LIMIT);
            session.get(AuthenticatedServices.ONE);
            assertThat(AuthenticatedServices.messages(service))
                    .extracting(RecordedRequest::connection)
                    .containsExactly(1, 1);
        }
    }

    private static Session ntlm(WsmanService service) {
        return AuthenticatedServices.session(service)
                .credentials(Credentials.ntlm(AuthenticatedServices.USER, AuthenticatedServices.password()))
                .build();
    }

    /** If the server rejects the message on the fresh connection too, it is not sent a third time. */
    @Test
    void reportsReasonAfterSecondRejection() {
        try (WsmanService service =
                        AuthenticatedServices.everyHandshake().build().start();
                Session session = ntlm(service)) {
            session.get(AuthenticatedServices.ONE);
            service.on(ServiceOperation.INVOKE).respond(400, "", "").always();
            WsmanProtocolException failure = catchThrowableOfType(
                    WsmanProtocolException.class, () -> session.invoke(TYPES, "Fail", Map.of("Code", 21)));
            assertThat(failure.error().kind()).isEqualTo(Kind.HTTP);
            assertThat(failure)
                    .hasMessageContaining("HTTP 400")
                    .hasMessageContaining("to an encrypted message on a connection that was authenticated for it")
                    .hasMessageContaining("cannot decrypt the request");
            assertThat(service.requests(ServiceOperation.INVOKE)).hasSize(2);
            assertThat(AuthenticatedServices.legs(service)).hasSize(4);
        }
    }

    @Test
    void repeatsNothingAfter400WithBodyOrOnFreshConnection() {
        try (WsmanService service =
                        AuthenticatedServices.everyHandshake().build().start();
                Session session = ntlm(service)) {
            service.on(ServiceOperation.INVOKE).respond(400, "", "");
            assertThat(catchThrowableOfType(
                            WsmanProtocolException.class, () -> session.invoke(TYPES, "Fail", Map.of("Code", 21))))
                    .hasMessageContaining("HTTP 400");
            assertThat(service.requests(ServiceOperation.INVOKE)).hasSize(1);
            session.get(AuthenticatedServices.ONE);
            service.on(ServiceOperation.INVOKE).respond(400, "text/html", "<h1>Bad Request</h1>");
            assertThat(catchThrowableOfType(
                            WsmanProtocolException.class, () -> session.invoke(TYPES, "Fail", Map.of("Code", 21))))
                    .hasMessageContaining("<h1>Bad Request</h1>");
            assertThat(service.requests(ServiceOperation.INVOKE)).hasSize(2);
        }
    }
}
