package dev.wsman.event;

/**
 * What a subscription does if the source does not know its position any more, for example because a log was cleared.
 */
public enum LostPosition {
    /** Fails with the server's fault. The default: events may be lost, and the program decides. */
    FAIL,
    /** Continues with the oldest event that the source retains; events that were already reported may come again. */
    OLDEST,
    /** Continues with the next event; everything in between is lost. */
    NOW
}
