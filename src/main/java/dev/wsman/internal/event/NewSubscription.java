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
     * @param mode the URI of the delivery mode
     * @param notifyTo the sink, as {@code wse:NotifyTo}
     * @param terms what the subscriber chose
     * @param auth the {@code wsman:Auth} element: how the source logs in to the sink
     */
    public record Delivery(
            String mode,
            @Nullable Tree notifyTo,
            DeliveryTerms terms,
            @Nullable Tree auth) {}
}
