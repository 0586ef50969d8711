package dev.wsman.testkit.event;

/** An event that a subscription delivers. */
public sealed interface SourceEvent permits LoggedEvent, Indication {

    /** The approximate length of the event in a message, in characters. */
    int length();
}
