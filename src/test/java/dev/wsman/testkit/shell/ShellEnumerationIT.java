package dev.wsman.testkit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Enumerations of shells obey the rules of all enumerations. */
class ShellEnumerationIT {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final WsmanService service = LenientService.builder()
            .clock(new Clock() {
                @Override
                public Instant instant() {
                    return now.get();
                }

                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(java.time.ZoneId zone) {
                    return this;
                }
            })
            .shell(ShellHost.handlers())
            .build()
            .start();
    private final RawClient client = new RawClient(service);
    private String context;

    @BeforeEach
    void enumerateFirstOfThree() {
        for (int i = 0; i < 3; i++) {
            RawShell.open(service);
        }
        RawReply first = client.send(RawClient.optimized(ServiceNamespaces.SHELL, 1, ""));
        assertThat(first.count("//*[local-name()='ShellId']")).isOne();
        context = first.context();
    }

    @AfterEach
    void closeService() {
        service.close();
    }

    private RawReply pull(String resource) {
        return client.send(RawClient.pull(resource, context, 5));
    }

    @Test
    void countsContextUntilEnd() {
        assertThat(service.openContexts()).isOne();
        assertThat(pull(ServiceNamespaces.SHELL).count("//*[local-name()='ShellId']"))
                .isEqualTo(2);
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void expiresContextThatIsNotUsed() {
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(10)));
        assertThat(service.openContexts()).isZero();
        assertThat(pull(ServiceNamespaces.SHELL).fault()).isEqualTo("InvalidEnumerationContext");
    }

    @Test
    void closesContextsOnReset() {
        service.reset();
        assertThat(service.openContexts()).isZero();
        assertThat(pull(ServiceNamespaces.SHELL).fault()).isEqualTo("InvalidEnumerationContext");
    }

    @Test
    void writesContextInUpperCase() {
        assertThat(context).matches("uuid:[0-9A-F-]{36}");
    }
}
