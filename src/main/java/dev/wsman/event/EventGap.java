package dev.wsman.event;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Events that a subscription may have missed.
 *
 * @param reason why, in one sentence
 * @param channel the channel of the event log; empty if all events of the source are affected
 * @param after the record number of the last event before the gap
 * @param next the record number of the first event after the gap
 */
public record EventGap(String reason, Optional<String> channel, OptionalLong after, OptionalLong next) {}
