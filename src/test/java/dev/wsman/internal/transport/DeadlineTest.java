package dev.wsman.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.fault.ExchangeException.Stage;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Deadlines: the time left, the earlier of two, and the failure once one has passed. */
class DeadlineTest {
    @Test
    void reportsLimitAndTimeLeft() {
        Deadline deadline = Deadline.after(Duration.ofMinutes(1));
        assertThat(deadline.expired()).isFalse();
        assertThat(deadline.limit()).isEqualTo(Duration.ofMinutes(1));
        assertThat(deadline.nanosLeft()).isBetween(TimeUnit.SECONDS.toNanos(30), TimeUnit.SECONDS.toNanos(60));
        assertThat(deadline.millisLeft()).isBetween(30_000, 60_001);
    }

    @Test
    void leavesSocketOneMillisecondAfterItHasPassed() {
        Deadline deadline = Deadline.after(Duration.ofNanos(1));
        while (!deadline.expired()) {
            Thread.onSpinWait();
        }
        assertThat(deadline.nanosLeft()).isNotPositive();
        // 0 would mean no timeout
        assertThat(deadline.millisLeft()).isEqualTo(1);
    }

    @Test
    void acceptsLongestDurationWithoutOverflow() {
        Deadline deadline = Deadline.after(Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(deadline.expired()).isFalse();
        assertThat(deadline.limit()).isEqualTo(Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(deadline.millisLeft()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void returnsEarlierOfTwoDeadlines() {
        Deadline operation = Deadline.after(Duration.ofSeconds(30));
        assertThat(operation.atMost(Duration.ofHours(1))).isSameAs(operation);
        assertThat(operation.atMost(Duration.ofSeconds(1)).limit()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void reportsWhatWasAwaitedAndHowLong() {
        assertThat(Deadline.after(Duration.ofSeconds(2)).missed("no reply", null))
                .hasMessageContaining("no reply")
                .hasMessageContaining("2 s")
                .satisfies(failure -> assertThat(failure.stage()).isEqualTo(Stage.TIMEOUT));
    }

    @Test
    void hasOnlyFinalFields() {
        assertThat(Deadline.class.getDeclaredFields())
                .allSatisfy(field -> assertThat(Modifier.isFinal(field.getModifiers()))
                        .as(field.getName())
                        .isTrue());
    }
}
