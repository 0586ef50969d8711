package dev.wsman.testkit.protocol;

/**
 * A reply that is ready to be sent.
 *
 * @param status the HTTP status
 * @param envelope the SOAP envelope
 */
public record ServiceReply(int status, String envelope) {}
