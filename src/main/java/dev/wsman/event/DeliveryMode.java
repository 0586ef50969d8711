package dev.wsman.event;

/** How a source pushes events to an {@link EventSink} (DSP0226 clause 10.2.9). */
public enum DeliveryMode {
    /** One event a message. The source does not wait for an acknowledgement; a failed delivery may be lost. */
    PUSH,
    /** One event a message; the next follows after the acknowledgement. */
    PUSH_WITH_ACK,
    /** Batches of events; the next follows after the acknowledgement. */
    EVENTS
}
