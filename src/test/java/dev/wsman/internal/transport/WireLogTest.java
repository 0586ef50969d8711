package dev.wsman.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireLogTest {
    private static final class Ear extends Handler {
        private final List<String> heard = new ArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            heard.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

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
        Logger logger = Logger.getLogger("dev.wsman.wire");
        Level before = logger.getLevel();
        Ear ear = new Ear();
        logger.addHandler(ear);
        logger.setLevel(Level.ALL);
        try {
            BasicClassicHttpResponse response = new BasicClassicHttpResponse(200);
            response.addHeader(header, "Negotiate b3Blbg==");
            new WireLog("http://server", List.of()).received(response);
        } finally {
            logger.setLevel(before);
            logger.removeHandler(ear);
        }
        assertThat(ear.heard)
                .singleElement()
                .asString()
                .contains(header + ": ***")
                .doesNotContain("b3Blbg");
    }
}
