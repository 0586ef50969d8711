package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RenewalTest {
    @Test
    void renewsAfterTwoThirdsOfGrantedTime() {
        assertThat(Renewal.pause(Duration.ofMinutes(30))).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void renewsAtMostOnceInSecond() {
        assertThat(Renewal.pause(Duration.ofMillis(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(Renewal.pause(Duration.ofSeconds(-5))).isEqualTo(Duration.ofSeconds(1));
    }

    /** Windows accepts, and returns, more seconds than nanoseconds fit in a long. */
    @Test
    void acceptsTimesBeyondRange() {
        assertThat(Renewal.pause(Duration.ofSeconds(Long.MAX_VALUE))).isGreaterThan(Duration.ofDays(365));
    }
}
