package dev.wsman.testkit.protocol;

import java.util.Optional;

/**
 * The parts of a reply that a test has replaced.
 *
 * @param fault a fault to send instead of performing the operation
 * @param relatesTo a message ID for RelatesTo, instead of the message ID of the request
 */
public record ReplyOverrides(Optional<ServiceFault> fault, Optional<String> relatesTo) {
    /** Replaces nothing. */
    public static final ReplyOverrides NONE = new ReplyOverrides(Optional.empty(), Optional.empty());
}
