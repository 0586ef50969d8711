package dev.wsman.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Session;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is logged, and what never is. */
@ExtendWith(CaseCounter.class)
class WireLogIT {
    private static final String FAMILY = "logging";

    private final Logger wire = Logger.getLogger("dev.wsman.wire");
    private final Logger root = Logger.getLogger("");
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            records.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
    }

    @AfterEach
    void stop() {
        root.removeHandler(handler);
        wire.setLevel(null);
    }

    private static HostileTrial trial() {
        return new HostileTrial(FAMILY, Duration.ofSeconds(20), builder -> builder.maskInLogs("Pin", "Token"));
    }

    private String text() {
        return String.join("\n", records.stream().map(LogRecord::getMessage).toList());
    }

    @Test
    void nothingIsSaidInNormalWork() {
        try (HostileTrial trial = trial()) {
            trial.getAnswers();
        }
        assertThat(records).isEmpty();
    }

    @Test
    void theWireIsLoggedWithoutWhatIsSecret() {
        wire.setLevel(Level.ALL);
        String answer =
                "<p:LAB_Thing><p:Name>one</p:Name><p:Token>s3cret</p:Token><p:Token/><p:Password p:x=\"1\">s3cret</p:Password>"
                        + "<q:Pin xmlns:q=\"urn:q\"><q:Digit>s3cret</q:Digit></q:Pin></p:LAB_Thing>";
        try (HostileTrial trial = trial()) {
            trial.meets(Reaction.envelope(request -> Envelopes.envelope(request, answer)));
            trial.answers(session ->
                    session.get(HostileTrial.THING.selector("Pin", "s3cret").option("Token", "s3cret")));
            trial.answers((Session session) ->
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
        assertThat(records)
                .allSatisfy(entry -> assertThat(entry.getLevel().intValue()).isLessThan(Level.FINE.intValue()));
    }

    @Test
    void masksWhatEndsInPasswordPassphraseSecretOrTokenByDefault() {
        wire.setLevel(Level.ALL);
        String fault =
                "<v:Error xmlns:v='urn:v' v:AdminPassword='s3cret'>&lt;PSKPassPhrase&gt;s3cret&lt;/PSKPassPhrase&gt;</v:Error>";
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.answers((Session session) -> session.invoke(
                    HostileTrial.THING.selector("AuthToken", "s3cret").option("ClientSecret", "s3cret"),
                    "Do",
                    Map.of("StartPassword", "s3cret", "StartName", "shown")));
            trial.meets((request, line) -> line.send(Http.message(
                    500,
                    Http.SOAP,
                    Envelopes.fault(request, "Sender", "w:AccessDenied", fault).getBytes())));
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
    void aReplyThatBreaksOffInsideASecretShowsNothingOfIt() {
        wire.setLevel(Level.ALL);
        try (HostileTrial trial = trial()) {
            trial.meets(Reaction.octets(Http.message(
                            "HTTP/1.1 200 OK\r\nContent-Length: 500",
                            ("<a:Token xmlns:a=\"urn:a\">s3cr" + "x".repeat(20)).getBytes()))
                    .thenClose());
            trial.getFails();
        }
        assertThat(text()).contains("<a:Token").doesNotContain("s3cr");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-32", "UTF-32LE", "ISO-8859-1"})
    void aSecretIsFoundInAnyEncoding(String charset) {
        wire.setLevel(Level.ALL);
        String answer = "<p:LAB_Thing><p:Name>\u00fc</p:Name><p:Token a='x/>'><p:Token>s3cret</p:Token>s3cret</p:Token>"
                + "</p:LAB_Thing>";
        try (HostileTrial trial = trial()) {
            trial.meets((request, line) -> line.send(Http.message(
                    200,
                    "text/xml;charset=ISO-8859-1",
                    Envelopes.envelope(request, answer).getBytes(Charset.forName(charset)))));
            trial.answers(session -> session.get(HostileTrial.THING));
        }
        assertThat(text()).contains("<p:Token a='x/>'>***</p:Token>").doesNotContain("s3cret");
    }

    @Test
    void ofWhatCannotBeReadTheLengthIsShown() {
        wire.setLevel(Level.ALL);
        try (HostileTrial trial = trial()) {
            byte[] page = "<Token>s3cret</Token>".getBytes(Charset.forName("IBM037"));
            trial.meets(Reaction.reply(200, "text/xml;charset=IBM037", page)).getFails();
        }
        assertThat(text()).contains("< 21 bytes").doesNotContain("s3cret");
    }

    @Test
    void challengesAndTokensAreMasked() {
        wire.setLevel(Level.ALL);
        try (HostileTrial trial = trial()) {
            trial.meets(Reaction.octets(Http.message(
                    "HTTP/1.1 401 No\r\nWWW-Authenticate: Negotiate c2VjcmV0\r\nSet-Cookie: id=c2VjcmV0\r\nContent-Length: 0",
                    new byte[0])));
            trial.getFails();
        }
        assertThat(text()).contains("WWW-Authenticate: ***", "Set-Cookie: ***").doesNotContain("c2VjcmV0");
    }
}
