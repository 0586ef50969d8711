package dev.wsman.shell;

import static dev.wsman.fixture.SessionFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.shell.ReceivedOutput;
import dev.wsman.internal.shell.ReceivedOutput.Piece;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReceivePacingTest {
    private static final long AT_ONCE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long AFTER_WAITING = TimeUnit.MILLISECONDS.toNanos(101);
    private static final ReceivedOutput OUTPUT =
            new ReceivedOutput(List.of(new Piece("stdout", new byte[] {'x'}, false)), false, null);
    private static final ReceivedOutput EMPTY =
            new ReceivedOutput(List.of(new Piece("stdout", new byte[0], false)), false, null);

    private final ReceivePacing pacing = new ReceivePacing(Duration.ofMinutes(1));

    private long pause(ReceivedOutput output, long took) {
        return TimeUnit.NANOSECONDS.toMillis(pacing.afterReceive(output, took));
    }

    private List<Long> pauses(int count, ReceivedOutput output, long took) {
        return Stream.generate(() -> pause(output, took)).limit(count).toList();
    }

    static Stream<ReceivedOutput> repliesWithoutOutput() {
        return Stream.of(ReceivedOutput.SILENCE, EMPTY, ReceivedOutput.BUSY);
    }

    @ParameterizedTest
    @MethodSource("repliesWithoutOutput")
    void doublesPauseUpToOneSecondWhileRepliesComeAtOnce(ReceivedOutput output) {
        assertThat(pauses(9, output, AT_ONCE)).containsExactly(10L, 20L, 40L, 80L, 160L, 320L, 640L, 1_000L, 1_000L);
    }

    @Test
    void doesNotPauseAfterServerHasWaited() {
        assertThat(pauses(3, ReceivedOutput.SILENCE, AFTER_WAITING)).containsOnly(0L);
    }

    @Test
    void pausesWhileServerIsBusyHoweverLongItTook() {
        assertThat(pauses(3, ReceivedOutput.BUSY, AFTER_WAITING)).containsExactly(10L, 20L, 40L);
    }

    @Test
    void doesNotPauseAfterOutputOrEnd() {
        assertThat(pauses(3, OUTPUT, AT_ONCE)).containsOnly(0L);
        assertThat(pause(ReceivedOutput.TERMINATED, AT_ONCE)).isZero();
    }

    @Test
    void beginsAgainWithShortestPauseAfterOutputOrWaiting() {
        pauses(5, ReceivedOutput.SILENCE, AT_ONCE);
        pause(OUTPUT, AT_ONCE);
        assertThat(pauses(2, ReceivedOutput.SILENCE, AT_ONCE)).containsExactly(10L, 20L);
        pause(ReceivedOutput.SILENCE, AFTER_WAITING);
        assertThat(pauses(2, ReceivedOutput.SILENCE, AT_ONCE)).containsExactly(10L, 20L);
    }

    @Test
    void isPatientUntilServerWasBusyForTooLong() {
        ReceivePacing impatient = new ReceivePacing(Duration.ofMillis(1));
        assertThat(impatient.isPatient()).isTrue();
        impatient.afterReceive(ReceivedOutput.BUSY, AT_ONCE);
        await("the patience ends", () -> !impatient.isPatient());
        impatient.afterReceive(OUTPUT, AT_ONCE);
        assertThat(impatient.isPatient()).isTrue();
        pacing.afterReceive(ReceivedOutput.BUSY, AT_ONCE);
        assertThat(pacing.isPatient()).isTrue();
    }
}
