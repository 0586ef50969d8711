package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryTest {
    @Test
    void waitsPositiveTimeAfterLongestDelay() {
        assertThat(Retry.of(9, Duration.ofSeconds(Long.MAX_VALUE)).after(9, 0)).isPositive();
    }
}
