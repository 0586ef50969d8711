package dev.wsman.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.transport.AttemptMeter;
import dev.wsman.internal.transport.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenEnumerationsTest {
    private static final RequestTarget TARGET = new RequestTarget("urn:a", List.of(), List.of());

    /** A process that polls an unresponsive server for months must not keep every enumeration that failed. */
    @Test
    void dropsOldestAbandonedContexts() {
        OpenEnumerations enumerations = new OpenEnumerations();
        OpenEnumerations.Context running = enumerations.opened(TARGET, List.of("running"));
        List<OpenEnumerations.Context> failed = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            failed.add(enumerations.opened(TARGET, List.of("failed " + i)));
            enumerations.abandon(failed.get(i));
        }
        assertThat(enumerations.size()).isEqualTo(101);
        failed.subList(150, 250).forEach(enumerations::ended);
        assertThat(enumerations.size()).isEqualTo(1);
        enumerations.ended(running);
        assertThat(enumerations.size()).isZero();
    }

    /** A session with many open enumerations must not take long to close if its server does not reply. */
    @Test
    void releasesAllContextsUnderOneDeadline() {
        OpenEnumerations enumerations = new OpenEnumerations();
        for (int i = 0; i < 20; i++) {
            enumerations.opened(TARGET, List.of("context " + i));
        }
        List<Long> nanosLeft = new ArrayList<>();
        enumerations.releaseAll(new ExchangeSender() {
            @Override
            public <T> T send(Exchange<T> exchange, Deadline deadline, AttemptMeter meter) {
                assertThat(exchange.operation()).isEqualTo(Operation.RELEASE);
                nanosLeft.add(deadline.nanosLeft());
                throw ExchangeException.closed();
            }
        });
        assertThat(enumerations.size()).isZero();
        assertThat(nanosLeft)
                .hasSize(20)
                .isSortedAccordingTo((earlier, later) -> Long.compare(later, earlier))
                .allMatch(nanos -> nanos <= Duration.ofSeconds(5).toNanos());
    }
}
