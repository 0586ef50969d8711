package dev.wsman.event;

import static dev.wsman.fixture.SessionFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.event.ForwardingHost;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sink that collects from hosts which speak the recorded conversation of Windows. */
class SourceInitiatedIT {
    private EventSink sink = open(0);
    private final BookmarkStore store = BookmarkStore.inMemory();
    private final List<EventDelivery<WindowsEvent>> deliveries = new CopyOnWriteArrayList<>();
    private ForwardingHost host = ForwardingHost.to(wec()).open();

    private static EventSink open(int port) {
        return EventSink.builder()
                .bindAddress(InetAddress.getLoopbackAddress())
                .port(port)
                .unauthenticated()
                .open();
    }

    private String wec() {
        return sink.url() + "/wsman/SubscriptionManager/WEC";
    }

    private SourceInitiatedSubscription.Builder<WindowsEvent> system() {
        return SourceInitiatedSubscription.eventLog("system", EventQuery.channel("System"))
                .batchItems(1)
                .retry(1000, Duration.ofMillis(50))
                .bookmarks(store)
                .handler(deliveries::add);
    }

    private List<Long> records() {
        return deliveries.stream()
                .flatMap(delivery -> delivery.events().stream())
                .map(event -> event.recordId().orElseThrow())
                .toList();
    }

    @AfterEach
    void close() {
        host.close();
        sink.close();
    }

    @Test
    void collectsEventsOfHost() {
        sink.offer(system().compressed(true).build());
        assertThat(host.refresh()).isEqualTo(200);
        assertThat(host.subscriptions()).hasSize(1);
        host.log("System").write(7036, "Spooler", "running");
        host.log("System").write(7036, "Spooler", "stopped");

        await("delivery", () -> records().size() == 2);
        assertThat(records()).containsExactly(1L, 2L);
        assertThat(deliveries.get(0).subscription()).isEqualTo("system");
        assertThat(deliveries.get(0).source().machineId()).hasValue("host.example.org");
        await("acknowledgement", () -> host.delivered() == 3); // event 111 of the forwarder is one of them
        assertThat(store.load("system", "host.example.org").orElseThrow().positions())
                .containsEntry("System", 2L);
        assertThat(sink.sources()).singleElement().satisfies(status -> assertThat(status.lastEvents())
                .isPresent());
    }

    @Test
    void keepsSubscriptionAtEachRefresh() {
        sink.offer(system().build());
        host.refresh();
        List<String> before = host.subscriptions();
        host.log("System").write(1);
        await("delivery", () -> records().size() == 1);
        host.refresh();
        host.log("System").write(2);
        await("delivery", () -> records().size() == 2);

        assertThat(host.subscriptions()).isEqualTo(before);
        await("acknowledgement", () -> host.delivered() == 3); // event 111 was not sent again
    }

    @Test
    void continuesAfterPositionWhenOfferChanges() {
        sink.offer(system().build());
        host.refresh();
        host.log("System").write(1);
        await("delivery", () -> records().equals(List.of(1L)));
        await("delivery", () -> host.delivered() == 2);
        sink.offer(system().rendered(true).build());
        List<String> before = host.subscriptions();
        host.log("System").write(2);
        host.refresh();
        host.log("System").write(3);

        assertThat(host.subscriptions()).hasSize(1).isNotEqualTo(before);
        await("delivery", () -> records().containsAll(List.of(2L, 3L)));
        assertThat(records()).isSorted();
    }

    @Test
    void endsSubscriptionThatIsWithdrawn() {
        sink.offer(system().build());
        host.refresh();
        sink.withdraw("system");
        sink.offer(SourceInitiatedSubscription.eventLog("other", EventQuery.channel("Application"))
                .batchItems(1)
                .handler(deliveries::add)
                .build());
        host.refresh();
        host.log("System").write(1);
        host.log("Application").write(2);

        assertThat(host.subscriptions()).hasSize(1);
        await("event of the other subscription", () -> !records().isEmpty());
        assertThat(deliveries)
                .allSatisfy(delivery -> assertThat(delivery.subscription()).isEqualTo("other"));
    }

    @Test
    void losesNothingIfHandlerFailsForSomeTime() {
        AtomicBoolean down = new AtomicBoolean(true);
        List<Exception> refused = new CopyOnWriteArrayList<>();
        sink.offer(system().handler(delivery -> {
                    if (down.get()) {
                        throw new IllegalStateException("database is down");
                    }
                    deliveries.add(delivery);
                })
                .listener(new SourceListener() {
                    @Override
                    public void refused(String subscription, SourceIdentity source, Exception failure) {
                        refused.add(failure);
                    }
                })
                .build());
        host.refresh();
        host.log("System").write(1);
        await("delivery", () -> !refused.isEmpty());
        assertThat(store.load("system", "host.example.org")
                        .map(Bookmark::positions)
                        .orElse(java.util.Map.of()))
                .doesNotContainValue(1L);
        down.set(false);

        await("delivery", () -> records().equals(List.of(1L)));
    }

    @Test
    void separatesHosts() {
        sink.offer(system().sources(source -> source.machineId().orElse("").startsWith("host"))
                .build());
        try (ForwardingHost second =
                        ForwardingHost.to(wec()).machineId("host2.example.org").open();
                ForwardingHost foreign =
                        ForwardingHost.to(wec()).machineId("foreign").open()) {
            host.refresh();
            second.refresh();
            foreign.refresh();
            assertThat(foreign.subscriptions()).isEmpty();
            host.log("System").write(1);
            second.log("System").write(1);

            await("delivery", () -> deliveries.size() == 2);
            await("acknowledgements", () -> host.delivered() == 2 && second.delivered() == 2);
            assertThat(store.load("system", "host.example.org")).isPresent();
            assertThat(store.load("system", "host2.example.org")).isPresent();
            assertThat(sink.sources()).hasSize(2);
        }
    }

    @Test
    void reportsThatHostEndedSubscription() {
        List<String> ended = new CopyOnWriteArrayList<>();
        sink.offer(system().listener(new SourceListener() {
                    @Override
                    public void ended(String subscription, SourceIdentity source, String reason) {
                        ended.add(reason);
                    }
                })
                .build());
        host.refresh();
        await("first delivery", () -> host.delivered() == 1);
        host.shutDown();

        await("delivery", () -> !ended.isEmpty());
        assertThat(ended.get(0)).startsWith("SourceShuttingDown");
        await("delivery", () -> sink.sources().get(0).ended().isPresent());
    }
}
