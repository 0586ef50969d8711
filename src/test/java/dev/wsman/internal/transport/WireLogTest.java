package dev.wsman.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.LogRecorder;
import java.util.List;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireLogTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "WWW-Authenticate",
                "Proxy-Authenticate",
                "Authentication-Info",
                "Proxy-Authentication-Info",
                "Set-Cookie"
            })
    void hidesProofsOfServerAndProxy(String header) {
        List<String> messages;
        try (LogRecorder log = LogRecorder.of("dev.wsman.wire")) {
            BasicClassicHttpResponse response = new BasicClassicHttpResponse(200);
            response.addHeader(header, "Negotiate b3Blbg==");
            new WireLog("http://server", List.of()).received(response);
            messages = log.messages();
        }
        assertThat(messages)
                .singleElement()
                .asString()
                .contains(header + ": ***")
                .doesNotContain("b3Blbg");
    }
}
