package dev.wsman.internal.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The times of a subscription that is pulled.
 *
 * @param heartbeat the silence after which the source replies without events; null sends none
 * @param expires the requested time until the subscription ends; null for the default of the source
 */
public record PullSettings(
        @Nullable Duration heartbeat, @Nullable Duration expires) {}
