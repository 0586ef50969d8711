package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.event.EventLog;
import dev.wsman.testkit.event.ForwardingHost;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Faults at every step of a pushed subscription, with a host whose events are counted: each event is seen at least
 * once, and exactly once by its key.
 */
class PushFaultsIT {
    private static final String CHANNEL = "Application";
    private static final int EVENTS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SeenEvents seen = new SeenEvents();
    private final BookmarkStore store = BookmarkStore.inMemory();
    private final AtomicInteger refusals = new AtomicInteger();
    private CuttingRelay relay;
    private EventSink sink;
    private ForwardingHost host;

    /** What happens between two writes to the log. */
    private enum Fault {
        NONE,
        HANDLER_REFUSES,
        DELIVERY_CUT,
        ACKNOWLEDGEMENT_LOST,
        SINK_RESTARTED,
        HOST_STOPPED,
        HOST_LOST_POWER
    }

    @BeforeEach
    void start() throws IOException {
        relay = new CuttingRelay();
        openSink();
        host = ForwardingHost.to(relay.url() + "/wsman/SubscriptionManager/WEC").open();
        host.refresh();
    }

    private void openSink() {
        sink = EventSink.builder()
                .bindAddress(InetAddress.getLoopbackAddress())
                .port(0)
                .publicUrl(relay.url())
                .unauthenticated()
                .open();
        relay.target(sink.port());
        sink.offer(SourceInitiatedSubscription.eventLog("faults", EventQuery.channel(CHANNEL))
                .readExisting(true)
                .batchItems(5)
                .maxLatency(Duration.ofSeconds(1))
                .retry(3, Duration.ofMillis(30))
                .bookmarks(store)
                .handler(this::handle)
                .build());
    }

    private void handle(EventDelivery<WindowsEvent> delivery) throws IOException {
        if (refusals.get() > 0 && refusals.getAndDecrement() > 0) {
            throw new IOException("the store is not available");
        }
        seen.add(delivery.events());
    }

    @AfterEach
    void stop() throws IOException {
        host.close();
        sink.close();
        relay.close();
    }

    private void happen(Fault fault) {
        switch (fault) {
            case NONE -> {}
            case HANDLER_REFUSES -> refusals.set(2);
            case DELIVERY_CUT -> relay.cutRequests(2);
            case ACKNOWLEDGEMENT_LOST -> relay.cutReplies(2);
            case SINK_RESTARTED -> {
                sink.close();
                write(EVENTS);
                openSink();
            }
            case HOST_STOPPED -> host.shutDown();
            case HOST_LOST_POWER -> {
                ForwardingHost before = host;
                before.close();
                host = ForwardingHost.to(relay.url() + "/wsman/SubscriptionManager/WEC")
                        .logsOf(before)
                        .open();
            }
        }
    }

    private void write(int events) {
        EventLog log = host.log(CHANNEL);
        for (int i = 0; i < events; i++) {
            log.write(100, "event " + i);
        }
    }

    /** Waits until all events were seen. A host asks for its subscriptions again and again. */
    private void awaitAll() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long last = host.log(CHANNEL).lastRecordId();
        for (int i = 1; !seen.missing(CHANNEL, 1, last).isEmpty() && System.nanoTime() < end; i++) {
            Thread.sleep(20);
            if (i % 25 == 0) {
                host.refresh();
            }
        }
        assertThat(seen.missing(CHANNEL, 1, last)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void seesEveryEventAfterFault(Fault fault) throws Exception {
        write(EVENTS);
        awaitAll();
        happen(fault);
        write(EVENTS);
        awaitAll();
        write(EVENTS);
        awaitAll();

        assertThat(seen.size()).isEqualTo(host.log(CHANNEL).lastRecordId());
        assertThat(relay.pendingCuts()).isZero();
        assertThat(refusals.get()).isNotPositive();
        if (fault == Fault.NONE || fault == Fault.HANDLER_REFUSES || fault == Fault.DELIVERY_CUT) {
            assertThat(seen.repeated()).as("no reply was lost").isZero();
        }
        if (fault == Fault.ACKNOWLEDGEMENT_LOST) {
            assertThat(seen.repeated())
                    .as("the source repeats what was not acknowledged")
                    .isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void seesEveryEventDuringFaultsWhileLogGrows(Fault fault) throws Exception {
        for (int i = 0; i < 4; i++) {
            write(EVENTS);
            happen(fault);
            write(EVENTS);
            host.refresh();
        }
        awaitAll();
        assertThat(seen.size()).isEqualTo(host.log(CHANNEL).lastRecordId());
    }
}
