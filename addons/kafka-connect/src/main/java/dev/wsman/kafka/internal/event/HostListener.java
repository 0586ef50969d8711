package dev.wsman.kafka.internal.event;

import dev.wsman.event.Bookmark;
import dev.wsman.event.EventGap;
import dev.wsman.event.SubscriptionListener;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs and counts what happens to the subscription to a host besides its events.
 *
 * @param endpoint the URL of the host
 * @param metrics what counts
 */
record HostListener(String endpoint, EventMetrics metrics) implements SubscriptionListener {
    private static final Logger LOG = LoggerFactory.getLogger(HostListener.class);

    @Override
    public void replayed(List<String> channels) {
        LOG.info("The position has no place in {}; {} sends all events of these channels", channels, endpoint);
    }

    @Override
    public void resubscribed(Optional<Bookmark> after, boolean mayRepeat) {
        metrics.reconnected();
        LOG.debug("A new subscription to {} has replaced one that ended", endpoint);
    }

    @Override
    public void gap(EventGap gap) {
        metrics.gap();
        LOG.warn("Events of {} may be lost: {}", endpoint, gap.reason());
    }

    @Override
    public void dropped(long events) {
        metrics.dropped(events);
        LOG.warn("{} dropped {} events", endpoint, events);
    }
}
