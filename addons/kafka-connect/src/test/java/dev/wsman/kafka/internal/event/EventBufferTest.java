package dev.wsman.kafka.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class EventBufferTest {
    private final EventBuffer buffer = new EventBuffer(10);
    private final List<String> turns = new ArrayList<>();

    @Test
    void returnsWholeBatchesInOrder() throws InterruptedException {
        buffer.put(0, List.of(batch("a", 2), batch("b", 2), List.of(), batch("c", 2)));
        assertThat(topics(3)).containsExactly("a", "a", "b", "b");
        assertThat(topics(1)).containsExactly("c", "c");
        assertThat(buffer.take(1, 1)).isEmpty();
        assertThat(buffer.size()).isZero();
    }

    @Test
    void letsTurnsWaitInOrderUntilTheyFit() throws InterruptedException {
        buffer.reserve(6, () -> turns.add("a"));
        buffer.reserve(6, () -> turns.add("b"));
        buffer.reserve(1, () -> turns.add("c")); // behind b, or large turns would never begin
        assertThat(turns).containsExactly("a");
        assertThat(buffer.waiting()).isEqualTo(2);
        buffer.put(6, List.of(batch("a", 6)));
        assertThat(turns).containsExactly("a");
        assertThat(topics(1)).hasSize(6);
        assertThat(turns).containsExactly("a", "b", "c");
    }

    @Test
    void freesRoomThatTurnDidNotNeed() {
        buffer.reserve(10, () -> turns.add("a"));
        buffer.reserve(9, () -> turns.add("b"));
        buffer.put(10, List.of(batch("a", 1)));
        assertThat(turns).containsExactly("a", "b");
    }

    @Test
    void keepsTurnsWithoutReservationFromFullBuffer() throws InterruptedException {
        buffer.put(0, List.of(batch("a", 10)));
        buffer.reserve(0, () -> turns.add("b"));
        assertThat(turns).isEmpty();
        buffer.take(1, 1);
        assertThat(turns).containsExactly("b");
    }

    @Test
    void letsTurnThatIsLargerThanBufferBeginIfItIsEmpty() {
        buffer.reserve(100, () -> turns.add("a"));
        buffer.reserve(0, () -> turns.add("b"));
        assertThat(turns).containsExactly("a");
    }

    @Test
    void endsWaitWhenItIsClosed() throws InterruptedException {
        Thread closing = new Thread(buffer::close);
        closing.start();
        long start = System.nanoTime();
        assertThat(buffer.take(1, 60_000)).isEmpty();
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(30));
        closing.join();
        buffer.put(0, List.of(batch("late", 1)));
        assertThat(buffer.take(1, 1)).isEmpty();
        buffer.reserve(0, () -> turns.add("late"));
        assertThat(turns).isEmpty();
    }

    private List<String> topics(int events) throws InterruptedException {
        return buffer.take(events, 1).stream().map(SourceRecord::topic).toList();
    }

    private static List<SourceRecord> batch(String topic, int size) {
        return Collections.nCopies(size, new SourceRecord(Map.of(), Map.of(), topic, null, null));
    }
}
