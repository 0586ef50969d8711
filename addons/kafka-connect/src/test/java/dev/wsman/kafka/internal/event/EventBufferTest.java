package dev.wsman.kafka.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class EventBufferTest {
    private final EventBuffer buffer = new EventBuffer(10, 5);
    private final List<String> turns = new ArrayList<>();

    @Test
    void returnsWholeBatchesInOrder() throws InterruptedException {
        buffer.put(List.of(batch("a", 2), batch("b", 2), List.of(), batch("c", 2)));
        assertThat(topics(3)).containsExactly("a", "a", "b", "b");
        assertThat(topics(1)).containsExactly("c", "c");
        assertThat(buffer.take(1, 1)).isEmpty();
        assertThat(buffer.size()).isZero();
    }

    @Test
    void letsTurnsWaitInOrderUntilTheyFit() throws InterruptedException {
        EventBuffer.Room first = buffer.reserve(room -> {});
        EventBuffer.Room second = buffer.reserve(room -> {});
        assertThat(first).isNotNull();
        assertThat(second).isNotNull();
        List<EventBuffer.Room> rooms = new ArrayList<>();
        assertThat(buffer.reserve(rooms::add)).isNull();
        assertThat(buffer.reserve(rooms::add)).isNull();
        buffer.put(List.of(batch("a", 5)));
        first.giveBack();
        assertThat(rooms).isEmpty();
        assertThat(buffer.waiting()).isEqualTo(2);
        assertThat(topics(1)).hasSize(5);
        assertThat(rooms).hasSize(1);
        second.giveBack();
        second.giveBack(); // has no effect, or the third turn would exceed the capacity
        assertThat(rooms).hasSize(2);
        assertThat(buffer.reserve(rooms::add)).isNull();
    }

    /** 2,000 idle hosts waited in line, and each brought a whole reply when a single poll had made room. */
    @Test
    void holdsNoMoreThanItsCapacityWhenManyHostsWait() throws InterruptedException {
        buffer.put(List.of(batch("full", 10)));
        assertThat(buffer.isFull()).isTrue();
        List<Long> sizes = new ArrayList<>();
        for (int host = 0; host < 100; host++) {
            assertThat(buffer.reserve(room -> {
                        buffer.put(List.of(batch("backlog", 5)));
                        room.giveBack();
                        sizes.add(buffer.size());
                    }))
                    .isNull();
        }
        int read = 0;
        for (int poll = 0; poll < 200; poll++) {
            read += buffer.take(1, 1).size();
        }
        assertThat(read).isEqualTo(510);
        assertThat(sizes).hasSize(100).allMatch(size -> size <= 10);
    }

    @Test
    void letsReplyThatIsLargerThanBufferBeReadIfItIsEmpty() {
        EventBuffer small = new EventBuffer(10, 100);
        EventBuffer.Room room = small.reserve(next -> turns.add("a"));
        assertThat(room).isNotNull();
        assertThat(small.reserve(next -> turns.add("b"))).isNull();
        room.giveBack();
        assertThat(turns).containsExactly("b");
    }

    @Test
    void failsPollAndContinuesOtherTurnsAfterError() {
        EventBuffer.Room first = buffer.reserve(room -> {});
        EventBuffer.Room second = buffer.reserve(room -> {});
        assertThat(buffer.reserve(room -> {
                    throw new StackOverflowError("deep");
                }))
                .isNull();
        assertThat(buffer.reserve(room -> turns.add("other"))).isNull();
        first.giveBack();
        second.giveBack();
        assertThat(turns).containsExactly("other");
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> buffer.take(1, 1))
                .withMessageContaining("deep")
                .withCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void endsWaitWhenItIsClosed() throws InterruptedException {
        Thread closing = new Thread(buffer::close);
        closing.start();
        long start = System.nanoTime();
        assertThat(buffer.take(1, 60_000)).isEmpty();
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(30));
        closing.join();
        buffer.put(List.of(batch("late", 1)));
        assertThat(buffer.take(1, 1)).isEmpty();
        assertThat(buffer.reserve(room -> turns.add("late"))).isNull();
        assertThat(turns).isEmpty();
    }

    private List<String> topics(int events) throws InterruptedException {
        return buffer.take(events, 1).stream().map(SourceRecord::topic).toList();
    }

    private static List<SourceRecord> batch(String topic, int size) {
        return Collections.nCopies(size, new SourceRecord(Map.of(), Map.of(), topic, null, null));
    }
}
