package dev.wsman.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** The timers of one subscription. Thread-safe. */
final class TimerSet {
    private final List<Future<?>> timers = new ArrayList<>();
    private boolean closed;

    /** Runs a task after a time, unless all timers are cancelled before. */
    void after(Duration time, Runnable task) {
        add(() -> EventTimers.after(time, task));
    }

    /** Runs a task that replaces the subscription after a time, unless all timers are cancelled before. */
    void recover(Duration time, Runnable task) {
        add(() -> EventTimers.recover(time, task));
    }

    private synchronized void add(Supplier<Future<?>> timer) {
        timers.removeIf(Future::isDone);
        if (!closed) {
            timers.add(timer.get());
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
