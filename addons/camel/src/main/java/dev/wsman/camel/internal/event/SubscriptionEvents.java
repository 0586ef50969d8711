package dev.wsman.camel.internal.event;

import dev.wsman.event.Bookmark;
import dev.wsman.event.EventGap;
import dev.wsman.event.SubscriptionListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records what happens to a subscription besides its events. Called by the thread of the subscription. */
final class SubscriptionEvents implements SubscriptionListener {
    private final SubscriptionStatus status;
    /** What the route has not seen yet, for the messages of the next batch. */
    private final List<UnreadableEvent> unreadable = new ArrayList<>();

    private @Nullable String gap;

    SubscriptionEvents(SubscriptionStatus status) {
        this.status = status;
    }

    /** Returns why events before the next batch may be lost; null if none are. */
    @Nullable
    String gap() {
        return gap;
    }

    /** Returns the indications since the last batch that cannot be read; may be empty. */
    List<UnreadableEvent> unreadable() {
        return List.copyOf(unreadable);
    }

    /** Forgets the gap and the unreadable indications, after the route has processed the messages that have them. */
    void delivered() {
        gap = null;
        unreadable.clear();
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
        status.succeeded();
        status.unreadable();
        unreadable.add(new UnreadableEvent(xml, reason));
    }
}
