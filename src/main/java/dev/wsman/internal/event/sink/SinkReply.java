package dev.wsman.internal.event.sink;

import org.jspecify.annotations.Nullable;

/**
 * The reply to a message.
 *
 * @param status the HTTP status
 * @param envelope the SOAP envelope; null for an empty body
 */
public record SinkReply(int status, @Nullable String envelope) {}
