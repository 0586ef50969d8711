package dev.wsman.internal.event;

import dev.wsman.internal.event.NewSubscription.Delivery;
import dev.wsman.internal.xml.Tree;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a source pushes events. A part that is null is not sent.
 *
 * @param mode the URI of the delivery mode
 * @param heartbeat the silence after which the source sends a heartbeat
 * @param retries how often the source tries again to deliver; together with {@code retryPause}
 * @param retryPause the time between these attempts
 * @param maxElements the most events in a batch
 * @param maxLatency the longest time that a batch waits for more events
 * @param maxEnvelopeSize the most bytes of a batch
 * @param encoding {@code UTF-8} or {@code UTF-16}
 * @param locale the language of rendered messages, as in {@code en-US}
 * @param expires the requested time until the subscription ends
 * @param login how the source authenticates to the sink
 */
public record PushDelivery(
        String mode,
        @Nullable Duration heartbeat,
        @Nullable Integer retries,
        @Nullable Duration retryPause,
        @Nullable Long maxElements,
        @Nullable Duration maxLatency,
        @Nullable Long maxEnvelopeSize,
        @Nullable String encoding,
        @Nullable String locale,
        @Nullable Duration expires,
        @Nullable SinkLogin login) {

    /**
     * Returns the content of Subscribe.
     *
     * @param bookmark the content of the bookmark, null to send none
     * @throws IllegalArgumentException if the bookmark is not well-formed
     */
    NewSubscription to(EventSource source, SinkAddress address, @Nullable String bookmark) {
        boolean windows = source.isWindows();
        return new NewSubscription(
                source.resource(),
                login == null ? List.of() : List.of(login.issuedTokens(address.url())),
                windows ? address.endTo(true) : null, // openwsman and AMT do not use it, OMI refuses it
                delivery(source, address),
                expires,
                source.filter(),
                bookmark == null ? null : BookmarkContent.parse(bookmark).forwardNodes(),
                source.isEventLog());
    }

    private Delivery delivery(EventSource source, SinkAddress address) {
        Tree auth = login == null ? null : SinkLogin.auth(address.url(), source.isFilterCollection());
        return new Delivery(
                mode,
                address.notifyTo(source.isWindows()),
                heartbeat,
                retries,
                retryPause,
                maxElements,
                maxLatency,
                maxEnvelopeSize,
                locale,
                encoding,
                auth);
    }
}
