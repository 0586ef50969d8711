package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.LogRecorder;
import dev.wsman.internal.fault.Advice;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.protocol.Operation;
import dev.wsman.internal.transport.AttemptMeter;
import dev.wsman.internal.transport.Deadline;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** Waits for a connection show in the log and in errors. */
class ConnectionWaitsTest {
    private static final OperationLabel GET = OperationLabel.of(Operation.GET, null);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ConnectionWaits waits = new ConnectionWaits("http://server:5985/wsman", 16);

    private static AttemptMeter waited(Duration time) {
        return new AttemptMeter(time.toNanos());
    }

    @Test
    void logsOnceForEachSession() {
        try (LogRecorder log = LogRecorder.of("dev.wsman")) {
            waits.completed(GET, waited(Duration.ofMinutes(1)));
            waits.completed(GET, waited(Duration.ofMinutes(1)));
            waits.notSent(GET, Duration.ofSeconds(30));
            assertThat(log.records()).singleElement().satisfies(ConnectionWaitsTest::explainsWait);
        }
    }

    private static void explainsWait(LogRecord entry) {
        assertThat(entry.getLevel()).isEqualTo(Level.INFO);
        assertThat(entry.getMessage())
                .startsWith("Get waited for 60000 ms")
                .contains("http://server:5985/wsman", "longer than the exchange itself", "maxConnections is 16");
    }

    @Test
    void logsThatOperationWasNotSent() {
        try (LogRecorder log = LogRecorder.of("dev.wsman")) {
            waits.notSent(GET, Duration.ofSeconds(30));
            assertThat(log.messages()).singleElement().asString().contains("waited for 30000 ms", "and was not sent");
        }
    }

    @Test
    void logsNothingIfWaitIsShortOrShorterThanExchange() throws Exception {
        try (LogRecorder log = LogRecorder.of("dev.wsman")) {
            waits.completed(GET, waited(Duration.ZERO));
            waits.completed(GET, waited(Duration.ofMillis(9)));
            AttemptMeter slow = waited(Duration.ofMillis(20));
            while (slow.nanosSpent() <= Duration.ofMillis(40).toNanos()) {
                Thread.onSpinWait();
            }
            waits.completed(GET, slow);
            assertThat(log.messages()).isEmpty();
        }
    }

    @Test
    void explainsFailureAfterLongWait() {
        ExchangeException late = ExchangeException.timeout("no reply", LIMIT, null);
        ExchangeException explained = waits.explain(late, waited(Duration.ofSeconds(59)), Deadline.after(LIMIT));
        assertThat(explained)
                .hasMessage("no reply within 60 s, of which 59 s passed until one of the session's connections"
                        + " (maxConnections is 16) became free");
        assertThat(explained.advice()).isEqualTo(Advice.POOL_USED_UP);
    }

    @Test
    void leavesOtherFailuresAsTheyAre() {
        AttemptMeter almostAll = waited(Duration.ofSeconds(59));
        Deadline deadline = Deadline.after(LIMIT);
        ExchangeException late = ExchangeException.timeout("no reply", LIMIT, null);
        assertThat(waits.explain(late, waited(Duration.ofSeconds(29)), deadline))
                .isSameAs(late);
        ExchangeException usedUp = ExchangeException.poolUsedUp(16, LIMIT);
        assertThat(waits.explain(usedUp, almostAll, deadline)).isSameAs(usedUp);
        ExchangeException closed = ExchangeException.closed();
        assertThat(waits.explain(closed, almostAll, deadline)).isSameAs(closed);
    }
}
