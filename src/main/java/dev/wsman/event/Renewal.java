package dev.wsman.event;

import dev.wsman.WsmanException;
import dev.wsman.internal.event.OpenPull;
import dev.wsman.internal.event.PullClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When a subscription that is pulled is renewed. {@link #pause} has the rule for pushed ones as well. Used by one
 * thread at a time.
 */
final class Renewal {
    private static final long NEVER = Long.MAX_VALUE / 4;
    /** The least time between two renewals. */
    static final Duration SHORTEST = Duration.ofSeconds(1);

    private final PullClient<?> client;
    private boolean missing;
    private @Nullable Duration granted;
    private long start;
    private long after = NEVER;

    Renewal(PullClient<?> client) {
        this.client = client;
    }

    /** Notes the time that the server has granted from now on; null if the subscription does not end. */
    void granted(@Nullable Duration expires) {
        granted = expires;
        start = System.nanoTime();
        after = expires == null ? NEVER : pause(expires).toNanos();
    }

    /**
     * Returns the time between a grant and the renewal: two thirds of the time that the server granted, which may be
     * less than was requested, but a second at least. A server whose clock is behind may grant a point in time that is
     * already over.
     */
    static Duration pause(Duration granted) {
        long due = Math.min(NEVER, TimeUnit.NANOSECONDS.convert(granted) / 3 * 2);
        return Duration.ofNanos(Math.max(SHORTEST.toNanos(), due));
    }

    /** Returns the time until the renewal in nanoseconds; not positive if it is due. */
    long nanosLeft() {
        return after == NEVER ? NEVER : after - (System.nanoTime() - start);
    }

    boolean isDue() {
        return nanosLeft() <= 0;
    }

    /** Returns whether the server may have Renew. */
    boolean isPossible() {
        return !missing;
    }

    /**
     * Renews the subscription. If the reply has no time, the time before is taken to be granted again.
     *
     * @return the time in the reply
     */
    Optional<Duration> renew(OpenPull open) {
        Duration replied = client.renew(open);
        granted(replied == null ? granted : replied);
        return Optional.ofNullable(replied);
    }

    /** Notes that the server rejected a renewal. */
    void rejected(WsmanException failure) {
        missing = SubscriptionFaults.isRenewMissing(failure);
    }
}
