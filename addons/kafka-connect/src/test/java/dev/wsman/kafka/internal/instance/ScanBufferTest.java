package dev.wsman.kafka.internal.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.wsman.kafka.internal.instance.ScanBuffer.CompletedScan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class ScanBufferTest {
    private final List<String> events = new ArrayList<>();

    private CompletedScan scan(int records) {
        SourceRecord record = new SourceRecord(Map.of(), Map.of(), "t", null, null);
        return new CompletedScan(Collections.nCopies(records, record), () -> events.add("taken"));
    }

    @Test
    void letsScansWaitWhileItIsFull() throws InterruptedException {
        ScanBuffer buffer = new ScanBuffer(10);
        buffer.whenRoom(10, () -> events.add("first"));
        buffer.whenRoom(6, () -> events.add("second"));
        buffer.whenRoom(6, () -> events.add("third"));
        buffer.whenRoom(1, () -> events.add("fourth"));
        assertThat(events).containsExactly("first");
        buffer.put(scan(10));
        assertThat(buffer.take(0)).hasSize(10);
        assertThat(events).containsExactly("first", "taken", "second", "third");
        assertThat(buffer.held()).isEqualTo(12);
        buffer.hold(-3);
        assertThat(events).endsWith("fourth");
    }

    @Test
    void neverDividesScans() throws InterruptedException {
        ScanBuffer buffer = new ScanBuffer(10_000);
        buffer.put(scan(1_500));
        buffer.put(scan(4_000));
        buffer.put(scan(1));
        assertThat(buffer.take(0)).hasSize(5_500);
        assertThat(events).hasSize(2);
        assertThat(buffer.take(0)).hasSize(1);
        assertThat(buffer.take(0)).isEmpty();
    }

    @Test
    void returnsAtOnceWhenScanIsComplete() throws InterruptedException {
        ScanBuffer buffer = new ScanBuffer(10);
        Thread other = new Thread(() -> buffer.put(scan(3)));
        other.start();
        assertThat(buffer.take(20_000)).hasSize(3);
        other.join();
    }

    @Test
    void throwsDefect() {
        ScanBuffer buffer = new ScanBuffer(10);
        buffer.fail(new StackOverflowError("deep"));
        assertThatIllegalStateException()
                .isThrownBy(() -> buffer.take(20_000))
                .withMessage("a scan ended with a defect: java.lang.StackOverflowError: deep");
    }
}
