package dev.wsman.testkit.auth;

import dev.wsman.testkit.http.ClientConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How long a connection may be idle before its security context is discarded. Thread-safe. */
public final class IdleLimit {
    static final IdleLimit NEVER = new IdleLimit(Clock.systemUTC(), Duration.ofDays(365));

    private final Clock clock;
    private final Duration limit;

    public IdleLimit(Clock clock, Duration limit) {
        this.clock = clock;
        this.limit = limit;
    }

    /** When a connection was last used. */
    private record LastUse(Instant moment) {}

    /** Whether the connection has been idle for longer than the limit. Starts the next idle time. */
    boolean isPassed(ClientConnection connection) {
        Instant now = clock.instant();
        Instant before = connection.get(LastUse.class).map(LastUse::moment).orElse(now);
        connection.put(LastUse.class, new LastUse(now));
        return before.plus(limit).isBefore(now);
    }

    /** Whether there is a limit. */
    boolean isSet() {
        return this != NEVER;
    }
}
