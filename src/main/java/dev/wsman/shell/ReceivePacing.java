package dev.wsman.shell;

import dev.wsman.internal.shell.ReceivedOutput;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Keeps Receives that return nothing from following each other too quickly. A server waits for output before it
 * replies; one that replies at once without output, or is busy with an earlier Receive, is asked again after a pause.
 * Used by one thread.
 */
final class ReceivePacing {
    private static final long QUICK = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final long patience;
    private long pause = SHORTEST_PAUSE;
    /** When the server began to be busy with an earlier Receive; 0 if it is not. */
    private long busySince;

    /**
     * Creates the pacing of a command.
     *
     * @param patience how long a server may be busy with an earlier Receive
     */
    ReceivePacing(Duration patience) {
        this.patience = patience.toNanos();
    }

    /** Returns whether a server that is busy with an earlier Receive is asked again. */
    boolean isPatient() {
        return busySince == 0 || System.nanoTime() - busySince < patience;
    }

    /** Returns how long to wait before the next Receive, in nanoseconds. */
    long afterReceive(ReceivedOutput output, long took) {
        if (output.isBusy()) {
            busySince = busySince == 0 ? System.nanoTime() | 1 : busySince;
        } else {
            busySince = 0;
        }
        if (output.done() || !output.isEmpty() || took > QUICK && !output.isBusy()) {
            pause = SHORTEST_PAUSE;
            return 0;
        }
        long now = pause;
        pause = Math.min(2 * pause, LONGEST_PAUSE);
        return now;
    }
}
