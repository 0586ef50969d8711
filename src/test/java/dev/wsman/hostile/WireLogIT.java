package dev.wsman.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Session;
import dev.wsman.fixture.LogRecorder;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log of the session, in which secrets are masked. */
@ExtendWith(CaseCounter.class)
class WireLogIT {
    private static final String FAMILY = "logging";

    private static final String WIRE = "dev.wsman.wire";

    @AutoClose
    private final LogRecorder log = LogRecorder.of();

    private static HostileTrial trial() {
        return new HostileTrial(FAMILY, Duration.ofSeconds(20), builder -> builder.maskInLogs("Pin", "Token"));
    }

    private String text() {
        return String.join("\n", log.messages());
    }

    @Test
    void logsNothingInNormalWork() {
        try (HostileTrial trial = trial()) {
            trial.succeedsToGet();
        }
        assertThat(log.records()).isEmpty();
    }

    @Test
    void logsMessagesWithoutSecrets() {
        log.enable(WIRE);
        String reply =
                "<p:LAB_Thing><p:Name>one</p:Name><p:Token>s3cret</p:Token><p:Token/><p:Password p:x=\"1\">s3cret</p:Password>"
                        + "<q:Pin xmlns:q=\"urn:q\"><q:Digit>s3cret</q:Digit></q:Pin></p:LAB_Thing>";
        try (HostileTrial trial = trial()) {
            trial.meets(Reaction.envelope(request -> Envelopes.envelope(request, reply)));
            trial.succeeds(session ->
                    session.get(HostileTrial.THING.selector("Pin", "s3cret").option("Token", "s3cret")));
            trial.succeeds((Session session) ->
                    session.invoke(HostileTrial.THING, "Do", Map.of("Pin", "s3cret", "Text", "shown")));
        }
        assertThat(text())
                .contains(
                        "> POST /wsman",
                        "Authorization: ***",
                        "<p:Name>one</p:Name>",
                        "shown",
                        "<p:Token>***</p:Token>")
                .contains("< 200", "Content-Type: application/soap+xml")
                .doesNotContain("s3cret", "geheim", "Basic ");
        assertThat(log.records())
                .allSatisfy(entry -> assertThat(entry.getLevel().intValue()).isLessThan(Level.FINE.intValue()));
    }

    @Test
    void masksNamesEndingInPasswordPassphraseSecretOrToken() {
        log.enable(WIRE);
        String fault =
                "<v:Error xmlns:v='urn:v' v:AdminPassword='s3cret'>&lt;PSKPassPhrase&gt;s3cret&lt;/PSKPassPhrase&gt;</v:Error>";
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.succeeds((Session session) -> session.invoke(
                    HostileTrial.THING.selector("AuthToken", "s3cret").option("ClientSecret", "s3cret"),
                    "Do",
                    Map.of("StartPassword", "s3cret", "StartName", "shown")));
            trial.meets(Reaction.envelope(500, request -> Envelopes.fault(request, "Sender", "w:AccessDenied", fault)));
            HostileTrial.Outcome outcome =
                    trial.fails(session -> session.get(HostileTrial.THING.selector("PIN_Secret", "s3cret")));
            assertThat(outcome.exception().getMessage()
                            + outcome.exception().error().xml()
                            + outcome.exception().error().detailXml())
                    .contains("PIN_Secret=***", "v:AdminPassword=\"***\"")
                    .doesNotContain("s3cret");
        }
        assertThat(text())
                .contains("StartPassword>***<", ">shown<", "Name=\"AuthToken\">***<", "AdminPassword='***'")
                .doesNotContain("s3cret");
    }

    @Test
    void masksSecretInTruncatedReply() {
        log.enable(WIRE);
        try (HostileTrial trial = trial()) {
            trial.meets(Reaction.bytes(HttpMessages.message(
                            "HTTP/1.1 200 OK\r\nContent-Length: 500",
                            ("<a:Token xmlns:a=\"urn:a\">s3cr" + "x".repeat(20)).getBytes()))
                    .thenClose());
            trial.failsToGet();
        }
        assertThat(text()).contains("<a:Token").doesNotContain("s3cr");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-32", "UTF-32LE", "ISO-8859-1"})
    void masksSecretInAnyEncoding(String charset) {
        log.enable(WIRE);
        String reply = "<p:LAB_Thing><p:Name>\u00fc</p:Name><p:Token a='x/>'><p:Token>s3cret</p:Token>s3cret</p:Token>"
                + "</p:LAB_Thing>";
        try (HostileTrial trial = trial()) {
            trial.meets((request, connection) -> connection.send(HttpMessages.message(
                    200,
                    "text/xml;charset=ISO-8859-1",
                    Envelopes.envelope(request, reply).getBytes(Charset.forName(charset)))));
            trial.succeeds(session -> session.get(HostileTrial.THING));
        }
        assertThat(text()).contains("<p:Token a='x/>'>***</p:Token>").doesNotContain("s3cret");
    }

    @Test
    void showsLengthOfUnreadableBody() {
        log.enable(WIRE);
        try (HostileTrial trial = trial()) {
            byte[] page = "<Token>s3cret</Token>".getBytes(Charset.forName("IBM037"));
            trial.meets(Reaction.reply(200, "text/xml;charset=IBM037", page)).failsToGet();
        }
        assertThat(text()).contains("< 21 bytes").doesNotContain("s3cret");
    }

    @Test
    void masksChallengesAndTokens() {
        log.enable(WIRE);
        try (HostileTrial trial = trial()) {
            trial.meets(Reaction.bytes(HttpMessages.message(
                    "HTTP/1.1 401 No\r\nWWW-Authenticate: Negotiate c2VjcmV0\r\nSet-Cookie: id=c2VjcmV0\r\nContent-Length: 0",
                    new byte[0])));
            trial.failsToGet();
        }
        assertThat(text()).contains("WWW-Authenticate: ***", "Set-Cookie: ***").doesNotContain("c2VjcmV0");
    }
}
