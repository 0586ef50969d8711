package dev.wsman.kafka.internal.event;

import dev.wsman.event.WindowsEvent;

/**
 * What identifies an event on its host.
 *
 * @param channel the channel; empty if the event has none
 * @param record the number in the channel, unsigned; empty if the event has none
 */
record EventIdentity(String channel, String record) {
    static EventIdentity of(WindowsEvent event) {
        return new EventIdentity(
                event.channel().orElse(""),
                event.recordId().isPresent()
                        ? Long.toUnsignedString(event.recordId().getAsLong())
                        : "");
    }
}
