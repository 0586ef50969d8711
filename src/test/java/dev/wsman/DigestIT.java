package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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

/** HTTP Digest as it goes over the wire. */
class DigestIT {
    private static WsmanService start(DigestChallenge form, boolean https, ServerQuirk... manners) {
        ServerQuirks all = ServerQuirks.STANDARD;
        for (ServerQuirk manner : manners) {
            all = all.with(manner);
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
    void theFirstRequestIsRepeatedAndThenTheNonceIsUsedAgain(
            String algorithm, String offered, String chosen, boolean https) {
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
            List<RecordedRequest> answers = AuthenticatedServices.legs(service);
            assertThat(answers).extracting(each -> parameter(each, "uri")).containsOnly("/wsman");
            assertThat(answers).extracting(each -> parameter(each, "qop")).containsOnly(chosen);
            assertThat(answers).extracting(each -> parameter(each, "algorithm")).containsOnly(algorithm);
            assertThat(answers.stream().map(each -> parameter(each, "nonce")).distinct())
                    .hasSize(1);
            assertThat(answers)
                    .extracting(each -> parameter(each, "nc"))
                    .containsExactly("00000001", "00000002", "00000003");
        }
    }

    /** RFC 7616 3.4; an answer in the old form could be read on the way and sent again. */
    @ParameterizedTest
    @CsvSource({"'',false", "MD5,false", "SHA-256,false", "MD5,true"})
    void aChallengeWithoutQopIsNotAnswered(String algorithm, boolean https) {
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
    void aStaleNonceIsReplacedWithoutAFailure() {
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

    /** Intel AMT. */
    @Test
    void aServerThatClosesTheConnectionAfterItsChallengeIsAnsweredOnAnother() {
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
    void aWrongPasswordFailsAfterOneAnswer() {
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

    /** openwsman promises to keep the connection and resets it; what changes something must still get there, and once. */
    @Test
    void aServerThatResetsTheConnectionAfterItsChallengeGetsAChangeOnAnother() {
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
    void aServerToWhichEachNonceIsStaleDoesNotLoop() throws Exception {
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

    /** The service is strict: it refuses a count that comes after a higher one. */
    @Test
    void severalThreadsUseANonceEachAndAllGetIn() throws Exception {
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
