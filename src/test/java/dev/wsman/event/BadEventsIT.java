package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pulled batches in which an event is not well-formed: the others arrive, and the subscription goes on. */
class BadEventsIT extends EventLogFixture {
    private static List<WindowsEvent> received(Subscription<WindowsEvent> subscription, int count) {
        List<WindowsEvent> events = new ArrayList<>();
        long end = System.nanoTime() + SOON.toNanos();
        while (events.size() < count && System.nanoTime() < end) {
            events.addAll(subscription.poll(SOON).events());
        }
        return events;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Event xmlns='urn:e'><System><Level>2</System></Event>",
                "<Event xmlns='urn:e'><System><Level>2</Level>",
                "<Event xmlns='urn:e'><System><Provider Name='a & b'/></System></Event>"
            })
    void keepsBatchWithEventThatIsNotWellFormed(String bad) {
        service.log("System").write(1, "first");
        service.log("System").write(bad);
        service.log("System").write(3, "third");
        try (Subscription<WindowsEvent> subscription = system().fromOldest().open()) {
            List<WindowsEvent> events = received(subscription, 3);
            assertThat(events).extracting(WindowsEvent::isReadable).containsExactly(true, false, true);
            assertThat(events.get(1).xml()).isEqualTo(bad);
            assertThat(events.get(1).problem()).isPresent();
            assertThat(events.get(2).id()).hasValue(3);
            service.log("System").write(4, "fourth");
            assertThat(received(subscription, 1)).singleElement().satisfies(event -> assertThat(event.id())
                    .hasValue(4));
        }
        assertThat(sent(ServiceOperation.SUBSCRIBE)).isEqualTo(1);
    }

    /** The bookmark of a batch covers its bad events, so that they do not come again. */
    @Test
    void resumesAfterBatchWithBadEvent() {
        service.log("System").write(1, "first");
        service.log("System").write("<Event><Data>\u0005</Event>");
        Bookmark after;
        try (Subscription<WindowsEvent> subscription = system().fromOldest().open()) {
            assertThat(received(subscription, 2)).hasSize(2);
            after = subscription.bookmark().orElseThrow();
        }
        service.log("System").write(3, "third");
        try (Subscription<WindowsEvent> subscription = system().after(after).open()) {
            assertThat(received(subscription, 1)).singleElement().satisfies(event -> assertThat(event.recordId())
                    .hasValue(3));
        }
    }
}
