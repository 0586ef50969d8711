package dev.wsman.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.fixture.AuthenticatedServices;
import dev.wsman.internal.transport.RawServer;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.auth.DigestChallenge;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServerQuirk;
import dev.wsman.testkit.protocol.ServerQuirks;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP Digest: the requests that are sent, and when one is repeated. */
class DigestIT {
    private static WsmanService start(DigestChallenge form, boolean https, ServerQuirk... quirks) {
        ServerQuirks all = ServerQuirks.STANDARD;
        for (ServerQuirk quirk : quirks) {
            all = all.with(quirk);
        }
        var builder = AuthenticatedServices.service()
                .digest("jürgen", AuthenticatedServices.PASSWORD)
                .digestChallenge(form)
                .quirks(all);
        return (https ? builder.https() : builder).build().start();
    }

    private static Session open(WsmanService service) {
        return AuthenticatedServices.session(service)
                .credentials(Credentials.digest("jürgen", AuthenticatedServices.password()))
                .build();
    }

    private static String parameter(RecordedRequest request, String name) {
        Matcher matcher = Pattern.compile("[ ,]" + name + "=\"?([^\",]*)")
                .matcher(request.header("Authorization").orElse(""));
        return matcher.find() ? matcher.group(1) : "";
    }

    @ParameterizedTest(name = "{0}, qop {1}, https {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "MD5 | auth | auth | false",
                "MD5 | auth | auth | true",
                "MD5-sess | auth | auth | false",
                "SHA-256 | auth | auth | false",
                "SHA-256-sess | auth | auth | false",
                "MD5 | auth-int, auth | auth-int | false",
                "MD5 | auth, auth-int | auth-int | false",
                "SHA-256-sess | auth-int, auth | auth-int | false",
                "MD5 | auth-int, auth | auth | true",
                "MD5 | auth-int | auth-int | false",
                "SHA-256 | auth-int | auth-int | true",
                "'' | auth | auth | false"
            })
    void repeatsFirstRequestAndReusesNonce(String algorithm, String offered, String chosen, boolean https) {
        DigestChallenge form = new DigestChallenge(algorithm, offered, Integer.MAX_VALUE);
        try (WsmanService service = start(form, https);
                Session session = open(service)) {
            session.get(AuthenticatedServices.ONE);
            session.put(AuthenticatedServices.ONE, AuthenticatedServices.representation("ä"));
            session.get(AuthenticatedServices.ONE);
            List<RecordedRequest> requests = service.requests();
            assertThat(requests).extracting(RecordedRequest::responseStatus).containsExactly(401, 200, 200, 200);
            assertThat(requests).extracting(RecordedRequest::connection).containsExactly(1, 2, 2, 2);
            assertThat(requests.get(0).header("Authorization")).isEmpty();
            assertThat(requests.get(1).bytes()).isEqualTo(requests.get(0).bytes());
            List<RecordedRequest> authorized = AuthenticatedServices.legs(service);
            assertThat(authorized).extracting(each -> parameter(each, "uri")).containsOnly("/wsman");
            assertThat(authorized).extracting(each -> parameter(each, "qop")).containsOnly(chosen);
            assertThat(authorized)
                    .extracting(each -> parameter(each, "algorithm"))
                    .containsOnly(algorithm);
            assertThat(authorized.stream().map(each -> parameter(each, "nonce")).distinct())
                    .hasSize(1);
            assertThat(authorized)
                    .extracting(each -> parameter(each, "nc"))
                    .containsExactly("00000001", "00000002", "00000003");
        }
    }

    /** RFC 7616 3.4; a response without qop could be intercepted and replayed. */
    @ParameterizedTest
    @CsvSource({"'',false", "MD5,false", "SHA-256,false", "MD5,true"})
    void rejectsChallengeWithoutQop(String algorithm, boolean https) {
        try (WsmanService service = start(new DigestChallenge(algorithm, "", Integer.MAX_VALUE), https);
                Session session = open(service)) {
            assertThat(catchThrowableOfType(
                            WsmanAuthenticationException.class, () -> session.get(AuthenticatedServices.ONE)))
                    .hasMessageContaining("Digest: the server's challenge cannot be answered: it has no qop");
            assertThat(service.requests()).hasSize(1);
            assertThat(AuthenticatedServices.legs(service)).isEmpty();
        }
    }

    @Test
    void replacesStaleNonce() {
        try (WsmanService service = start(new DigestChallenge("MD5", "auth", 2), false);
                Session session = open(service)) {
            for (int i = 0; i < 5; i++) {
                session.get(AuthenticatedServices.ONE);
            }
            assertThat(service.requests())
                    .extracting(RecordedRequest::responseStatus)
                    .containsExactly(401, 200, 200, 401, 200, 200, 401, 200);
        }
    }

    /** Intel AMT closes the connection after its challenge. */
    @Test
    void repeatsRequestOnNewConnectionWhenServerClosesAfter401() {
        try (WsmanService service =
                        start(new DigestChallenge("MD5", "auth-int, auth", 100), false, ServerQuirk.CLOSE_AFTER_401);
                Session session = open(service)) {
            session.get(AuthenticatedServices.ONE);
            session.get(AuthenticatedServices.ONE);
            assertThat(service.requests())
                    .extracting(RecordedRequest::connection)
                    .containsExactly(1, 2, 2);
        }
    }

    @Test
    void sendsWrongPasswordOnce() {
        try (WsmanService service = start(DigestChallenge.STANDARD, false);
                Session session = AuthenticatedServices.session(service)
                        .credentials(Credentials.digest("jürgen", "other".toCharArray()))
                        .build()) {
            WsmanAuthenticationException failure = catchThrowableOfType(
                    WsmanAuthenticationException.class, () -> session.get(AuthenticatedServices.ONE));
            assertThat(failure)
                    .hasMessageContaining("refused the credentials, sent by Digest; it offers Digest")
                    .hasMessageContaining("check user");
            assertThat(failure.error().httpStatus()).isEqualTo(401);
            assertThat(service.requests()).hasSize(2);
        }
    }

    /** openwsman announces keep-alive but resets the connection; a change must still arrive, and only once. */
    @Test
    void sendsPutOnceWhenServerResetsAfter401() {
        try (WsmanService service = start(DigestChallenge.STANDARD, false, ServerQuirk.RESET_AFTER_401);
                Session session = open(service)) {
            session.put(AuthenticatedServices.ONE, AuthenticatedServices.representation("\u00e4"));
            List<RecordedRequest> requests = service.requests();
            assertThat(requests).extracting(RecordedRequest::responseStatus).containsExactly(401, 200);
            assertThat(requests).extracting(RecordedRequest::connection).containsExactly(1, 2);
            assertThat(requests.get(1).bytes()).isEqualTo(requests.get(0).bytes());
        }
    }

    @Test
    void stopsWhenEveryNonceIsStale() throws Exception {
        String refusal = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\","
                + " stale=true\r\nContent-Length: 0\r\n\r\n";
        try (RawServer server = new RawServer(wire -> {
                    while (wire.read() != null) {
                        wire.write(refusal);
                    }
                });
                Session session = Session.builder("http://127.0.0.1:" + server.port() + "/wsman")
                        .credentials(Credentials.digest("u", AuthenticatedServices.password()))
                        .build()) {
            assertThat(catchThrowableOfType(
                            WsmanAuthenticationException.class, () -> session.get(AuthenticatedServices.ONE)))
                    .hasMessageContaining("refused the credentials, sent by Digest");
            assertThat(server.requests()).hasSize(5);
        }
    }

    /** The service rejects a nonce count that arrives after a higher one. */
    @Test
    void usesOneNoncePerThread() throws Exception {
        try (WsmanService service = start(DigestChallenge.STANDARD, false);
                Session session = open(service)) {
            Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
            List<Thread> threads = IntStream.range(0, 16)
                    .mapToObj(i -> new Thread(
                            () -> IntStream.range(0, 100).forEach(each -> session.get(AuthenticatedServices.ONE))))
                    .toList();
            threads.forEach(each -> each.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure)));
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failures).isEmpty();
            Map<Integer, List<RecordedRequest>> byStatus =
                    service.requests().stream().collect(Collectors.groupingBy(RecordedRequest::responseStatus));
            assertThat(byStatus.get(200)).hasSize(1600);
            assertThat(byStatus.get(401)).hasSizeBetween(1, 16).allSatisfy(first -> assertThat(
                            first.header("Authorization"))
                    .isEmpty());
        }
    }
}
