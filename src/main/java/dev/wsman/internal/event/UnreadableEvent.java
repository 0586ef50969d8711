package dev.wsman.internal.event;

/**
 * An event that cannot be read into the type of its subscription.
 *
 * @param xml the event as it arrived
 * @param reason why it cannot be read
 */
public record UnreadableEvent(String xml, String reason) {}
