package dev.wsman.event;

import java.time.Instant;
import java.util.Optional;

/**
 * What a sink knows about a source of a {@link SourceInitiatedSubscription}.
 *
 * @param subscription the name of the subscription
 * @param source the sender of the latest message
 * @param lastSeen the arrival of the latest message: an Enumerate, events, or a heartbeat
 * @param lastEvents the arrival of the latest events that were acknowledged; empty if there were none since the sink
 *     was opened
 * @param ended the reason if the source has ended the subscription and nothing has come since
 */
public record SourceStatus(
        String subscription,
        SourceIdentity source,
        Instant lastSeen,
        Optional<Instant> lastEvents,
        Optional<String> ended) {}
