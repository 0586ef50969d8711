package dev.wsman.kafka.internal.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void doublesPausesUpToLongest() {
        Backoff backoff = new Backoff(Duration.ofMillis(1000), Duration.ofMillis(5000));
        for (long full : new long[] {1000, 2000, 4000, 5000, 5000}) {
            assertThat(backoff.pause().toMillis()).isBetween(full * 4 / 5, full);
        }
    }

    @Test
    void beginsAgainAfterSuccess() {
        Backoff backoff = new Backoff(Duration.ofMillis(1000), Duration.ofMillis(60_000));
        backoff.pause();
        backoff.pause();
        backoff.reset();
        assertThat(backoff.pause().toMillis()).isBetween(800L, 1000L);
    }

    @Test
    void takesFirstPauseIfLongestIsShorter() {
        Backoff backoff = new Backoff(Duration.ofMillis(1000), Duration.ofMillis(10));
        backoff.pause();
        assertThat(backoff.pause().toMillis()).isBetween(800L, 1000L);
    }
}
