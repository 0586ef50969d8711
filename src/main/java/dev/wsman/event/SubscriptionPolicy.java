package dev.wsman.event;

import java.time.Duration;

/**
 * How a subscription is kept alive.
 *
 * @param fromOldest whether it begins with the oldest event that the source retains
 * @param batchItems the most events of a reply
 * @param lostPosition what happens if the source does not know the position any more
 * @param pollInterval the pause after a reply without events that did not wait for them
 * @param retryFor the time after a failure in which there are further attempts
 * @param retryPause the first pause between them
 * @param listener receives what happens
 */
record SubscriptionPolicy(
        boolean fromOldest,
        int batchItems,
        LostPosition lostPosition,
        Duration pollInterval,
        Duration retryFor,
        Duration retryPause,
        SubscriptionListener listener) {}
