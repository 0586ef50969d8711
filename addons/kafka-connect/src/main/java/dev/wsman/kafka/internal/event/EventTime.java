package dev.wsman.kafka.internal.event;

import dev.wsman.event.WindowsEvent;
import java.time.Instant;
import java.util.Optional;

/** The times of events that fit in milliseconds. A host can write any time into its events. */
final class EventTime {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private EventTime() {}

    /** Returns the time of an event if it is in the years 1 to 9999. */
    static Optional<Instant> of(WindowsEvent event) {
        return event.time().filter(time -> !time.isBefore(FIRST) && !time.isAfter(LAST));
    }
}
