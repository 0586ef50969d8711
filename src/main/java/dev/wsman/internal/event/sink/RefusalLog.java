package dev.wsman.internal.event.sink;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Logs refused requests. Overload causes many of them: it is a warning once a while. Thread-safe. */
final class RefusalLog {
    private static final Logger LOG = System.getLogger("dev.wsman");
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final AtomicLong next = new AtomicLong(System.nanoTime());

    void refused(String address, Refusal refusal) {
        Level level = refusal.isExpected() || refusal.status() == 503 && !isDue() ? Level.DEBUG : Level.WARNING;
        LOG.log(
                level,
                () -> "event sink: refused a request of " + address + " with " + refusal.status() + ": "
                        + refusal.getMessage());
    }

    private boolean isDue() {
        long now = System.nanoTime();
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + PAUSE_NANOS);
    }
}
