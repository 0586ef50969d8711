package dev.wsman.testkit.event.delivery;

/** Observes the deliveries of a subscription. */
interface DeliveryObserver {
    /** Called after each attempt, with the HTTP status; 0 if there was no reply. */
    void attempted(int status);

    /** Called after the sink has accepted events. */
    void delivered(int events, String bookmark);
}
