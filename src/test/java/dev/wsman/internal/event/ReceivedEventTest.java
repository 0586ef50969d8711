package dev.wsman.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.HeapHistogram;
import dev.wsman.internal.xml.TreeReader;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReceivedEventTest {
    private static final int EVENTS = 500;

    private static ReceivedEvent event(int record) {
        return ReceivedEvent.ofText("<Event><System><EventRecordID>" + record + "</EventRecordID></System></Event>");
    }

    /** A parser has buffers of several KB, and a program may keep many events. */
    @Test
    void keepsNoParserAfterItWasRead() {
        long before = HeapHistogram.take().instances(TreeReader.class.getName());
        List<ReceivedEvent> events =
                IntStream.range(0, EVENTS).mapToObj(ReceivedEventTest::event).toList();
        assertThat(events).allSatisfy(event -> assertThat(event.event()).isNotNull());
        assertThat(HeapHistogram.take().instances(TreeReader.class.getName())).isLessThan(before + EVENTS / 10);
        assertThat(events.get(7).event().child("System").text("EventRecordID")).isEqualTo("7");
    }
}
