package dev.wsman.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import jakarta.xml.bind.annotation.XmlElement;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies made to exhaust the client, of up to a gigabyte, are rejected early: within ten seconds. */
@ExtendWith(CaseCounter.class)
class FloodIT {
    private static final String FAMILY = "flood";
    private static final String OPEN = "HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\n\r\n";
    private static final String BEGIN = "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body>";

    /** Sends the beginning, and then repeats a text up to a gigabyte. */
    private static Reaction flood(String beginning, String repeated) {
        byte[] block = repeated.repeat(Math.max(1, 65536 / repeated.length())).getBytes(StandardCharsets.UTF_8);
        return (request, connection) -> {
            connection.send(beginning);
            for (long sent = 0; sent < 1L << 30; sent += block.length) {
                connection.send(block);
            }
        };
    }

    private static void assertRejected(HostileTrial.Outcome outcome, Kind kind) {
        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.took()).isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a>", "<a b='1' c='2'>", "<p:a xmlns:p='urn:x'>"})
    void rejectsElementsNestedTooDeep(String element) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            HostileTrial.Outcome outcome =
                    trial.meets(flood(OPEN + BEGIN, element)).failsToGet();
            assertRejected(outcome, Kind.PROTOCOL);
            assertThat(outcome.reason()).contains("nested deeper than 200");
        }
    }

    @Test
    void rejectsHugeAttribute() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            assertRejected(trial.meets(flood(OPEN + BEGIN + "<a b=\"", "x")).failsToGet(), Kind.PROTOCOL);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"b%d='1' ", "xmlns:p%d='urn:x' "})
    void rejectsTooManyAttributes(String attribute) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.meets((request, connection) -> {
                connection.send(OPEN + BEGIN + "<a ");
                for (int i = 0; i < 10_000_000; i++) {
                    connection.send(attribute.formatted(i));
                }
            });
            assertRejected(trial.failsToGet(), Kind.PROTOCOL);
        }
    }

    /**
     * If characters are repaired, Woodstox reads the reply instead of Aalto, and has to apply its own limits. The
     * second value is an attribute of 100,000 digits that does not end.
     */
    @ParameterizedTest
    @ValueSource(strings = {"b%d='1' ", "b='%0100000d", "><a%d xmlns='urn:x'"})
    void appliesLimitsWhenCharactersAreRepaired(String again) {
        try (HostileTrial trial = HostileTrial.repairing(FAMILY)) {
            trial.meets((request, connection) -> {
                connection.send(OPEN + BEGIN + "<a ");
                for (int i = 0; i < 10_000_000; i++) {
                    connection.send(again.formatted(i));
                }
            });
            assertRejected(trial.failsToGet(), Kind.PROTOCOL);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", " ", "<!--x-->", "<?x?>", "<a/>"})
    void rejectsReplyLargerThanAllowed(String again) {
        try (HostileTrial trial = limited(1 << 20)) {
            HostileTrial.Outcome outcome =
                    trial.meets(flood(OPEN + BEGIN + "<a>", again)).failsToGet();
            assertRejected(outcome, Kind.ENCODING_LIMIT);
            assertThat(outcome.reason()).contains("1,048,576");
        }
    }

    private static HostileTrial limited(long bytes) {
        return new HostileTrial(FAMILY, Duration.ofSeconds(20), builder -> builder.maxEnvelopeSize(bytes));
    }

    @Test
    void rejectsGzipBomb() {
        try (HostileTrial trial = limited(1 << 20)) {
            byte[] bomb = HttpMessages.gzip((BEGIN + "<a>" + "x".repeat(50_000_000)).getBytes(StandardCharsets.UTF_8));
            assertRejected(
                    trial.meets(Reaction.bytes(HttpMessages.message(
                                    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length,
                                    bomb)))
                            .failsToGet(),
                    Kind.ENCODING_LIMIT);
        }
    }

    @Test
    void reports401WithEndlessPage() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            assertRejected(
                    trial.meets(flood("HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n", "no "))
                            .failsToGet(),
                    Kind.AUTHENTICATION);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 ", "HTTP/1.1 200 OK\r\n"})
    void rejectsEndlessStatusOrHeaderLine(String beginning) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            assertRejected(trial.meets(flood(beginning, "x")).failsToGet(), Kind.PROTOCOL);
        }
    }

    @Test
    void rejectsTooManyHeaders() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            assertRejected(
                    trial.meets(flood("HTTP/1.1 200 OK\r\n", "X-Again: and again\r\n"))
                            .failsToGet(),
                    Kind.PROTOCOL);
        }
    }

    @Test
    void rejectsEndlessChunkExtension() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
            assertRejected(trial.meets(flood(head + "5;", "x")).failsToGet(), Kind.PROTOCOL);
        }
    }

    @Test
    void rejectsExpandingEntities() {
        StringBuilder dtd = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE s:Envelope [<!ENTITY e0 \"lol\">");
        for (int i = 1; i < 12; i++) {
            dtd.append("<!ENTITY e")
                    .append(i)
                    .append(" \"")
                    .append(("&e" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            assertRejected(
                    trial.meets(Reaction.bytes((OPEN + dtd + "]>" + BEGIN + "<a>&e11;</a></s:Body></s:Envelope>")
                                            .getBytes())
                                    .thenClose())
                            .failsToGet(),
                    Kind.PROTOCOL);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE s:Envelope SYSTEM \"URL\">",
                "<!DOCTYPE s:Envelope PUBLIC \"-//x//y\" \"URL\">",
                "<!DOCTYPE s:Envelope [<!ENTITY x SYSTEM \"URL\">]>",
                "<!DOCTYPE s:Envelope [<!ENTITY % x SYSTEM \"URL\">%x;]>"
            })
    void rejectsDocumentTypesAndFetchesNoExternalEntities(String doctype) {
        for (String declaration : new String[] {"", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "<!-- c -->"}) {
            try (HostileServer elsewhere = new HostileServer();
                    HostileTrial trial = HostileTrial.of(FAMILY)) {
                trial.meets((request, connection) -> {
                    // the value of the property Name is the entity
                    String body = declaration
                            + doctype.replace("URL", elsewhere.endpoint())
                            + Envelopes.expected(request).replace(">one<", ">&x;<");
                    connection.send(
                            HttpMessages.message(200, HttpMessages.SOAP, body.getBytes(StandardCharsets.UTF_8)));
                });
                assertRejected(trial.failsToGet(), Kind.PROTOCOL);
                assertThat(elsewhere.accepted()).isZero();
            }
        }
    }

    @Test
    void rejectsDocumentTypeOfOtherwiseValidReply() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.meets((request, connection) -> connection.send(HttpMessages.message(
                    200,
                    HttpMessages.SOAP,
                    ("<?xml version=\"1.0\"?><!DOCTYPE s:Envelope>" + Envelopes.expected(request))
                            .getBytes(StandardCharsets.UTF_8))));
            assertRejected(trial.failsToGet(), Kind.PROTOCOL);
        }
    }

    @Test
    void stopsAfterTooManyEmptyBatches() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.server.then(Reaction.envelope(Envelopes::expected));
            trial.server.always(Reaction.envelope(request -> request.operation().equals("Release")
                    ? Envelopes.expected(request)
                    : Envelopes.envelope(request, Envelopes.batch("same", ""))));
            HostileTrial.Outcome outcome = trial.fails(
                    session -> session.enumerate(HostileTrial.THINGS).list());
            assertThat(outcome.kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(outcome.reason()).contains("without an item");
            assertThat(trial.server.operations()).contains("Release");
        }
    }

    @Test
    void stopsAfterTooManyEmptyBatchesWithNewContexts() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            AtomicInteger count = new AtomicInteger();
            trial.server.always(Reaction.envelope(request -> switch (request.operation()) {
                case "Enumerate", "Release" -> Envelopes.expected(request);
                default -> Envelopes.envelope(request, Envelopes.batch("c" + count.incrementAndGet(), ""));
            }));
            assertThat(trial.fails(session ->
                                    session.enumerate(HostileTrial.THINGS).list())
                            .kind())
                    .isEqualTo(Kind.PROTOCOL);
        }
    }

    @Test
    void readsLargeReplyWithinLimit() throws IOException {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            byte[] text = new byte[5_000_000];
            Arrays.fill(text, (byte) 'y');
            String large = new String(text, StandardCharsets.US_ASCII);
            trial.meets(Reaction.envelope(request -> Envelopes.envelope(request, Envelopes.thing(large))));
            assertThat(trial.succeeds((Session session) -> session.get(HostileTrial.THING))
                            .text("Name"))
                    .hasValueSatisfying(name -> assertThat(name).hasSize(5_000_000));
        }
    }

    /** The time to read a number grows with the square of its length. */
    @Test
    void rejectsNumberOfMillionDigits() {
        String digits = "7".repeat(1_000_000);
        Reaction reply = Reaction.envelope(
                request -> Envelopes.envelope(request, "<p:LAB_Thing><p:Size>" + digits + "</p:Size></p:LAB_Thing>"));
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            assertThat(trial.meets(reply)
                            .fails(session -> session.get(HostileTrial.THING, Sized.class))
                            .kind())
                    .isEqualTo(Kind.PROTOCOL);
            assertThat(trial.meets(reply)
                            .fails(session -> session.get(HostileTrial.THING).unsigned("Size"))
                            .kind())
                    .isEqualTo(Kind.PROTOCOL);
        }
    }

    static class Sized {
        @XmlElement(name = "Size")
        public BigInteger size;
    }
}
