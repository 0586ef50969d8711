package dev.wsman.internal.event.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.LogRecorder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** Anyone who reaches the port can send requests that are refused; they must not flood the log. */
class RefusalLogTest {
    private static final String ADDRESS = "192.0.2.1";
    private static final String REFUSED = "event sink: refused a request of " + ADDRESS + " with ";

    private final AtomicLong now = new AtomicLong();
    private final RefusalLog refusals = new RefusalLog(new LimitedWarnings(now::get));

    private static List<String> warnings(LogRecorder log) {
        return log.records().stream()
                .filter(entry -> entry.getLevel() == Level.WARNING)
                .map(entry -> entry.getMessage())
                .filter(message -> message.contains(ADDRESS))
                .toList();
    }

    @Test
    void warnsOnceInTenSecondsOfEachStatus() {
        try (LogRecorder log = LogRecorder.of("dev.wsman")) {
            for (int i = 0; i < 100; i++) {
                refusals.refused(ADDRESS, new Refusal(400, "malformed"));
                refusals.refused(ADDRESS, new Refusal(401, "wrong password"));
            }
            assertThat(warnings(log)).hasSize(2);
            assertThat(log.messages())
                    .filteredOn(text -> text.contains(ADDRESS))
                    .hasSize(200);

            now.addAndGet(TimeUnit.SECONDS.toNanos(10));
            refusals.refused(ADDRESS, new Refusal(400, "malformed"));
            assertThat(warnings(log)).last().asString().contains("malformed", "99 others");
        }
    }

    @Test
    void warnsOfDeliveriesThatHandlerRefuses() {
        try (LogRecorder log = LogRecorder.of("dev.wsman")) {
            for (int status : new int[] {400, 403, 404, 404, 500, 503, 503}) {
                refusals.replied(ADDRESS, new SinkReply(status, null));
            }
            refusals.replied(ADDRESS, new SinkReply(200, "<ack/>"));
            assertThat(warnings(log))
                    .containsExactly(
                            REFUSED + "400: the message is not a SOAP envelope",
                            REFUSED + "403: the source has no access to the subscription",
                            REFUSED + "404: no subscription has this path, or it has ended",
                            REFUSED + "503: the subscription does not accept the message now");
        }
    }

    @Test
    void doesNotWarnOfSteps() {
        try (LogRecorder log = LogRecorder.of("dev.wsman")) {
            refusals.refused(ADDRESS, Refusal.expected("a login begins", List.of("Negotiate")));
            assertThat(warnings(log)).isEmpty();
        }
    }
}
