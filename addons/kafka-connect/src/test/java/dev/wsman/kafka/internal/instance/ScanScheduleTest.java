package dev.wsman.kafka.internal.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScanScheduleTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = -5 * SECOND;

    private static ScanSchedule schedule(int seconds, int host, int hosts) {
        return new ScanSchedule(START, Duration.ofSeconds(seconds), host, hosts);
    }

    @Test
    void spreadsHostsOverTheInterval() {
        assertThat(IntStream.range(0, 4).mapToObj(host -> schedule(40, host, 4).first() - START))
                .containsExactly(0L, 10 * SECOND, 20 * SECOND, 30 * SECOND);
    }

    @Test
    void beginsWithinTheFirstMinute() {
        ScanSchedule last = schedule(3600, 999, 1000);
        assertThat(last.first() - START).isBetween(59 * SECOND, 60 * SECOND);
        long second = last.next(last.first(), last.first());
        assertThat(second - START).isEqualTo(Duration.ofMillis(3_596_400).toNanos());
    }

    @Test
    void keepsMomentHoweverLongScansTake() {
        ScanSchedule schedule = schedule(10, 1, 2);
        long first = schedule.first();
        assertThat(schedule.next(first, first + SECOND)).isEqualTo(first + 10 * SECOND);
        assertThat(schedule.next(first, first + 9 * SECOND)).isEqualTo(first + 10 * SECOND);
        assertThat(schedule.next(first, first + 25 * SECOND)).isEqualTo(first + 30 * SECOND);
        assertThat(schedule.next(first + 3 * SECOND, first + 4 * SECOND)).isEqualTo(first + 10 * SECOND);
        assertThat(schedule.next(first + 7 * SECOND, first + 8 * SECOND)).isEqualTo(first + 20 * SECOND);
    }
}
