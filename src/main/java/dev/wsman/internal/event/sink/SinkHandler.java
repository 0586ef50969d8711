package dev.wsman.internal.event.sink;

/** Handles the messages of event sources. Thread-safe. */
@FunctionalInterface
public interface SinkHandler {
    /** Returns the reply to a message, after it has been processed. */
    SinkReply handle(SinkMessage message);
}
