package dev.wsman.testkit.protocol;

import java.util.Optional;

/**
 * What a test wants to be different about one answer.
 *
 * @param fault a fault instead of the operation
 * @param relatesTo another message ID in RelatesTo than that of the request
 */
public record ReplyOverrides(Optional<ServiceFault> fault, Optional<String> relatesTo) {
    /** Nothing is different. */
    public static final ReplyOverrides NONE = new ReplyOverrides(Optional.empty(), Optional.empty());
}
