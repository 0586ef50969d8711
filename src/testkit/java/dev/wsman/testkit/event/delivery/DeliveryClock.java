package dev.wsman.testkit.event.delivery;

import dev.wsman.testkit.event.EventFeed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Waits by a clock. If a test moves the clock, waiting ends without the time having passed. */
final class DeliveryClock {
    /** How often a clock that a test may move is read. */
    private static final Duration STEP = Duration.ofMillis(20);
    /** The longest single wait by the system clock. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Clock clock;
    private final boolean real;

    DeliveryClock(Clock clock) {
        this.clock = clock;
        this.real = clock.equals(Clock.systemUTC());
    }

    Instant now() {
        return clock.instant();
    }

    /** Waits for an event, until a time or the end of the feed. Returns whether there is an event. */
    boolean awaitEvent(EventFeed feed, Instant until) throws InterruptedException {
        while (!feed.isClosed()) {
            Duration left = Duration.between(now(), until);
            if (feed.await(left.isNegative() ? Duration.ZERO : step(left))) {
                return true;
            }
            if (left.isNegative() || left.isZero()) {
                return false;
            }
        }
        return false;
    }

    /** Waits until a time or the end of the feed. */
    void pause(EventFeed feed, Duration time) throws InterruptedException {
        Instant until = now().plus(time);
        for (Duration left = time; !feed.isClosed() && !left.isNegative() && !left.isZero(); ) {
            Thread.sleep(Math.max(1, Math.min(STEP.toMillis(), left.toMillis())));
            left = Duration.between(now(), until);
        }
    }

    private Duration step(Duration left) {
        Duration longest = real ? LONGEST : STEP;
        return left.compareTo(longest) < 0 ? left : longest;
    }
}
