package dev.wsman.internal.cxf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.protocol.ElementReader;
import dev.wsman.internal.protocol.Exchange;
import dev.wsman.internal.protocol.Operation;
import dev.wsman.internal.protocol.OutgoingRequest;
import dev.wsman.internal.protocol.RequestDefaults;
import dev.wsman.internal.protocol.RequestTarget;
import dev.wsman.internal.transport.Deadline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The buffer allocates what an envelope needs, as long as the writer hands over a usual envelope at once. */
class RequestBufferTest {

    @Test
    void isAsLongAsUsualEnvelope() {
        RequestBuffer envelope = envelopeFor("urn:a");
        assertThat(envelope.array()).hasSize(envelope.size());
    }

    @Test
    void holdsLongEnvelope() {
        String uri = "urn:" + "a".repeat(100_000);
        RequestBuffer envelope = envelopeFor(uri);
        assertThat(new String(envelope.array(), 0, envelope.size(), StandardCharsets.UTF_8))
                .contains(">" + uri + "<")
                .endsWith("</s:Envelope>");
    }

    private static RequestBuffer envelopeFor(String resourceUri) {
        Stubs stubs = Stubs.acquire();
        try {
            RequestTarget target = new RequestTarget(resourceUri, List.of(), List.of());
            return stubs.of(Operation.GET)
                    .write(OutgoingRequest.of(
                            Exchange.get(target, ElementReader::trees),
                            new RequestDefaults("http://127.0.0.1:1/wsman", null, 8192),
                            Deadline.after(Duration.ofSeconds(2))));
        } finally {
            Stubs.release();
        }
    }
}
