package dev.wsman.session;

import static dev.wsman.fixture.SessionFixture.MANY;
import static dev.wsman.fixture.SessionFixture.TYPES;
import static dev.wsman.fixture.SessionFixture.TYPES_URI;
import static dev.wsman.fixture.SessionFixture.WMI;
import static dev.wsman.fixture.SessionFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Filter;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanFaultException;
import dev.wsman.fixture.ServerFixture;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.protocol.ServerQuirk;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation with the quirks of every known server (SERVERS.md). */
class EveryServerIT extends ServerFixture {
    @XmlAccessorType(XmlAccessType.FIELD)
    static class Types {
        @XmlElement(name = "Id")
        String id;

        @XmlElement(name = "BooleanValue")
        Boolean flag;

        @XmlElement(name = "Uint8Array")
        List<Short> bytes;

        @XmlElement(name = "DatetimeValue")
        OffsetDateTime time;

        @XmlElement(name = "StringArray")
        List<String> texts;

        @XmlElement(name = "ReferenceValue")
        ResourceLocator reference;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Sum {
        @XmlElement(name = "Total")
        int total;

        @XmlElement(name = "ReturnValue")
        int returnValue;
    }

    static Stream<ServerQuirks> servers() {
        return Stream.of(
                ServerQuirks.WINRM, ServerQuirks.OPENWSMAN, ServerQuirks.OMI, ServerQuirks.IDRAC, ServerQuirks.AMT);
    }

    @AfterEach
    void assertNoContextIsLeft() {
        session.close();
        assertThat(service.openContexts()).isZero();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void readsIdentity(ServerQuirks quirks) {
        open(quirks);
        assertThat(session.identify().productVendor()).contains(quirks.vendor());
        assertThat(session.identify().protocolVersion()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void getsInstanceAndObject(ServerQuirks quirks) {
        open(quirks);
        ResourceLocator many = TYPES.selector("Id", "many");
        Instance instance = session.get(many);
        assertThat(instance.bool("BooleanValue")).contains(true);
        assertThat(instance.texts("StringArray")).containsExactly("first", "second", "third");
        assertThat(instance.dateTime("DatetimeValue")).isPresent();
        Types types = session.get(many, Types.class);
        assertThat(types.flag).isTrue();
        assertThat(types.time).isEqualTo(OffsetDateTime.parse("2024-02-29T12:34:56.000007+01:00"));
        assertThat(types.bytes).containsExactly((short) 1, (short) 2, (short) 3);
        assertThat(session.get(types.reference, Types.class).id).isEqualTo("one");
        assertThat(session.get(TYPES.selector("Id", "null")).text("StringValue"))
                .isEmpty();
        assertThat(service.requests(ServiceOperation.GET)).allMatch(sent -> sent.responseStatus() == 200);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void createsPutsAndDeletes(ServerQuirks quirks) {
        open(quirks);
        Instance content = Instance.builder(TYPES_URI, "Lab_AllTypes")
                .add("Id", "made")
                .add("StringValue", "old")
                .build();
        ResourceLocator made = session.create(TYPES, content);
        assertThat(made.selector("Id")).contains("made");
        assertThat(session.put(made, session.get(made).with("StringValue", "new"))
                        .text("StringValue"))
                .contains("new");
        assertThat(session.get(made).text("StringValue")).contains("new");
        session.delete(made);
        WsmanFaultException gone = catchThrowableOfType(WsmanFaultException.class, () -> session.get(made));
        assertThat(gone.error().kind()).isEqualTo(Kind.DESTINATION_UNREACHABLE);
        assertThat(gone.error().httpStatus()).isIn(400, 404, 500);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void getsFragments(ServerQuirks quirks) {
        open(quirks);
        ResourceLocator many = TYPES.selector("Id", "many");
        assertThat(session.get(many.fragment("StringValue")).text("StringValue"))
                .contains("first");
        assertThat(session.get(many.fragment("StringValue/text()")).text()).isEqualTo("first");
    }

    @ParameterizedTest
    @MethodSource("servers")
    void invokesWithInstanceAndObjectAsOutput(ServerQuirks quirks) {
        open(quirks);
        Map<String, Object> numbers = Map.of("Numbers", List.of(40, 2));
        assertThat(session.invoke(TYPES, "Sum", numbers).integer("Total")).hasValue(42);
        Sum sum = session.invoke(TYPES, "Sum", numbers, Sum.class);
        assertThat(sum.total).isEqualTo(42);
        assertThat(sum.returnValue).isZero();
        assertThat(session.invoke(TYPES, "Fail", Map.of("Code", 3)).integer("ReturnValue"))
                .hasValue(3);
        WsmanFaultException unknown =
                catchThrowableOfType(WsmanFaultException.class, () -> session.invoke(TYPES, "Fly", null));
        assertThat(unknown.error().kind()).isIn(Kind.ACTION_NOT_SUPPORTED, Kind.INTERNAL_ERROR);
        assertThat(unknown).hasMessageContaining("Fly");
    }

    @ParameterizedTest
    @MethodSource("servers")
    void enumeratesToTheEndInBatchesOfAnySize(ServerQuirks quirks) {
        open(quirks);
        for (int items : new int[] {0, 1, 5, 10, 25, 100}) {
            assertThat(ids(session.enumerate(MANY).batchItems(items).list())).isEqualTo(ids(1, 25));
        }
        assertThat(service.requests(ServiceOperation.RELEASE)).isEmpty();
        assertThat(session.enumerate(TYPES, Types.class).list()).hasSize(7);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void enumeratesInEachMode(ServerQuirks quirks) {
        open(quirks);
        List<ResourceLocator> references =
                session.enumerate(MANY).batchItems(10).references().list();
        assertThat(references).hasSize(25);
        assertThat(session.get(references.get(24)).text("Id")).contains("25");
        assertThat(session.enumerate(MANY).batchItems(10).withReferences().list())
                .hasSize(25)
                .allSatisfy(each -> assertThat(each.reference().selector("Id"))
                        .isEqualTo(each.value().text("Id")));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void releasesAbandonedEnumeration(ServerQuirks quirks) {
        open(quirks);
        try (Stream<Instance> stream = session.enumerate(MANY).batchItems(2).stream()) {
            assertThat(stream.limit(3).toList()).hasSize(3);
        }
        assertThat(session.enumerate(MANY).batchItems(2).first()).isPresent();
        assertThat(service.requests(ServiceOperation.RELEASE))
                .isNotEmpty()
                .allMatch(sent -> sent.responseStatus() == 200);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void countsWithAndWithoutEstimate(ServerQuirks quirks) {
        open(quirks);
        assertThat(session.enumerate(MANY).batchItems(10).count()).isEqualTo(25);
        assertThat(service.requests(ServiceOperation.PULL).isEmpty())
                .isNotEqualTo(quirks.has(ServerQuirk.NO_TOTAL_ESTIMATE));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void filtersByWqlAndSelectors(ServerQuirks quirks) {
        open(quirks);
        ResourceLocator all = ResourceLocator.of(WMI + "*");
        List<Instance> found = session.enumerate(all)
                .filter(Filter.wql("select * from Lab_Many where Number > 23"))
                .list();
        assertThat(ids(found)).isEqualTo(ids(24, 25));
        int selected = session.enumerate(MANY)
                .filter(Filter.selector(Map.of("Id", "3")))
                .list()
                .size();
        // OMI silently ignores the filter
        assertThat(selected).isEqualTo(quirks.has(ServerQuirk.SELECTOR_FILTER_IGNORED) ? 25 : 1);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void reportsFaultOfBadQuery(ServerQuirks quirks) {
        open(quirks);
        WsmanFaultException fault =
                catchThrowableOfType(WsmanFaultException.class, () -> session.enumerate(ResourceLocator.of(WMI + "*"))
                        .filter(Filter.wql("select nothing"))
                        .list());
        assertThat(fault.error().kind()).isIn(Kind.CANNOT_PROCESS_FILTER, Kind.INTERNAL_ERROR);
        assertThat(Instance.parse(fault.error().xml()).name().getLocalPart()).isEqualTo("WSManFault");
    }

    @ParameterizedTest
    @MethodSource("servers")
    void keepsConnectionUnlessServerClosesIt(ServerQuirks quirks) {
        open(quirks);
        for (int i = 0; i < 3; i++) {
            session.get(TYPES.selector("Id", "one"));
        }
        assertThat(service.connections()).isEqualTo(quirks.has(ServerQuirk.CONNECTION_CLOSE) ? 3 : 1);
        assertThat(service.requests()).hasSize(3).allSatisfy(sent -> assertThat(sent.header("Content-Type"))
                .contains(SessionFixture.SOAP_TYPE));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void endsEnumerationWithFaultWhenContextIsUnknown(ServerQuirks quirks) {
        open(quirks);
        try (Stream<Instance> stream = session.enumerate(MANY).batchItems(2).stream()) {
            var items = stream.iterator();
            items.next();
            service.reset();
            WsmanFaultException fault =
                    catchThrowableOfType(WsmanFaultException.class, () -> items.forEachRemaining(item -> {}));
            assertThat(fault.error().kind()).isIn(Kind.INVALID_ENUMERATION_CONTEXT, Kind.DESTINATION_UNREACHABLE);
        }
        assertThat(service.requests(ServiceOperation.RELEASE)).isEmpty();
    }
}
