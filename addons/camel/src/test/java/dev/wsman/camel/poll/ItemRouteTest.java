package dev.wsman.camel.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Instance;
import dev.wsman.Referenced;
import dev.wsman.ResourceLocator;
import dev.wsman.camel.fixture.Await;
import dev.wsman.camel.fixture.Received;
import dev.wsman.camel.fixture.RouteContext;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // contexts run until they are closed
class ItemRouteTest {
    private static final String ALL = "wsman:enumerate?resource=wmicimv2/Win32_Service&initialDelay=0&delay=50";

    @AutoStart
    final WsmanService server = WsmanService.builder().build();

    private final Received received = new Received();
    private final MemoryIdempotentRepository seen = new MemoryIdempotentRepository();

    private RouteContext start(String uri) {
        return RouteContext.start(server, Map.of("seen", seen), uri, received);
    }

    private int services() {
        Received own = new Received();
        try (RouteContext context = RouteContext.start(server, Map.of(), ALL + "&batch=true&repeatCount=1", own)) {
            return ((List<?>) own.await(1).get(0).body()).size();
        }
    }

    private void awaitPolls(int count) {
        server.awaitRequests(ServiceOperation.ENUMERATE, count);
    }

    @Test
    void deliversEachItemAtEachPoll() {
        int all = services();
        try (RouteContext context = start(ALL)) {
            List<Received.Item> items = received.await(2 * all);
            assertThat(items.get(0).body()).isInstanceOf(Instance.class);
            assertThat(items.get(all).body()).isEqualTo(items.get(0).body());
            assertThat(items.get(1).properties()).containsEntry(Exchange.BATCH_INDEX, 1);
        }
    }

    @Test
    void deliversAllItemsAsListWithBatch() {
        try (RouteContext context = start(ALL + "&batch=true&resultType=MAP")) {
            List<?> items = (List<?>) received.await(1).get(0).body();
            assertThat(items).hasSizeGreaterThan(1).allMatch(Map.class::isInstance);
        }
    }

    @Test
    void fetchesItemsAsRouteProcessesThem() {
        AtomicInteger pulls = new AtomicInteger(-1);
        received.before(exchange ->
                pulls.compareAndSet(-1, server.requests(ServiceOperation.PULL).size()));
        int all = services();
        server.clearRequests();
        try (RouteContext context = start(ALL + "&batchItems=1&repeatCount=1")) {
            received.await(all);
            assertThat(pulls.get()).isLessThanOrEqualTo(1);
            assertThat(server.requests(ServiceOperation.PULL)).hasSizeGreaterThan(1);
        }
    }

    @Test
    void pollsQuery() {
        String wql = "SELECT * FROM Win32_Service WHERE Name='Spooler'";
        try (RouteContext context = start("wsman:query?initialDelay=0&query=RAW(" + wql + ")")) {
            Instance spooler = (Instance) received.await(1).get(0).body();
            assertThat(spooler.text("Name")).hasValue("Spooler");
            assertThat(server.lastRequest(ServiceOperation.ENUMERATE).text()).contains("Name='Spooler'");
        }
    }

    @Test
    void pollsOneInstance() {
        String uri = "wsman:get?resource=wmicimv2/Win32_Service&selector.Name=Spooler&initialDelay=0&delay=50";
        try (RouteContext context = start(uri)) {
            assertThat(received.await(2))
                    .allMatch(item ->
                            ((Instance) item.body()).text("Name").orElseThrow().equals("Spooler"));
        }
    }

    @Test
    void deliversLocatorsOrBoth() {
        try (RouteContext context = start(ALL + "&references=ONLY&repeatCount=1")) {
            assertThat(received.await(1).get(0).body()).isInstanceOf(ResourceLocator.class);
        }
        Received both = new Received();
        try (RouteContext context =
                RouteContext.start(server, Map.of(), ALL + "&references=BOTH&repeatCount=1", both)) {
            assertThat(both.await(1).get(0).body()).isInstanceOf(Referenced.class);
        }
    }

    @Test
    void skipsItemsThatWereProcessed() {
        int all = services();
        server.clearRequests();
        try (RouteContext context = start(ALL + "&idempotent=true")) {
            awaitPolls(4);
            assertThat(received.items()).hasSize(all);
        }
    }

    @Test
    void identifiesItemsByKey() {
        server.clearRequests();
        String key = "&idempotentKey=RAW(${body[StartMode]})&resultType=MAP&idempotentRepository=#seen";
        try (RouteContext context = start(ALL + key)) {
            awaitPolls(3);
            List<Object> modes = received.items().stream()
                    .map(item -> ((Map<?, ?>) item.body()).get("StartMode"))
                    .map(Object.class::cast)
                    .toList();
            assertThat(modes).isNotEmpty().doesNotHaveDuplicates();
            assertThat(modes).allMatch(mode -> seen.contains(mode.toString()));
        }
    }

    @Test
    void pollsFailedItemAgain() {
        AtomicInteger failures = new AtomicInteger();
        received.before(exchange -> {
            if (failures.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
            }
        });
        int all = services();
        try (RouteContext context = start(ALL + "&idempotent=true")) {
            received.await(all);
            Await.until(
                    "a further poll",
                    () -> server.requests(ServiceOperation.ENUMERATE).size() > 3);
            assertThat(received.items()).hasSize(all);
            assertThat(failures).hasValue(all + 1);
        }
    }

    @Test
    void addsKeysBeforeProcessingIfEager() {
        AtomicInteger known = new AtomicInteger();
        received.before(exchange -> known.compareAndSet(0, seen.getCacheSize()));
        try (RouteContext context = start(ALL + "&idempotentRepository=#seen&idempotentEager=true")) {
            received.await(1);
            assertThat(known).hasValue(1);
        }
    }

    @Test
    void skipsProcessedItemsOfList() {
        int all = services();
        server.clearRequests();
        try (RouteContext context = start(ALL + "&batch=true&idempotent=true&sendEmptyMessageWhenIdle=true")) {
            List<Received.Item> messages = received.await(2);
            assertThat((List<?>) messages.get(0).body()).hasSize(all);
        }
    }

    @Test
    void limitsMessagesOfPoll() {
        int all = services();
        server.clearRequests();
        try (RouteContext context = start(ALL + "&idempotent=true&maxMessagesPerPoll=2")) {
            received.await(all);
            assertThat(server.requests(ServiceOperation.ENUMERATE)).hasSizeGreaterThanOrEqualTo((all + 1) / 2);
            assertThat(received.items()).hasSize(all);
        }
    }

    @Test
    void reportsFailedPollAndRecovers() {
        server.on(any -> true).reset().always();
        try (RouteContext context = start(ALL)) {
            Await.until("a failure", () -> context.health().getError().isPresent());
            assertThat(context.health().getState()).isEqualTo(HealthCheck.State.DOWN);
            server.clearScriptedReplies();
            received.await(1);
            Await.until("up", () -> context.health().getState() == HealthCheck.State.UP);
        }
    }

    @Test
    void leavesNoContextWhenStoppedWithinPoll() throws Exception {
        CountDownLatch second = new CountDownLatch(2);
        CountDownLatch released = new CountDownLatch(1);
        received.before(exchange -> {
            second.countDown();
            if (second.getCount() == 0) {
                released.await();
            }
        });
        try (RouteContext context = start(ALL + "&batchItems=1")) {
            assertThat(second.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(server.openContexts()).isEqualTo(1);
            Future<?> stop = context.begin(context::stopRoute);
            released.countDown();
            stop.get(60, TimeUnit.SECONDS);
            assertThat(received.items()).hasSize(2);
            Await.until("the release of the context", () -> server.openContexts() == 0);
        }
    }

    @Test
    void rejectsInvalidOptionsBeforeItSends() {
        assertRejected("wsman:enumerate", "resource: missing");
        assertRejected("wsman:query", "query: missing");
        assertRejected("wsman:invoke?resource=wmicimv2/Win32_Service", "operation: INVOKE is for producers");
        assertRejected(ALL + "&idempotent=true&resultClass=java.lang.Object", "idempotentKey: missing");
        assertThat(server.requests()).isEmpty();
    }

    private void assertRejected(String uri, String message) {
        RouteBuilder route = RouteContext.route(uri, received);
        assertThatThrownBy(() -> RouteContext.start(server, Map.of(), route)).hasStackTraceContaining(message);
    }
}
