package dev.wsman.enumeration;

import static dev.wsman.fixture.SessionFixture.MANY;
import static dev.wsman.fixture.SessionFixture.MANY_URI;
import static dev.wsman.fixture.SessionFixture.TYPES;
import static dev.wsman.fixture.SessionFixture.ids;
import static dev.wsman.fixture.SessionFixture.items;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.EnumerateRequest;
import dev.wsman.Filter;
import dev.wsman.Hierarchy;
import dev.wsman.Instance;
import dev.wsman.Referenced;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServerQuirk;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Enumerate and Pull: the requests, the batches, the modes and the number of items (DSP0226 clause 8). */
class EnumerateIT {
    private static final String ENUMERATE = "/s:Envelope/s:Body/wsen:Enumerate/";
    private static final String PULL = "/s:Envelope/s:Body/wsen:Pull/";

    @AutoStart
    static final WsmanService service = SessionFixture.service().build();

    @AutoStart
    static final WsmanService withoutEstimate = SessionFixture.service()
            .quirks(ServerQuirks.STANDARD.with(ServerQuirk.NO_TOTAL_ESTIMATE))
            .build();

    @AutoClose
    private final Session session = Session.open(service.endpoint());

    @Test
    void requestsFirstBatchWithEnumerate() {
        assertThat(ids(session.enumerate(MANY).batchItems(10).list())).isEqualTo(ids(1, 25));
        RecordedRequest sent = service.lastRequest(ServiceOperation.ENUMERATE);
        assertThat(sent.xpath("count(" + ENUMERATE + "wsman:OptimizeEnumeration[not(node())])"))
                .isEqualTo("1");
        assertThat(sent.xpath(ENUMERATE + "wsman:MaxElements")).isEqualTo("10");
        assertThat(sent.xpath("count(" + ENUMERATE + "*)")).isEqualTo("2");
        assertThat(sent.resourceUri()).isEqualTo(MANY_URI);
        assertThat(SessionFixture.headerNames(sent)).doesNotContain("RequestTotalItemsCountEstimate");
        assertThat(service.requests())
                .extracting(RecordedRequest::operation)
                .containsExactly(ServiceOperation.ENUMERATE, ServiceOperation.PULL, ServiceOperation.PULL);
    }

    @Test
    void sendsLatestContextAndHeadersOfEnumerateWithEachPull() {
        ResourceLocator resource = MANY.selector("__cimnamespace", "root/cimv2").option("o", "v");
        session.enumerate(resource).batchItems(10).list();
        List<RecordedRequest> pulls = service.requests(ServiceOperation.PULL);
        assertThat(pulls).hasSize(2).allSatisfy(pull -> {
            assertThat(pull.resourceUri()).isEqualTo(MANY_URI);
            assertThat(pull.selectors()).containsEntry("__cimnamespace", "root/cimv2");
            assertThat(pull.options()).containsEntry("o", "v");
            assertThat(pull.xpath(PULL + "wsen:MaxElements")).isEqualTo("10");
        });
        // the service makes a new context with each batch and accepts no other
        assertThat(pulls.get(0).xpath(PULL + "wsen:EnumerationContext"))
                .isNotEqualTo(pulls.get(1).xpath(PULL + "wsen:EnumerationContext"));
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void sendsOneRequestWhenAllItemsFitOneBatch() {
        assertThat(session.enumerate(MANY).list()).hasSize(25);
        assertThat(service.requests()).hasSize(1);
        assertThat(service.openContexts()).isZero();
    }

    /** Servers return one item per batch if a request has no MaxElements. */
    @Test
    void sendsLargestMaxElementsWithoutLimit() {
        session.enumerate(MANY).list();
        String most = service.lastRequest(ServiceOperation.ENUMERATE).xpath(ENUMERATE + "wsman:MaxElements");
        assertThat(Long.parseLong(most)).isEqualTo(Integer.MAX_VALUE);
        session.batchItems(7);
        session.enumerate(MANY).batchItems(0).list();
        assertThat(service.lastRequest(ServiceOperation.ENUMERATE).xpath(ENUMERATE + "wsman:MaxElements"))
                .isEqualTo(most);
    }

    @Test
    void sendsNothingBeforeFirstItemIsRequested() {
        try (Stream<Instance> stream = session.enumerate(MANY).batchItems(10).stream()) {
            Iterator<Instance> items = stream.iterator();
            assertThat(service.requests()).isEmpty();
            assertThat(items.next().text("Id")).contains("1");
            assertThat(service.requests()).hasSize(1);
        }
    }

    @Test
    void fetchesBatchesAsTheyAreConsumed() {
        try (Stream<Instance> stream = session.enumerate(MANY).batchItems(5).stream()) {
            Iterator<Instance> items = stream.iterator();
            for (int consumed = 1; consumed <= 25; consumed++) {
                items.next();
                assertThat(service.requests()).hasSize((consumed + 4) / 5);
            }
            assertThat(items.hasNext()).isFalse();
        }
        assertThat(service.requests(ServiceOperation.RELEASE)).isEmpty();
    }

    @Test
    void releasesBatchFromMemoryWhenNextIsFetched() {
        try (Stream<Instance> stream = session.enumerate(MANY).batchItems(5).stream()) {
            Iterator<Instance> items = stream.iterator();
            WeakReference<Instance> first = new WeakReference<>(items.next());
            for (int i = 2; i <= 7; i++) {
                items.next();
            }
            SessionFixture.await("the first batch is garbage", () -> {
                System.gc();
                return first.get() == null;
            });
            assertThat(items.next().text("Id")).contains("8");
        }
    }

    @Test
    void enumeratesReferencesThatGetAccepts() {
        List<ResourceLocator> all =
                session.enumerate(MANY).batchItems(10).references().list();
        assertThat(all).hasSize(25).first().isEqualTo(MANY.selector("Id", "1"));
        RecordedRequest sent = service.lastRequest(ServiceOperation.ENUMERATE);
        assertThat(sent.xpath(ENUMERATE + "wsman:EnumerationMode")).isEqualTo("EnumerateEPR");
        assertThat(session.get(all.get(24)).text("Id")).contains("25");
    }

    @Test
    void enumeratesObjectsWithReferences() {
        List<Referenced<Instance>> all =
                session.enumerate(MANY).batchItems(10).withReferences().list();
        assertThat(all).hasSize(25).allSatisfy(each -> assertThat(
                        each.reference().selector("Id"))
                .isEqualTo(each.value().text("Id")));
        assertThat(service.lastRequest(ServiceOperation.ENUMERATE).xpath(ENUMERATE + "wsman:EnumerationMode"))
                .isEqualTo("EnumerateObjectAndEPR");
    }

    @Test
    void sendsNoEnumerationModeForObjects() {
        session.enumerate(MANY).list();
        assertThat(service.lastRequest(ServiceOperation.ENUMERATE)
                        .xpath("count(" + ENUMERATE + "wsman:EnumerationMode)"))
                .isEqualTo("0");
    }

    @Test
    void sendsHierarchyModesOfCimBinding() {
        String mode = ENUMERATE + "wsmb:PolymorphismMode";
        session.enumerate(MANY).hierarchy(Hierarchy.DEEP).list();
        session.enumerate(MANY).hierarchy(Hierarchy.SHALLOW).list();
        session.enumerate(MANY).hierarchy(Hierarchy.DEEP_BASE_PROPERTIES_ONLY).list();
        assertThat(service.requests(ServiceOperation.ENUMERATE))
                .extracting(sent -> sent.xpath("count(" + mode + ")") + sent.xpath(mode))
                .containsExactly("0", "1None", "1ExcludeSubClassProperties");
    }

    @Test
    void countsByEstimateWithoutFetchingItems() {
        assertThat(session.enumerate(MANY).batchItems(1).count()).isEqualTo(25);
        RecordedRequest sent = service.lastRequest(ServiceOperation.ENUMERATE);
        assertThat(sent.xpath("count(/s:Envelope/s:Header/wsman:RequestTotalItemsCountEstimate[not(node())])"))
                .isEqualTo("1");
        // Windows 2003 sends a fault if the header must be understood
        assertThat(sent.xpath("count(/s:Envelope/s:Header/wsman:RequestTotalItemsCountEstimate/@s:mustUnderstand)"))
                .isEqualTo("0");
        assertThat(service.requests())
                .extracting(RecordedRequest::operation)
                .containsExactly(ServiceOperation.ENUMERATE, ServiceOperation.RELEASE);
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void countsItemsWithoutEstimate() {
        try (Session other = Session.open(withoutEstimate.endpoint())) {
            assertThat(other.enumerate(MANY).batchItems(10).count()).isEqualTo(25);
        }
        assertThat(withoutEstimate.requests())
                .extracting(RecordedRequest::operation)
                .containsExactly(ServiceOperation.ENUMERATE, ServiceOperation.PULL, ServiceOperation.PULL);
    }

    @Test
    void readsBatchItemsWhenEnumerationStarts() {
        session.batchItems(5);
        EnumerateRequest<Instance> request = session.enumerate(MANY);
        session.batchItems(10);
        try (Stream<Instance> stream = request.stream()) {
            Iterator<Instance> items = stream.iterator();
            items.next();
            session.batchItems(2);
            items.forEachRemaining(item -> {});
        }
        assertThat(service.requests())
                .extracting(sent -> sent.xpath("//*[local-name()='MaxElements']"))
                .containsExactly("10", "10", "10");
    }

    @Test
    void keepsRequestImmutable() {
        EnumerateRequest<Instance> plain = session.enumerate(MANY).batchItems(30);
        plain.batchItems(1);
        plain.hierarchy(Hierarchy.SHALLOW);
        plain.filter(Filter.wql("select * from Lab_Many"));
        assertThat(plain.list()).hasSize(25);
        assertThat(service.lastRequest(ServiceOperation.ENUMERATE).xpath("count(" + ENUMERATE + "*)"))
                .isEqualTo("2");
    }

    @Test
    void acceptsFewerItemsThanRequested() {
        try (WsmanService small =
                        SessionFixture.service().maxBatchItems(4).build().start();
                Session other = Session.open(small.endpoint())) {
            assertThat(ids(other.enumerate(MANY).list())).isEqualTo(ids(1, 25));
            assertThat(small.requests()).hasSize(7);
        }
    }

    @Test
    void repeatsPullThatTimedOutAtServer() {
        service.on(ServiceOperation.PULL).fault(FaultKind.TIMED_OUT);
        service.on(ServiceOperation.PULL).fault(FaultKind.ENUMERATION_TIMED_OUT);
        assertThat(ids(session.enumerate(MANY).batchItems(10).list())).isEqualTo(ids(1, 25));
        assertThat(service.requests(ServiceOperation.PULL)).hasSize(4);
    }

    @Test
    void interleavesTwoEnumerationsOnOneThread() {
        try (Stream<Instance> numbers = session.enumerate(MANY).batchItems(2).stream();
                Stream<Instance> types = session.enumerate(TYPES).batchItems(1).stream()) {
            Iterator<Instance> left = numbers.iterator();
            Iterator<Instance> right = types.iterator();
            for (int i = 1; right.hasNext(); i++) {
                assertThat(left.next().text("Id")).contains(Integer.toString(i));
                assertThat(right.next().name().getLocalPart()).isEqualTo("Lab_AllTypes");
            }
        }
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void readsParallelStreamItemByItem() {
        Optional<Long> sum = session.enumerate(MANY).batchItems(3).stream()
                .parallel()
                .map(item -> item.integer("Number").orElseThrow())
                .reduce(Long::sum);
        assertThat(sum).contains(325L);
        assertThat(service.openContexts()).isZero();
    }
}
