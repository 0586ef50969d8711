package dev.wsman.internal.event;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all Subscribe and Pull requests of a subscription have in common.
 *
 * @param options the options of the resource, in order; an empty text is sent as {@code xsi:nil}
 * @param heartbeat the silence after which the source replies without events; null sends none
 * @param expires the requested time until the subscription ends; null for the default of the source
 */
public record PullSettings(
        Map<String, String> options,
        @Nullable Duration heartbeat,
        @Nullable Duration expires) {}
