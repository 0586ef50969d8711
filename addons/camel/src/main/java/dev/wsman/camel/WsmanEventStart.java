package dev.wsman.camel;

/** Where a subscription without a position begins. */
public enum WsmanEventStart {
    /** With the next event. */
    NOW,
    /** With the oldest event that the source retains. WMI and openwsman retain nothing. */
    OLDEST
}
