package dev.wsman.internal.event;

import dev.wsman.internal.protocol.EndpointReference;
import dev.wsman.internal.xml.Tree;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a Subscribe request. A part that is null is not sent.
 *
 * @param resource the event source
 * @param headers further headers of the request, such as {@code wst:IssuedTokens}
 * @param endTo the endpoint of SubscriptionEnd, as {@code wse:EndTo}
 * @param delivery how events are delivered
 * @param expires the requested time until the subscription ends; null for one that does not end
 * @param filter the {@code wsman:Filter} element
 * @param bookmark the content of {@code wsman:Bookmark}: elements and text
 * @param sendBookmarks whether deliveries have bookmarks
 */
public record NewSubscription(
        EndpointReference resource,
        List<Tree> headers,
        @Nullable Tree endTo,
        Delivery delivery,
        @Nullable Duration expires,
        @Nullable Tree filter,
        @Nullable List<Object> bookmark,
        boolean sendBookmarks) {

    /**
     * The content of {@code wse:Delivery}. A part that is null is not sent.
     *
     * @param mode the delivery mode
     * @param notifyTo the sink, as {@code wse:NotifyTo}
     * @param heartbeats the silence after which the source sends a heartbeat
     * @param retries how often the source tries again to connect to the sink; together with {@code retryPause}
     * @param retryPause the time between these attempts
     * @param maxElements the most events in a batch
     * @param maxTime the longest time that a batch waits for more events
     * @param maxEnvelopeSize the most bytes of a batch; a larger event is replaced by a notice
     * @param locale the language of rendered messages, as in {@code en-US}
     * @param contentEncoding {@code UTF-8} or {@code UTF-16}
     * @param auth the {@code wsman:Auth} element: how the source logs in to the sink
     */
    public record Delivery(
            String mode,
            @Nullable Tree notifyTo,
            @Nullable Duration heartbeats,
            @Nullable Integer retries,
            @Nullable Duration retryPause,
            @Nullable Long maxElements,
            @Nullable Duration maxTime,
            @Nullable Long maxEnvelopeSize,
            @Nullable String locale,
            @Nullable String contentEncoding,
            @Nullable Tree auth) {
        /** Returns the delivery of a subscription that is pulled. */
        public static Delivery pull(@Nullable Duration heartbeats, @Nullable String contentEncoding) {
            return new Delivery(
                    EventUris.PULL, null, heartbeats, null, null, null, null, null, null, contentEncoding, null);
        }
    }
}
