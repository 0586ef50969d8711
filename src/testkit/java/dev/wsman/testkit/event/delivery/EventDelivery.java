package dev.wsman.testkit.event.delivery;

/** Delivers the events of one subscription to a sink. */
interface EventDelivery {

    /**
     * Delivers until the subscription ends.
     *
     * @param startsWithBookmark whether the first delivery only has the position at which the subscription starts
     */
    void run(boolean startsWithBookmark, String subscriptionId) throws InterruptedException;

    /** Ends the subscription with a SubscriptionEnd, if the server sends one. */
    void end(String status, long code, String message);
}
