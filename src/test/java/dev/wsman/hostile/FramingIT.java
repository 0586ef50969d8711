package dev.wsman.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.WsmanError.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The framing of a reply: its length, chunks and compression. */
@ExtendWith(CaseCounter.class)
class FramingIT {
    private static final String FAMILY = "framing";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml;charset=UTF-8\r\n";

    private static byte[] expectedBody(SocketRequest request) {
        return Envelopes.expected(request).getBytes(StandardCharsets.UTF_8);
    }

    private static Reaction withHeaders(String headers) {
        return (request, connection) -> connection.send(HttpMessages.message(
                OK + headers.replace("LENGTH", String.valueOf(expectedBody(request).length)), expectedBody(request)));
    }

    private static byte[] chunked(byte[] body, int size, String extension, String trailer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < body.length; i += size) {
            int length = Math.min(size, body.length - i);
            out.writeBytes((Integer.toHexString(length) + extension + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body, i, length);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes(("0\r\n" + trailer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 100_000})
    void readsChunksOfAnySize(int size) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.meets((request, connection) -> connection.send(HttpMessages.message(
                    OK + "Transfer-Encoding: chunked",
                    chunked(expectedBody(request), size, ";name=\"value\"", "X-Trailer: 1\r\n"))));
            assertThat(trial.succeedsToGet().text("Name")).contains("one");
            assertThat(trial.server.accepted()).as("the connection is kept").isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\nabc", "-5\r\nabc", "5", "fffffffffffffffffff\r\nabc", "", "5\r\nabcdefghijk"})
    void rejectsInvalidChunks(String chunks) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            HostileTrial.Outcome outcome = trial.meets(
                            Reaction.bytes(HttpMessages.message(OK + "Transfer-Encoding: chunked", chunks.getBytes()))
                                    .thenClose())
                    .failsToGet();
            assertThat(outcome.kind()).isIn(Kind.CONNECTION, Kind.PROTOCOL);
        }
    }

    @Test
    void rejectsEnvelopeCutByTooShortLength() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            HostileTrial.Outcome outcome = trial.meets((request, connection) -> connection.send(HttpMessages.message(
                            OK + "Content-Length: " + (expectedBody(request).length - 30), expectedBody(request))))
                    .failsToGet();
            assertThat(outcome.kind()).isEqualTo(Kind.PROTOCOL);
        }
    }

    @Test
    void reportsTooLongLengthAsBrokenConnection() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            HostileTrial.Outcome outcome = trial.meets(
                            ((Reaction) (request, connection) -> connection.send(HttpMessages.message(
                                            OK + "Content-Length: " + (expectedBody(request).length + 30),
                                            expectedBody(request))))
                                    .thenClose())
                    .failsToGet();
            assertThat(outcome.kind()).isEqualTo(Kind.CONNECTION);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -1",
                "Content-Length: many",
                "Content-Length: 99999999999999999999999",
                "Content-Length: 10\r\nContent-Length: 20",
                "Transfer-Encoding: smoke",
                "Content-Length: LENGTH\r\nno colon here"
            })
    void rejectsContradictoryHeaders(String headers) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            assertThat(trial.meets(withHeaders(headers)).failsToGet().kind()).isEqualTo(Kind.PROTOCOL);
        }
    }

    @Test
    void ignoresBytesAfterReply() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.meets((request, connection) -> {
                String forged = Envelopes.envelope(request, Envelopes.thing("forged"));
                connection.send(concat(
                        HttpMessages.message(200, HttpMessages.SOAP, expectedBody(request)),
                        HttpMessages.message(200, HttpMessages.SOAP, forged.getBytes(StandardCharsets.UTF_8))));
            });
            assertThat(trial.succeedsToGet().text("Name")).contains("one");
        }
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP"})
    void unpacksGzip(String name) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.meets((request, connection) -> {
                byte[] packed = HttpMessages.gzip(expectedBody(request));
                connection.send(HttpMessages.message(
                        OK + "Content-Encoding: " + name + "\r\nContent-Length: " + packed.length, packed));
            });
            assertThat(trial.succeedsToGet().text("Name")).contains("one");
            assertThat(trial.server.accepted()).isEqualTo(1);
        }
    }

    static Stream<byte[]> brokenGzip() {
        byte[] good = HttpMessages.gzip("<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\">"
                .repeat(50)
                .getBytes());
        byte[] flipped = good.clone();
        flipped[good.length / 2] ^= 0x55;
        byte[] checksum = good.clone();
        checksum[good.length - 6] ^= 0x55;
        return Stream.of(
                "no gzip at all".getBytes(),
                Arrays.copyOf(good, 5),
                Arrays.copyOf(good, good.length / 2),
                flipped,
                checksum);
    }

    @ParameterizedTest
    @MethodSource("brokenGzip")
    void rejectsBrokenGzip(byte[] packed) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            HostileTrial.Outcome outcome = trial.meets(Reaction.bytes(HttpMessages.message(
                            OK + "Content-Encoding: gzip\r\nContent-Length: " + packed.length, packed)))
                    .failsToGet();
            assertThat(outcome.kind()).isEqualTo(Kind.PROTOCOL);
        }
    }

    @Test
    void sendsRequestOnceWhenGzipIsBrokenOnReusedConnection() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.assertRecovered();
            trial.server.forget();
            trial.meets(Reaction.bytes(
                    HttpMessages.message(OK + "Content-Encoding: gzip\r\nContent-Length: 3", "abc".getBytes())));
            assertThat(trial.failsToGet().kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(trial.server.operations()).startsWith("Get", "Get", "Enumerate");
        }
    }

    @Test
    void rejectsContentEncodingThatWasNotRequested() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            HostileTrial.Outcome outcome = trial.meets(Reaction.bytes(
                            HttpMessages.message(OK + "Content-Encoding: br\r\nContent-Length: 3", "abc".getBytes())))
                    .failsToGet();
            assertThat(outcome.kind()).isEqualTo(Kind.PROTOCOL);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello there\r\n\r\n",
                "<html>HTTP/0.9</html>",
                "HTTP/9.9 200 OK\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 99 Low\r\nContent-Length: 0\r\n\r\n",
                "SSH-2.0-OpenSSH_9.6\r\n",
                "\u0015\u0003\u0003\u0000\u0002\u0002F",
                "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n"
            })
    void rejectsReplyThatIsNotHttp(String bytes) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            HostileTrial.Outcome outcome = trial.meets(Reaction.bytes(bytes.getBytes(StandardCharsets.ISO_8859_1))
                            .thenClose())
                    .failsToGet();
            assertThat(outcome.kind()).isIn(Kind.CONNECTION, Kind.PROTOCOL);
        }
    }

    @Test
    void readsStatusLineOfOpenwsman() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.meets((request, connection) -> connection.send(HttpMessages.message(
                    "HTTP/1.1 200 (null)\r\nContent-Length: " + expectedBody(request).length, expectedBody(request))));
            assertThat(trial.succeedsToGet().text("Name")).contains("one");
        }
    }
}
