package dev.wsman.internal.event.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The encodings of bodies: EVENTING.md 4.2. */
class SinkEncodingIT {
    private static final String UTF_16 = "Content-Type: application/soap+xml;charset=UTF-16";
    private static final String SLDC = "Content-Encoding: SLDC";
    private static final byte[] MESSAGE = "\ufeff<e>\u20ac \u20ac \u20ac</e>".getBytes(StandardCharsets.UTF_16LE);

    @AutoClose
    private final SinkFixture sink = new SinkFixture(SinkLimits.DEFAULT.maxMessageSize(10_000));

    private SinkClient.Reply post(byte[] body, String... headers) throws IOException {
        try (SinkClient client = new SinkClient(sink.port())) {
            return client.post("/", body, headers);
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    @Test
    void decompressesSldc() throws Exception {
        assertThat(post(SldcEncoder.encode(MESSAGE), UTF_16, SLDC).status()).isEqualTo(200);
        assertThat(sink.messages).singleElement().satisfies(message -> {
            assertThat(message.body()).isEqualTo(MESSAGE);
            assertThat(message.charset()).isEqualTo(StandardCharsets.UTF_16);
        });
    }

    /** Windows claims SLDC also for the End after a SubscriptionEnd, which is plain. */
    @Test
    void acceptsPlainMessageThatClaimsSldc() throws Exception {
        assertThat(post(MESSAGE, UTF_16, SLDC).status()).isEqualTo(200);
        byte[] utf8 = "<e>plain</e>".getBytes(StandardCharsets.UTF_8);
        assertThat(post(utf8, SLDC).status()).isEqualTo(200);
        assertThat(sink.messages).extracting(SinkMessage::body).containsExactly(MESSAGE, utf8);
    }

    @Test
    void acceptsEmptyBodyThatClaimsSldc() throws Exception {
        SinkClient.Reply reply = post(new byte[0], UTF_16, SLDC);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
        assertThat(sink.messages).isEmpty();
    }

    @Test
    void decompressesGzip() throws Exception {
        assertThat(post(gzip(MESSAGE), "Content-Encoding: gzip").status()).isEqualTo(200);
        assertThat(sink.messages).singleElement().satisfies(message -> assertThat(message.body())
                .isEqualTo(MESSAGE));
        assertThat(post(MESSAGE, "Content-Encoding: gzip").status()).isEqualTo(400);
    }

    @Test
    void refusesMessageThatIsTooLongWhenDecompressed() throws Exception {
        byte[] bomb = new byte[10_001];
        assertThat(post(SldcEncoder.encode(bomb), SLDC).status()).isEqualTo(413);
        assertThat(post(gzip(bomb), "Content-Encoding: gzip").status()).isEqualTo(413);
        assertThat(post(SldcEncoder.encode(new byte[10_000]), SLDC).status()).isEqualTo(200);
        assertThat(sink.messages).hasSize(1);
    }

    @Test
    void refusesUnknownEncodingAndType() throws Exception {
        assertThat(post(MESSAGE, "Content-Encoding: br").status()).isEqualTo(415);
        assertThat(post(MESSAGE, "Content-Type: text/html").status()).isEqualTo(415);
        assertThat(post(MESSAGE, "Content-Type: text/xml; charset=\"utf-16\"").status())
                .isEqualTo(200);
        assertThat(post(MESSAGE, "Content-Type: ").status()).isEqualTo(200);
    }
}
