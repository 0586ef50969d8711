package dev.wsman.testkit.event;

/**
 * What a Subscribe does if the log no longer has the record of its bookmark, because the log was cleared or has
 * wrapped. Which of these a server does is not recorded (EVENTING.md 1.3).
 */
public enum StalePosition {
    /** Rejects it with the code 15011, ERROR_EVT_QUERY_RESULT_STALE. */
    QUERY_RESULT_STALE,
    /** Rejects it with the code 15012, ERROR_EVT_QUERY_RESULT_INVALID_POSITION. */
    INVALID_POSITION,
    /** Rejects it with {@code wsman:InvalidBookmark}. */
    INVALID_BOOKMARK,
    /** Starts at the oldest record without a fault. */
    OLDEST
}
