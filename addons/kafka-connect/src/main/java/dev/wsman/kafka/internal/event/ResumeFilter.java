package dev.wsman.kafka.internal.event;

import dev.wsman.event.EventBatch;
import dev.wsman.event.WindowsEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Leaves out the events after the bookmark that already became records before a restart. It holds them until the last
 * one has come: only if it is the event that the offset names, the log is as it was, and they are left out. Otherwise
 * they are passed on, because repeating events is better than losing them. Used by one thread at a time.
 */
final class ResumeFilter {
    /** The silence after which events that are held are passed on, because no more come. */
    static final Duration SILENCE = Duration.ofSeconds(20);

    private final Optional<EventIdentity> lastSkipped;
    private final List<EventBatch<WindowsEvent>> held = new ArrayList<>();
    private long left;
    private Duration silent = Duration.ZERO;

    /**
     * A batch and where it begins.
     *
     * @param batch the batch as it was received
     * @param from the index of the first event that is needed; the number of events if none is
     */
    record Part(EventBatch<WindowsEvent> batch, int from) {}

    ResumeFilter(EventPosition position) {
        this.lastSkipped = position.lastSkipped();
        this.left = position.skip() > EventRecords.MOST_SKIPPED ? 0 : position.skip();
    }

    /** Returns whether events may still have to be left out. */
    boolean isPending() {
        return left > 0;
    }

    /**
     * Takes the next batch of the subscription.
     *
     * @param batch the batch; without events if the source has none at the moment
     * @param waited how long the source was asked to wait for events
     * @return the batches that can be processed
     */
    List<Part> accept(EventBatch<WindowsEvent> batch, Duration waited) {
        if (left == 0) {
            return batch.isEmpty() ? List.of() : List.of(new Part(batch, 0));
        }
        if (batch.isEmpty()) {
            return silence(waited);
        }
        silent = Duration.ZERO;
        if (batch.events().size() < left) {
            held.add(batch);
            left -= batch.events().size();
            return List.of();
        }
        int from = (int) left;
        boolean same =
                lastSkipped.equals(Optional.of(EventIdentity.of(batch.events().get(from - 1))));
        return same ? skip(batch, from) : pass(List.of(batch), 0);
    }

    /** A source that searches a large log for few events replies without events meanwhile. */
    private List<Part> silence(Duration waited) {
        silent = held.isEmpty() ? Duration.ZERO : silent.plus(waited);
        return silent.compareTo(SILENCE) < 0 ? List.of() : pass(List.of(), 0);
    }

    private List<Part> skip(EventBatch<WindowsEvent> batch, int from) {
        List<Part> parts = new ArrayList<>();
        held.forEach(before -> parts.add(new Part(before, before.events().size())));
        parts.add(new Part(batch, from));
        return end(parts);
    }

    private List<Part> pass(List<EventBatch<WindowsEvent>> more, int from) {
        List<Part> parts = new ArrayList<>();
        held.forEach(before -> parts.add(new Part(before, from)));
        more.forEach(batch -> parts.add(new Part(batch, from)));
        return end(parts);
    }

    private List<Part> end(List<Part> parts) {
        held.clear();
        left = 0;
        return parts;
    }
}
