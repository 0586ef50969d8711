package dev.wsman.testkit.protocol;

/**
 * An answer as it goes out.
 *
 * @param status the HTTP status
 * @param envelope the SOAP envelope
 */
public record ServiceReply(int status, String envelope) {}
