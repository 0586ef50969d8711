package dev.wsman.kafka.internal.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.kafka.internal.work.LoginGuard.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoginGuardTest {
    private static final Duration PAUSE = Duration.ofMinutes(15);

    private long now = 1;
    private final List<Timer> timers = new ArrayList<>();
    private final LoginGuard guard =
            new LoginGuard(PAUSE, () -> now, (time, work) -> timers.add(new Timer(now + time.toNanos(), work)));
    private final List<String> again = new ArrayList<>();

    private record Timer(long due, Runnable work) {}

    @Test
    void triesOneHostUntilOneHasAccepted() {
        Attempt first = begin("a");
        assertThat(begin("b")).isNull();
        assertThat(begin("c")).isNull();
        first.accepted();
        assertThat(again).containsExactlyInAnyOrder("b", "c");
        assertThat(begin("b")).isNotNull();
        assertThat(begin("c")).isNotNull();
    }

    @Test
    void continuesWithOneHostAfterAttemptWithoutResult() {
        Attempt first = begin("a");
        begin("b");
        begin("c");
        first.close();
        assertThat(again).hasSize(1);
        assertThat(begin(again.get(0))).isNotNull();
    }

    @Test
    void triesThreeHostsAtMostIfTheyAreSlow() {
        begin("a");
        begin("b");
        pass(Duration.ofSeconds(2));
        assertThat(again).containsExactly("b");
        assertThat(begin("b")).isNotNull();
        assertThat(begin("c")).isNull();
        pass(Duration.ofSeconds(2));
        assertThat(begin("c")).isNotNull();
        pass(Duration.ofSeconds(2));
        assertThat(begin("d")).isNull(); // each of the three may still be a rejection
    }

    @Test
    void pausesAllHostsAfterThreeRejections() {
        begin("a").rejected();
        begin("b").rejected();
        begin("c").rejected();
        assertThat(begin("d")).isNull();
        assertThat(begin("e")).isNull();
        pass(PAUSE.minusSeconds(1));
        assertThat(again).isEmpty();
        assertThat(begin("f")).isNull();
    }

    @Test
    void triesOneHostAfterPauseAndPausesAgain() {
        pausesAllHostsAfterThreeRejections();
        pass(Duration.ofSeconds(1));
        assertThat(again).hasSize(1);
        Attempt single = begin("a");
        assertThat(single).isNotNull();
        assertThat(begin("b")).isNull();
        single.rejected();
        assertThat(begin("c")).isNull();
        assertThat(again).hasSize(1);
        pass(PAUSE);
        Attempt accepted = begin("a");
        accepted.accepted();
        assertThat(begin("b")).isNotNull();
        assertThat(begin("c")).isNotNull();
    }

    /** The password changes while hosts are connected, and each that reconnects is one more rejected login. */
    @Test
    void pausesAllHostsIfPasswordChangesAfterAcceptance() {
        begin("a").accepted();
        begin("b").rejected();
        Attempt second = begin("c");
        assertThat(begin("d")).isNull();
        second.rejected();
        begin("d").rejected();
        assertThat(begin("e")).isNull();
    }

    @Test
    void doesNotPauseOthersBecauseOfSingleHost() {
        for (int i = 0; i < 9; i++) {
            begin("a").rejected();
        }
        Attempt other = begin("b");
        assertThat(other).isNotNull();
        other.accepted();
        assertThat(begin("c")).isNotNull();
    }

    private Attempt begin(String host) {
        return guard.tryBegin(host, () -> again.add(host));
    }

    private void pass(Duration time) {
        now += time.toNanos();
        for (Timer timer : List.copyOf(timers)) {
            if (timer.due() <= now) {
                timers.remove(timer);
                timer.work().run();
            }
        }
    }
}
