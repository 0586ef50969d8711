package dev.wsman.enumeration;

import static dev.wsman.fixture.SessionFixture.MANY;
import static dev.wsman.fixture.SessionFixture.MANY_URI;
import static dev.wsman.fixture.SessionFixture.SOAP_TYPE;
import static dev.wsman.fixture.SessionFixture.TYPES;
import static dev.wsman.fixture.SessionFixture.envelope;
import static dev.wsman.fixture.SessionFixture.ids;
import static dev.wsman.fixture.SessionFixture.items;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.EnumerateRequest;
import dev.wsman.Filter;
import dev.wsman.Hierarchy;
import dev.wsman.Instance;
import dev.wsman.Referenced;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanError;
import dev.wsman.WsmanException;
import dev.wsman.WsmanFaultException;
import dev.wsman.WsmanProtocolException;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServerQuirk;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Enumerate, Pull and Release: batches, their ends, and abandoned enumerations (DSP0226 clause 8). */
class EnumerateIT {
    private static final String ENUMERATE = "/s:Envelope/s:Body/wsen:Enumerate/";
    private static final String PULL = "/s:Envelope/s:Body/wsen:Pull/";
    private static final String CONTEXT = "<n:EnumerationContext>c1</n:EnumerationContext>";
    private static final String MORE =
            "<n:EnumerateResponse>" + CONTEXT + "<w:Items>%s</w:Items></n:EnumerateResponse>";

    @RegisterExtension
    static final WsmanService service = SessionFixture.service().build();

    @RegisterExtension
    static final WsmanService silent = SessionFixture.service()
            .quirks(ServerQuirks.STANDARD.with(ServerQuirk.NO_TOTAL_ESTIMATE))
            .build();

    @AutoClose
    private final Session session = Session.open(service.endpoint());

    private static void stubReply(ServiceOperation operation, String body) {
        service.on(operation).respond(200, SOAP_TYPE, envelope(body));
    }

    private static String pullResponse(String content) {
        return "<n:PullResponse>" + content + "</n:PullResponse>";
    }

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

    /** Servers take a request without MaxElements for a request of one item. */
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
    void forgetsBatchWhenNextIsFetched() {
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
    void sendsReleaseWhenStreamIsClosedEarly() {
        try (Stream<Instance> stream = session.enumerate(MANY).batchItems(10).stream()) {
            assertThat(stream.limit(3).toList()).hasSize(3);
            assertThat(service.openContexts()).isEqualTo(1);
        }
        RecordedRequest release = service.lastRequest(ServiceOperation.RELEASE);
        assertThat(release.action()).isEqualTo(ServiceNamespaces.ENUMERATION + "/Release");
        assertThat(release.resourceUri()).isEqualTo(MANY_URI);
        assertThat(release.xpath("/s:Envelope/s:Body/wsen:Release/wsen:EnumerationContext"))
                .isNotBlank();
        assertThat(release.responseStatus()).isEqualTo(200);
        assertThat(service.requests()).hasSize(2);
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void sendsReleaseAfterExceptionOfConsumer() {
        Stream<Instance> unclosed = session.enumerate(MANY).batchItems(10).stream();
        assertThatThrownBy(() -> unclosed.forEach(item -> {
                    throw new IllegalStateException("consumer");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("consumer");
        assertThat(service.requests(ServiceOperation.RELEASE)).hasSize(1);
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void releasesOpenEnumerationsWhenSessionIsClosed() {
        try (Session other = Session.open(service.endpoint())) {
            other.enumerate(MANY).batchItems(10).stream().iterator().next();
            other.enumerate(MANY).batchItems(5).stream().iterator().next();
            assertThat(service.openContexts()).isEqualTo(2);
        }
        assertThat(service.requests(ServiceOperation.RELEASE)).hasSize(2);
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void sendsNoReleaseForEnumerationReadToItsEnd() {
        try (Session other = Session.open(service.endpoint());
                Stream<Instance> stream = other.enumerate(MANY).batchItems(10).stream()) {
            assertThat(stream.count()).isEqualTo(25);
        }
        assertThat(service.requests(ServiceOperation.RELEASE)).isEmpty();
    }

    @Test
    void sendsNothingForStreamThatIsNeverRead() {
        session.enumerate(MANY).stream().close();
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void releasesEnumerationAfterFirstItem() {
        assertThat(session.enumerate(MANY).batchItems(1).first().orElseThrow().text("Id"))
                .contains("1");
        assertThat(service.requests())
                .extracting(RecordedRequest::operation)
                .containsExactly(ServiceOperation.ENUMERATE, ServiceOperation.RELEASE);
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void ignoresFailedRelease() {
        service.on(ServiceOperation.RELEASE).fault(FaultKind.INVALID_ENUMERATION_CONTEXT);
        assertThat(session.enumerate(MANY).batchItems(1).first()).isPresent();
        assertThat(service.requests(ServiceOperation.RELEASE)).hasSize(1);
    }

    @Test
    void readsItemsBeforeContextAndEitherEndOfSequence() {
        for (String end : List.of("<w:EndOfSequence/>", "<n:EndOfSequence/>")) {
            stubReply(
                    ServiceOperation.ENUMERATE,
                    "<n:EnumerateResponse><w:Items>" + items(1, 2) + "</w:Items>" + CONTEXT + "</n:EnumerateResponse>");
            stubReply(ServiceOperation.PULL, pullResponse("<w:Items>" + items(3, 3) + "</w:Items>" + CONTEXT + end));
            assertThat(ids(session.enumerate(MANY).list())).isEqualTo(ids(1, 3));
        }
        assertThat(service.requests()).hasSize(4);
        assertThat(service.requests(ServiceOperation.RELEASE)).isEmpty();
    }

    @Test
    void endsAfterFirstReplyInFourForms() {
        String all = "<w:Items>" + items(1, 2) + "</w:Items>";
        for (String end : List.of(
                "<n:EnumerationContext/>" + all + "<w:EndOfSequence/>",
                all + "<n:EnumerationContext> </n:EnumerationContext>",
                all,
                CONTEXT + all + "<n:EndOfSequence/>")) {
            stubReply(ServiceOperation.ENUMERATE, "<n:EnumerateResponse>" + end + "</n:EnumerateResponse>");
            assertThat(ids(session.enumerate(MANY).list())).isEqualTo(ids(1, 2));
        }
        assertThat(service.requests()).hasSize(4).allMatch(sent -> sent.operation() == ServiceOperation.ENUMERATE);
    }

    @Test
    void ignoresPropertyNamedEndOfSequence() {
        stubReply(
                ServiceOperation.ENUMERATE,
                MORE.formatted("<p:A xmlns:p='urn:a'><p:EndOfSequence>x</p:EndOfSequence><EndOfSequence/></p:A>"));
        stubReply(ServiceOperation.PULL, pullResponse("<n:Items>" + items(2, 2) + "</n:Items><n:EndOfSequence/>"));
        assertThat(session.enumerate(MANY).list()).hasSize(2);
    }

    @Test
    void continuesAfterBatchesWithoutItems() {
        stubReply(ServiceOperation.ENUMERATE, MORE.formatted(""));
        stubReply(ServiceOperation.PULL, pullResponse("<n:EnumerationContext>c2</n:EnumerationContext><n:Items/>"));
        stubReply(ServiceOperation.PULL, pullResponse("<n:EnumerationContext>c3</n:EnumerationContext>"));
        stubReply(ServiceOperation.PULL, pullResponse("<n:Items>" + items(1, 1) + "</n:Items><n:EndOfSequence/>"));
        assertThat(ids(session.enumerate(MANY).list())).isEqualTo(ids(1, 1));
        assertThat(service.requests(ServiceOperation.PULL))
                .extracting(pull -> pull.xpath(PULL + "wsen:EnumerationContext"))
                .containsExactly("c1", "c2", "c3");
    }

    @Test
    void stopsAfterTooManyEmptyBatches() {
        stubReply(ServiceOperation.ENUMERATE, MORE.formatted(""));
        service.on(ServiceOperation.PULL)
                .respond(200, SOAP_TYPE, envelope(pullResponse(CONTEXT)))
                .always();
        WsmanException failure = catchThrowableOfType(
                WsmanException.class, () -> session.enumerate(MANY).list());
        assertThat(failure.error().kind()).isIn(WsmanError.Kind.PROTOCOL, WsmanError.Kind.CLIENT_TIMED_OUT);
        assertThat(service.requests(ServiceOperation.PULL)).hasSizeLessThan(1100);
    }

    @Test
    void returnsNothingForReplyWithoutItems() {
        stubReply(ServiceOperation.ENUMERATE, "<n:EnumerateResponse><n:EnumerationContext/></n:EnumerateResponse>");
        assertThat(session.enumerate(MANY).list()).isEmpty();
        assertThat(session.enumerate(MANY)
                        .filter(Filter.selector(java.util.Map.of("Id", "99")))
                        .first())
                .isEmpty();
    }

    @Test
    void returnsContextOfMarkupUnchanged() {
        stubReply(
                ServiceOperation.ENUMERATE,
                "<n:EnumerateResponse><n:EnumerationContext> t<v:id xmlns:v='urn:v' a='1'>7<v:b/></v:id> u "
                        + "</n:EnumerationContext><w:Items>" + items(1, 1) + "</w:Items></n:EnumerateResponse>");
        stubReply(ServiceOperation.PULL, pullResponse("<n:Items/><n:EndOfSequence/>"));
        session.enumerate(MANY).list();
        RecordedRequest pull = service.lastRequest(ServiceOperation.PULL);
        String context = PULL + "wsen:EnumerationContext";
        assertThat(pull.xpath(context)).isEqualTo(" t7 u ");
        assertThat(pull.xpath("namespace-uri(" + context + "/*)")).isEqualTo("urn:v");
        assertThat(pull.xpath(context + "/*/@a")).isEqualTo("1");
    }

    @Test
    void keepsContextWhenPullResponseHasNone() {
        stubReply(ServiceOperation.ENUMERATE, MORE.formatted(items(1, 1)));
        stubReply(ServiceOperation.PULL, pullResponse("<n:Items>" + items(2, 2) + "</n:Items><n:EndOfSequence/>"));
        assertThat(ids(session.enumerate(MANY).list())).isEqualTo(ids(1, 2));
        assertThat(service.requests()).hasSize(2);
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
    void readsReferenceBeforeItsObject() {
        stubReply(
                ServiceOperation.ENUMERATE,
                MORE.formatted("<w:Item><a:EndpointReference><a:Address>x</a:Address><a:ReferenceParameters>"
                                + "<w:ResourceURI>urn:r</w:ResourceURI></a:ReferenceParameters></a:EndpointReference>"
                                + items(5, 5) + "</w:Item>")
                        .replace(CONTEXT, ""));
        Referenced<Instance> only =
                session.enumerate(MANY).withReferences().first().orElseThrow();
        assertThat(only.reference().resourceUri()).isEqualTo("urn:r");
        assertThat(only.value().text("Id")).contains("5");
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
        try (Session other = Session.open(silent.endpoint())) {
            assertThat(other.enumerate(MANY).batchItems(10).count()).isEqualTo(25);
        }
        assertThat(silent.requests())
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
    void endsEnumerationWithFaultOfPull() {
        service.on(ServiceOperation.PULL).fault(FaultKind.INVALID_ENUMERATION_CONTEXT);
        Stream<Instance> stream = session.enumerate(MANY).batchItems(10).stream();
        WsmanFaultException fault = catchThrowableOfType(WsmanFaultException.class, () -> stream.forEach(item -> {}));
        assertThat(fault.error().kind()).isEqualTo(WsmanError.Kind.INVALID_ENUMERATION_CONTEXT);
        assertThat(fault.error().operation()).contains("Pull");
        assertThat(session.error()).contains(fault.error());
        stream.close();
        // the server reported that it has no such context
        assertThat(service.requests(ServiceOperation.RELEASE)).isEmpty();
    }

    @Test
    void repeatsPullThatTimedOutAtServer() {
        service.on(ServiceOperation.PULL).fault(FaultKind.TIMED_OUT);
        service.on(ServiceOperation.PULL).fault(FaultKind.ENUMERATION_TIMED_OUT);
        assertThat(ids(session.enumerate(MANY).batchItems(10).list())).isEqualTo(ids(1, 25));
        assertThat(service.requests(ServiceOperation.PULL)).hasSize(4);
    }

    @Test
    void releasesEnumerationAfterUnreadableReply() {
        Stream<Instance> stream = session.enumerate(MANY).batchItems(10).stream();
        Iterator<Instance> items = stream.iterator();
        items.next();
        service.on(ServiceOperation.PULL).respond(200, SOAP_TYPE, envelope("<other xmlns='urn:x'/>"));
        assertThatThrownBy(() -> items.forEachRemaining(item -> {})).isInstanceOf(WsmanProtocolException.class);
        stream.close();
        assertThat(service.requests(ServiceOperation.RELEASE)).hasSize(1);
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void releasesEnumerationAfterFaultThatKeepsContext() {
        service.on(ServiceOperation.PULL).fault(FaultKind.ENCODING_LIMIT);
        assertThatThrownBy(() -> session.enumerate(MANY).batchItems(10).list()).isInstanceOf(WsmanFaultException.class);
        assertThat(service.requests(ServiceOperation.RELEASE)).hasSize(1);
        assertThat(service.openContexts()).isZero();
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
