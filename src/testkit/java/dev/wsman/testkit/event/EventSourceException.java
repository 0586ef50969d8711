package dev.wsman.testkit.event;

/** An event log cannot be read as a request requires. */
public final class EventSourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final EventSourceFault fault;

    EventSourceException(EventSourceFault fault, String message) {
        super(message);
        this.fault = fault;
    }

    /** The kind of failure. */
    public EventSourceFault fault() {
        return fault;
    }
}
