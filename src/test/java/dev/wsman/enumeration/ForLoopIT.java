package dev.wsman.enumeration;

import static dev.wsman.fixture.SessionFixture.MANY;
import static dev.wsman.fixture.SessionFixture.MANY_URI;
import static dev.wsman.fixture.SessionFixture.SOAP_TYPE;
import static dev.wsman.fixture.SessionFixture.await;
import static dev.wsman.fixture.SessionFixture.awaitCollection;
import static dev.wsman.fixture.SessionFixture.envelope;
import static dev.wsman.fixture.SessionFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.EnumerateRequest;
import dev.wsman.Instance;
import dev.wsman.Session;
import dev.wsman.WsmanProtocolException;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A {@code for} loop over an enumeration. Java closes no iterator, so that a loop that ends early leaves it behind. */
class ForLoopIT {
    private static final String CONTEXT = "/s:Envelope/s:Body/*/wsen:EnumerationContext";

    @AutoStart
    static final WsmanService service = SessionFixture.service().build();

    @AutoClose
    private final Session session = Session.open(service.endpoint());

    private static List<ServiceOperation> sent() {
        return service.requests().stream().map(RecordedRequest::operation).toList();
    }

    private static List<RecordedRequest> releases() {
        return service.requests(ServiceOperation.RELEASE);
    }

    /** Separate methods leave loops, so that no stack frame refers to their iterators afterwards. */
    private static String breakAfter(int items, EnumerateRequest<Instance> request) {
        String last = "";
        int count = 0;
        for (Instance item : request) {
            last = item.text("Id").orElseThrow();
            if (++count == items) {
                break;
            }
        }
        return last;
    }

    private static void collectUntilNothingIsOpen() {
        awaitCollection("the enumeration is released", () -> service.openContexts() == 0);
    }

    @Test
    void readsAllItemsInOrderAndLeavesNothingOpen() {
        List<Instance> items = new ArrayList<>();
        for (Instance item : session.enumerate(MANY).batchItems(10)) {
            items.add(item);
        }
        assertThat(ids(items)).isEqualTo(ids(1, 25));
        assertThat(sent()).containsExactly(ServiceOperation.ENUMERATE, ServiceOperation.PULL, ServiceOperation.PULL);
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void sendsNothingBeforeFirstUseOfIterator() {
        EnumerateRequest<Instance> request = session.enumerate(MANY);
        Iterator<Instance> first = request.iterator();
        Iterator<Instance> second = request.iterator();
        assertThat(sent()).isEmpty();
        assertThat(second.hasNext()).isTrue();
        assertThat(second.hasNext()).isTrue();
        assertThat(sent()).containsExactly(ServiceOperation.ENUMERATE);
        assertThat(first.next().text("Id")).contains("1");
        assertThat(sent()).containsExactly(ServiceOperation.ENUMERATE, ServiceOperation.ENUMERATE);
    }

    @Test
    void reportsEndOfItems() {
        Iterator<Instance> items = session.enumerate(MANY).iterator();
        items.forEachRemaining(item -> {});
        assertThat(items.hasNext()).isFalse();
        assertThatThrownBy(items::next).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(items::remove).isInstanceOf(UnsupportedOperationException.class);
        assertThat(sent()).containsOnlyOnce(ServiceOperation.ENUMERATE);
    }

    @Test
    void leavesNothingOpenIfFirstBatchHasAllItems() {
        assertThat(breakAfter(3, session.enumerate(MANY).batchItems(25))).isEqualTo("3");
        assertThat(sent()).containsExactly(ServiceOperation.ENUMERATE);
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void releasesAbandonedLoopWhenItsIteratorIsCollected() {
        assertThat(breakAfter(13, session.enumerate(MANY).batchItems(10))).isEqualTo("13");
        RecordedRequest pull = service.lastRequest(ServiceOperation.PULL);
        assertThat(service.openContexts()).isOne();
        collectUntilNothingIsOpen();
        await("the thread that sends Release ends", () -> releaseThreads() == 0);
        assertThat(releases()).singleElement().satisfies(release -> {
            assertThat(release.resourceUri()).isEqualTo(MANY_URI);
            assertThat(pull.responseText()).contains(release.xpath(CONTEXT));
            assertThat(release.xpath(CONTEXT)).startsWith("uuid:").isNotEqualTo(pull.xpath(CONTEXT));
            assertThat(release.responseStatus()).isEqualTo(200);
        });
        assertThat(session.enumerate(MANY).list()).hasSize(25);
    }

    private static long releaseThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("wsman-release"))
                .count();
    }

    @Test
    void releasesManyAbandonedLoopsOnOneThread() {
        for (int i = 0; i < 20; i++) {
            breakAfter(1, session.enumerate(MANY).batchItems(1 + i % 3));
        }
        assertThat(service.openContexts()).isEqualTo(20);
        await("all are released", () -> {
            System.gc();
            assertThat(releaseThreads()).isLessThanOrEqualTo(1);
            return service.openContexts() == 0;
        });
        assertThat(releases()).hasSize(20);
    }

    @Test
    void releasesLoopThatExceptionOfBodyEnds() {
        assertThatThrownBy(() -> {
                    for (Instance item : session.enumerate(MANY).batchItems(10)) {
                        throw new IllegalStateException(item.text("Id").orElseThrow());
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("1");
        collectUntilNothingIsOpen();
        assertThat(releases()).hasSize(1);
    }

    @Test
    void releasesAbandonedLoopWhenSessionIsClosed() {
        Iterator<Instance> held;
        try (Session other = Session.open(service.endpoint())) {
            held = other.enumerate(MANY).batchItems(10).iterator();
            held.next();
            assertThat(service.openContexts()).isOne();
        }
        assertThat(releases()).hasSize(1);
        assertThat(service.openContexts()).isZero();
        for (int i = 0; i < 9; i++) {
            held.next(); // the batch that has arrived
        }
        assertThatThrownBy(held::hasNext).hasMessageContaining("closed");
        assertThat(releases()).hasSize(1);
    }

    @Test
    void keepsEnumerationOpenWhileIteratorIsInUse() {
        Iterator<Instance> items = session.enumerate(MANY).batchItems(10).iterator();
        for (int i = 1; i <= 25; i++) {
            System.gc();
            assertThat(items.next().text("Id")).contains(String.valueOf(i));
        }
        assertThat(items.hasNext()).isFalse();
        assertThat(releases()).isEmpty();
    }

    @Test
    void sendsReleaseAfterFailureOfBatch() {
        Iterator<Instance> items = session.enumerate(MANY).batchItems(10).iterator();
        items.next();
        service.on(ServiceOperation.PULL).respond(200, SOAP_TYPE, envelope("<other xmlns='urn:x'/>"));
        assertThatThrownBy(() -> items.forEachRemaining(item -> {})).isInstanceOf(WsmanProtocolException.class);
        assertThat(releases()).hasSize(1);
        assertThat(items.hasNext()).isFalse();
    }

    @Test
    void sendsReleaseAfterFailureOfHasNext() {
        service.on(ServiceOperation.PULL).fault(FaultKind.ENCODING_LIMIT);
        assertThatThrownBy(() -> breakAfter(20, session.enumerate(MANY).batchItems(10)))
                .hasMessageContaining("Pull");
        assertThat(releases()).hasSize(1);
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void sendsReleaseWhenActionOfForEachThrows() {
        EnumerateRequest<Instance> request = session.enumerate(MANY).batchItems(10);
        assertThatThrownBy(() -> request.forEach(item -> {
                    throw new IllegalStateException("action");
                }))
                .hasMessage("action");
        assertThat(releases()).hasSize(1);
        Iterator<Instance> items = request.iterator();
        items.next();
        assertThatThrownBy(() -> items.forEachRemaining(item -> {
                    throw new IllegalStateException("action");
                }))
                .hasMessage("action");
        assertThat(releases()).hasSize(2);
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void releasesAbandonedLoopWithPrefetch() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            breakAfter(3, session.enumerate(MANY).batchItems(5).prefetch(executor));
            collectUntilNothingIsOpen();
            assertThat(releases()).hasSize(1);
        } finally {
            executor.shutdown();
        }
    }
}
