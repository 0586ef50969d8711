package dev.wsman.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/** The timers of one subscription. Thread-safe. */
final class TimerSet {
    private final List<Future<?>> timers = new ArrayList<>();
    private boolean closed;

    /** Runs a task after a time, unless all timers are cancelled before. */
    synchronized void after(Duration time, Runnable task) {
        timers.removeIf(Future::isDone);
        if (!closed) {
            timers.add(EventTimers.after(time, task));
        }
    }

    synchronized void cancel() {
        timers.forEach(timer -> timer.cancel(false));
        timers.clear();
    }

    /** Cancels all timers; later ones do not run. */
    synchronized void close() {
        closed = true;
        cancel();
    }
}
