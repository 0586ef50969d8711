package dev.wsman.camel.internal.event;

/**
 * An indication that cannot be read into the class of the subscription.
 *
 * @param xml the text that arrived
 * @param reason why it cannot be read
 */
record UnreadableEvent(String xml, String reason) {}
