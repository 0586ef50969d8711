package dev.wsman.bench;

import dev.wsman.event.WindowsEvent;

/** What a collector reads of every event: what identifies it, and where it belongs. */
final class EventUse {
    private EventUse() {}

    /** Reads parts of an event. Throws if one of them is missing: figures of such events would be meaningless. */
    static void use(WindowsEvent event) {
        if (!event.isReadable()
                || event.id().orElse(0) != 4624
                || event.recordId().isEmpty()
                || event.computer().isEmpty()
                || event.time().isEmpty()
                || event.data("TargetUserName").isEmpty()) {
            throw new NotMeasuredException("an event arrived without its content: " + event);
        }
    }
}
