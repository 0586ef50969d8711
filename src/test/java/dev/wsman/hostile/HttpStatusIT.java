package dev.wsman.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Retry;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanFaultException;
import dev.wsman.WsmanProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP statuses of replies with and without SOAP. */
@ExtendWith(CaseCounter.class)
class HttpStatusIT {
    private static final String FAMILY = "status";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                300, 301, 302, 303, 304, 307, 308, 400, 403, 404, 405, 408, 409, 413, 415, 422, 429, 500, 501, 502, 503,
                504, 599
            })
    void reportsStatusOfReplyWithPage(int status) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            HostileTrial.Outcome outcome = trial.meets(
                            Reaction.reply(status, "text/html", bytes("<html><body>Sorry: " + status + "<br></body>")))
                    .failsToGet();
            assertThat(outcome.exception()).isInstanceOf(WsmanProtocolException.class);
            assertThat(outcome.kind()).isEqualTo(Kind.HTTP);
            assertThat(outcome.exception().error().httpStatus()).isEqualTo(status);
            assertThat(outcome.reason()).contains("HTTP " + status);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 404, 413, 500, 503})
    void reportsStatusOfEmptyReply(int status) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            HostileTrial.Outcome outcome =
                    trial.meets(Reaction.reply(status, "", new byte[0])).failsToGet();
            assertThat(outcome.kind()).isEqualTo(Kind.HTTP);
            assertThat(outcome.exception().error().httpStatus()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<h1>Bad Gateway<p>no end",
                "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\""
                        + " \"http://127.0.0.1:1/xhtml1-strict.dtd\"><html><body>&nbsp;</body></html>",
                "<!-- gateway --><html><body></html>",
                "{\"error\":\"unavailable\"}",
                "<Error><Code>Slow</Code></Error>"
            })
    void reportsErrorStatusForAnyPage(String page) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            HostileTrial.Outcome outcome =
                    trial.meets(Reaction.reply(502, "text/html", bytes(page))).failsToGet();
            assertThat(outcome.kind()).isEqualTo(Kind.HTTP);
            assertThat(outcome.exception().error().httpStatus()).isEqualTo(502);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 403, 404, 408, 409, 413, 422, 429, 500, 501, 503})
    void readsFaultUnderAnyStatus(int status) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            HostileTrial.Outcome outcome = trial.meets(Reaction.envelope(
                            status, request -> Envelopes.fault(request, "Sender", "a:DestinationUnreachable", "")))
                    .failsToGet();
            assertThat(outcome.exception()).isInstanceOf(WsmanFaultException.class);
            assertThat(outcome.kind()).isEqualTo(Kind.DESTINATION_UNREACHABLE);
            assertThat(outcome.exception().error().httpStatus()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 404, 500})
    void rejectsResponseUnderErrorStatus(int status) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            HostileTrial.Outcome outcome =
                    trial.meets(Reaction.envelope(status, Envelopes::expected)).failsToGet();
            assertThat(outcome.kind()).isEqualTo(Kind.HTTP);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void doesNotFollowRedirect(int status) {
        try (HostileServer other = new HostileServer();
                HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.meets(Reaction.bytes(HttpMessages.message(
                    "HTTP/1.1 " + status + " Elsewhere\r\nLocation: " + other.endpoint() + "\r\nContent-Length: 0",
                    new byte[0])));
            assertThat(trial.failsToGet().kind()).isEqualTo(Kind.HTTP);
            assertThat(other.accepted()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 407})
    void reports401And407AsAuthenticationFailures(int status) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            String challenge = status == 401 ? "WWW-Authenticate" : "Proxy-Authenticate";
            HostileTrial.Outcome outcome = trial.meets(Reaction.bytes(HttpMessages.message(
                            "HTTP/1.1 " + status + " No\r\n" + challenge
                                    + ": Negotiate, Digest realm=\"r\", nonce=\"1\"\r\nContent-Length: 4",
                            bytes("nope"))))
                    .failsToGet();
            assertThat(outcome.exception()).isInstanceOf(WsmanAuthenticationException.class);
            assertThat(outcome.kind()).isEqualTo(Kind.AUTHENTICATION);
            assertThat(outcome.reason()).contains("Negotiate, Digest");
            assertThat(outcome.reason().contains("the proxy asks for credentials and the session has none"))
                    .isEqualTo(status == 407);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html/>", "", "<a/>", "<s:Envelope/>"})
    void reports401WithSoapContentTypeAsAuthenticationFailure(String body) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            HostileTrial.Outcome outcome = trial.meets(Reaction.bytes(HttpMessages.message(
                            "HTTP/1.1 401 No\r\nWWW-Authenticate: Negotiate\r\nContent-Type: " + HttpMessages.SOAP
                                    + "\r\nContent-Length: " + body.length(),
                            bytes(body))))
                    .failsToGet();
            assertThat(outcome.exception()).isInstanceOf(WsmanAuthenticationException.class);
            assertThat(outcome.reason()).contains("it offers Negotiate");
        }
    }

    private static Reaction stalling(String head, String body) {
        return (request, connection) -> {
            connection.send("HTTP/1.1 " + head + "\r\nContent-Length: " + (body.length() + 5) + "\r\n\r\n" + body);
            connection.awaitClose();
        };
    }

    private static Reaction stallingAfterFault(int status) {
        return (request, connection) -> stalling(
                        status + " No", Envelopes.fault(request, "Sender", "a:DestinationUnreachable", ""))
                .to(request, connection);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no", "<", "<p>no", "<?xml version='1.0'?>", "  "})
    void reportsStatusWhenBodyStalls(String body) {
        try (HostileTrial trial = new HostileTrial(FAMILY, Duration.ofSeconds(1))) {
            HostileTrial.Outcome outcome =
                    trial.meets(stalling("503 Busy", body)).failsToGet();
            assertThat(outcome.kind()).isEqualTo(Kind.HTTP);
            assertThat(outcome.exception().error().httpStatus()).isEqualTo(503);
        }
    }

    @Test
    void reports401WhenBodyStalls() {
        try (HostileTrial trial = new HostileTrial(FAMILY, Duration.ofSeconds(1))) {
            HostileTrial.Outcome outcome = trial.meets(stalling("401 No\r\nWWW-Authenticate: Negotiate", "no"))
                    .failsToGet();
            assertThat(outcome.kind()).isEqualTo(Kind.AUTHENTICATION);
            assertThat(outcome.reason()).contains("Negotiate");
        }
    }

    @Test
    void retriesAfterBodyStalls() {
        Retry retry = Retry.of(2, Duration.ofMillis(10));
        try (HostileTrial trial = new HostileTrial(FAMILY, Duration.ofSeconds(30), builder -> builder.retry(retry))) {
            trial.meets(stalling("503 Busy", "<p>no")).succeedsToGet();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500})
    void reportsFaultBeforeStalledBodyEnds(int status) {
        try (HostileTrial trial = new HostileTrial(FAMILY, Duration.ofSeconds(30))) {
            HostileTrial.Outcome outcome =
                    trial.meets(stallingAfterFault(status)).failsToGet();
            assertThat(outcome.kind()).isEqualTo(Kind.DESTINATION_UNREACHABLE);
            assertThat(outcome.took()).isLessThan(Duration.ofSeconds(15));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204})
    void rejectsEmptyReplyWithStatusOfSuccess(int status) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            HostileTrial.Outcome outcome = trial.meets(Reaction.bytes(
                            HttpMessages.message("HTTP/1.1 " + status + " OK\r\nContent-Length: 0", new byte[0])))
                    .failsToGet();
            assertThat(outcome.kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(outcome.reason()).contains("an empty reply");
        }
    }

    @Test
    void showsBeginningOfPageWithStatus200() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            HostileTrial.Outcome outcome = trial.meets(Reaction.reply(
                            200, "text/html", bytes("<html><title>Welcome to your router</title></html>")))
                    .failsToGet();
            assertThat(outcome.kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(outcome.reason()).contains("a SOAP envelope").contains("Welcome to your router");
        }
    }
}
