package dev.wsman.internal.event;

/** What a message of an event source is about. */
public enum DeliveryKind {
    /** One or more events. */
    EVENTS,
    /** The source is alive and has no events. */
    HEARTBEAT,
    /** The source has ended the subscription. */
    SUBSCRIPTION_END,
    /** A source asks a collector for its subscriptions (MS-WSMV, SubscriptionManager). */
    ENUMERATE,
    /** A source ends its exchange with a collector (MS-WSMV). */
    END
}
