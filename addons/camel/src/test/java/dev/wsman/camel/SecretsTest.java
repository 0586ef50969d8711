package dev.wsman.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Camel itself writes the URIs of all endpoints unmasked at level TRACE, which is therefore left out. */
class SecretsTest extends WsmanTestSupport {
    private static final String PASSWORD = "xK9&pw+%41";

    @AutoStart
    static final WsmanService server =
            WsmanService.builder().ntlm("operator", PASSWORD).build();

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Logger camel = Logger.getLogger("org.apache.camel");
    private final Logger own = Logger.getLogger("dev.wsman");
    private final Handler handler = new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord entry) {
            logged.add(formatter.format(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @Override
    WsmanService server() {
        return server;
    }

    @BeforeEach
    void listen() {
        for (Logger logger : List.of(camel, own)) {
            logger.setLevel(logger == camel ? Level.FINE : Level.ALL);
            logger.setUseParentHandlers(false);
            logger.addHandler(handler);
        }
    }

    @AfterEach
    void stopListening() {
        for (Logger logger : List.of(camel, own)) {
            logger.setLevel(null);
            logger.setUseParentHandlers(true);
            logger.removeHandler(handler);
        }
    }

    private static String uri() {
        return "wsman:identify?host=" + server.endpoint() + "&username=operator&password=RAW(" + PASSWORD + ")";
    }

    @Test
    void acceptsRawPasswordAndLogsItNowhere() throws Exception {
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(uri());
            }
        });
        send("direct:in", null);
        server.on(ServiceOperation.IDENTIFY).fault(FaultKind.ACCESS_DENIED);
        Exception failure = failure("direct:in");

        assertThat(server.requests(ServiceOperation.IDENTIFY)).hasSize(2);
        assertThat(logged).isNotEmpty().noneMatch(text -> text.contains(PASSWORD));
        assertThat(failure.toString()).doesNotContain(PASSWORD);
    }

    @Test
    void masksPasswordInTextOfEndpoint() {
        Endpoint endpoint = context().getEndpoint(uri());

        assertThat(endpoint.toString()).doesNotContain(PASSWORD).contains("password=xxxxxx");
        assertThat(((WsmanEndpoint) endpoint).getConfiguration().toString()).doesNotContain(PASSWORD);
    }

    @Test
    void rejectsInvalidOptionWithoutShowingPassword() {
        Exception failure = failure(uri() + "&maxConnections=0");

        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain(PASSWORD);
        }
    }
}
