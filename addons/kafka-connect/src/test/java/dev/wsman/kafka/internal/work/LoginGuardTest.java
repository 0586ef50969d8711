package dev.wsman.kafka.internal.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginGuardTest {
    private static final Duration PAUSE = Duration.ofMinutes(15);

    private long now = 1;
    private final LoginGuard guard = new LoginGuard(PAUSE, () -> now);

    @Test
    void pausesAllHostsAfterThreeRejections() {
        assertThat(guard.rejected()).isFalse();
        assertThat(guard.rejected()).isFalse();
        assertThat(guard.pause()).isZero();
        assertThat(guard.rejected()).isTrue();
        assertThat(guard.rejected()).isFalse(); // was already on its way
        assertThat(guard.pause()).isEqualTo(PAUSE);
        now += PAUSE.toNanos();
        assertThat(guard.pause()).isZero();
        guard.rejected();
        assertThat(guard.pause()).isZero();
    }

    @Test
    void pausesOthersNoMoreOnceOneHostHasAccepted() {
        guard.rejected();
        guard.accepted();
        guard.rejected();
        assertThat(guard.rejected()).isFalse();
        assertThat(guard.pause()).isZero();
    }
}
