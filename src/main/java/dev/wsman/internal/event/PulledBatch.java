package dev.wsman.internal.event;

import dev.wsman.internal.protocol.CountedItems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reply to a Pull of a subscription.
 *
 * @param events the events; empty if nothing has happened
 * @param unreadable the events that cannot be read into the type of the subscription
 * @param context the context of the next Pull, as opaque nodes; null if it is the one of this Pull
 * @param bookmark the position after the events; null if the source sent none
 * @param dropped how many events the source dropped
 * @param ended whether the source has ended the subscription with this reply
 * @param <T> the type of the events
 */
public record PulledBatch<T>(
        List<T> events,
        List<UnreadableEvent> unreadable,
        @Nullable List<Object> context,
        @Nullable BookmarkContent bookmark,
        long dropped,
        boolean ended)
        implements CountedItems {
    /** Returns the reply of a source that has nothing to report and keeps the context. */
    static <T> PulledBatch<T> silence() {
        return new PulledBatch<>(List.of(), List.of(), null, null, 0, false);
    }

    /** Returns whether the reply has no event at all. */
    public boolean isSilent() {
        return events.isEmpty() && unreadable.isEmpty() && dropped == 0;
    }

    @Override
    public int itemCount() {
        return events.size();
    }
}
