package dev.wsman.kafka.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.event.EventBatch;
import dev.wsman.event.WindowsEvent;
import dev.wsman.kafka.internal.config.EventLogKeys.Start;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ResumeFilterTest {
    private static final EventBatch<WindowsEvent> NOTHING = batch(1, 0);
    private static final Duration MOMENT = Duration.ofMillis(500);

    @Test
    void passesAllWithoutEventsToSkip() {
        ResumeFilter filter = new ResumeFilter(EventPosition.of(Start.OLDEST));
        EventBatch<WindowsEvent> batch = batch(1, 3);
        assertThat(filter.accept(batch, MOMENT)).containsExactly(new ResumeFilter.Part(batch, 0));
        assertThat(filter.accept(NOTHING, MOMENT)).isEmpty();
    }

    @Test
    void skipsWithinBatch() {
        EventBatch<WindowsEvent> batch = batch(1, 3);
        assertThat(skipping(2, 2).accept(batch, MOMENT)).containsExactly(new ResumeFilter.Part(batch, 2));
        assertThat(skipping(3, 3).accept(batch, MOMENT)).containsExactly(new ResumeFilter.Part(batch, 3));
    }

    @Test
    void skipsOverSeveralBatches() {
        ResumeFilter filter = skipping(5, 5);
        EventBatch<WindowsEvent> first = batch(1, 2);
        EventBatch<WindowsEvent> second = batch(3, 4);
        EventBatch<WindowsEvent> third = batch(5, 8);
        EventBatch<WindowsEvent> fourth = batch(9, 9);
        assertThat(filter.accept(first, MOMENT)).isEmpty();
        assertThat(filter.accept(second, MOMENT)).isEmpty();
        assertThat(filter.accept(third, MOMENT))
                .containsExactly(
                        new ResumeFilter.Part(first, 2),
                        new ResumeFilter.Part(second, 2),
                        new ResumeFilter.Part(third, 1));
        assertThat(filter.accept(fourth, MOMENT)).containsExactly(new ResumeFilter.Part(fourth, 0));
    }

    @Test
    void passesAllIfLastEventToSkipIsAnother() {
        ResumeFilter filter = skipping(3, 9);
        EventBatch<WindowsEvent> first = batch(1, 2);
        EventBatch<WindowsEvent> second = batch(3, 4);
        assertThat(filter.accept(first, MOMENT)).isEmpty();
        assertThat(filter.accept(second, MOMENT))
                .containsExactly(new ResumeFilter.Part(first, 0), new ResumeFilter.Part(second, 0));
    }

    @Test
    void passesAllIfFewerEventsCome() {
        ResumeFilter filter = skipping(3, 3);
        EventBatch<WindowsEvent> first = batch(1, 2);
        filter.accept(first, MOMENT);
        assertThat(filter.accept(NOTHING, MOMENT)).isEmpty();
        assertThat(filter.accept(NOTHING, ResumeFilter.SILENCE)).containsExactly(new ResumeFilter.Part(first, 0));
    }

    /** The first poll waits for a moment only, in which a host does not search a large log. */
    @Test
    void skipsAfterRepliesWithoutEvents() {
        ResumeFilter filter = skipping(3, 3);
        EventBatch<WindowsEvent> first = batch(1, 2);
        EventBatch<WindowsEvent> second = batch(3, 4);
        assertThat(filter.accept(NOTHING, ResumeFilter.SILENCE)).isEmpty();
        assertThat(filter.accept(first, MOMENT)).isEmpty();
        assertThat(filter.accept(NOTHING, MOMENT)).isEmpty();
        assertThat(filter.accept(second, MOMENT))
                .containsExactly(new ResumeFilter.Part(first, 2), new ResumeFilter.Part(second, 1));
        assertThat(filter.isPending()).isFalse();
    }

    @Test
    void passesAllIfMoreWouldHaveToBeHeldThanAllowed() {
        EventBatch<WindowsEvent> batch = batch(1, 2);
        assertThat(skipping(EventRecords.MOST_SKIPPED + 1, 1).accept(batch, MOMENT))
                .containsExactly(new ResumeFilter.Part(batch, 0));
    }

    private static ResumeFilter skipping(long events, long lastRecord) {
        EventIdentity last = new EventIdentity("System", Long.toString(lastRecord));
        return new ResumeFilter(new EventPosition(Optional.empty(), Start.OLDEST, events, Optional.of(last)));
    }

    private static EventBatch<WindowsEvent> batch(long first, long last) {
        List<WindowsEvent> events = LongStream.rangeClosed(first, last)
                .mapToObj(record -> WindowsEvent.parse("<Event><System><EventRecordID>" + record
                        + "</EventRecordID><Channel>System</Channel></System></Event>"))
                .toList();
        return new EventBatch<>(events, Optional.empty());
    }
}
