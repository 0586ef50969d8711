package dev.wsman.camel.internal.event;

import dev.wsman.WsmanException;
import dev.wsman.event.Bookmark;
import dev.wsman.event.EventGap;
import dev.wsman.event.SubscriptionListener;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records what happens to a subscription besides its events. Called by the thread of the subscription. */
final class SubscriptionEvents implements SubscriptionListener {
    private final SubscriptionStatus status;
    private final Consumer<Throwable> firstFailure;
    private final BiConsumer<String, String> unreadable;
    private @Nullable String gap;

    /**
     * Creates a listener.
     *
     * @param firstFailure called with the first failure since the last success
     * @param unreadable called with the XML of an event that cannot be read, and why
     */
    SubscriptionEvents(
            SubscriptionStatus status, Consumer<Throwable> firstFailure, BiConsumer<String, String> unreadable) {
        this.status = status;
        this.firstFailure = firstFailure;
        this.unreadable = unreadable;
    }

    /** Returns why events before the next batch may be lost, once; null if none are. */
    @Nullable
    String takeGap() {
        String reason = gap;
        gap = null;
        return reason;
    }

    @Override
    public void retrying(WsmanException failure, int attempt, Duration pause) {
        if (!pause.isZero() && status.failed(failure)) { // at once: the server has only ended the subscription
            firstFailure.accept(failure);
        }
    }

    @Override
    public void resubscribed(Optional<Bookmark> after, boolean mayRepeat) {
        status.succeeded();
    }

    @Override
    public void heartbeat() {
        status.succeeded();
    }

    @Override
    public void gap(EventGap found) {
        String text = found.channel().map(channel -> channel + ": ").orElse("") + found.reason();
        gap = gap == null ? text : gap + "; " + text;
        status.gap(text);
    }

    @Override
    public void dropped(long events) {
        status.succeeded();
        status.dropped(events);
        String text = "the source dropped " + events + " events";
        gap = gap == null ? text : gap + "; " + text;
    }

    @Override
    public void unreadable(String xml, String reason) {
        unreadable.accept(xml, reason);
    }
}
