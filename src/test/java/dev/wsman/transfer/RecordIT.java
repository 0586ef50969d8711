package dev.wsman.transfer;

import static dev.wsman.fixture.SessionFixture.MANY;
import static dev.wsman.fixture.SessionFixture.ONE;
import static dev.wsman.fixture.SessionFixture.TYPES;
import static dev.wsman.fixture.SessionFixture.TYPES_URI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Credentials;
import dev.wsman.Filter;
import dev.wsman.Instance;
import dev.wsman.Referenced;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanError;
import dev.wsman.WsmanProtocolException;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.data.AllTypesClass;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import dev.wsman.testkit.protocol.ServiceOperation;
import jakarta.xml.bind.annotation.XmlElement;
import java.math.BigInteger;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records of callers, written to requests and read from replies, wherever a JAXB class can be used. */
class RecordIT {
    @AutoStart
    static final WsmanService service = SessionFixture.service().build();

    private static final ResourceLocator MANY_VALUES = TYPES.selector("Id", "many");

    @AutoClose
    private final Session session = Session.open(service.endpoint());

    record Inner(
            @XmlElement(name = "Name") String name,
            @XmlElement(name = "Length") long length,
            @XmlElement(name = "Inner") Inner inner) {}

    /** The properties of one instance of all types. Servers accept only their exact names, so that all are given. */
    record Types(
            @XmlElement(name = "Id") String id,
            @XmlElement(name = "BooleanValue") Boolean booleanValue,
            @XmlElement(name = "Uint8Value") Short uint8Value,
            @XmlElement(name = "Uint64Value") BigInteger uint64Value,
            @XmlElement(name = "Uint64Array") List<BigInteger> uint64Array,
            @XmlElement(name = "Real64Value") Double real64Value,
            @XmlElement(name = "Char16Value") Character char16Value,
            @XmlElement(name = "StringValue") String text,
            @XmlElement(name = "StringArray") List<String> stringArray,
            @XmlElement(name = "Uint16Array") int[] uint16Array,
            @XmlElement(name = "DatetimeValue") OffsetDateTime datetimeValue,
            @XmlElement(name = "DatetimeArray") List<OffsetDateTime> datetimeArray,
            @XmlElement(name = "IntervalValue") Duration intervalValue,
            @XmlElement(name = "ReferenceValue") ResourceLocator referenceValue,
            @XmlElement(name = "ReferenceArray") List<ResourceLocator> referenceArray,
            @XmlElement(name = "EmbeddedInstanceValue") Inner embeddedInstanceValue,
            @XmlElement(name = "EmbeddedInstanceArray") List<Instance> embeddedInstanceArray) {}

    /** The same for JAXB. */
    public static class TypesBean {
        @XmlElement(name = "Id")
        public String id;

        @XmlElement(name = "BooleanValue")
        public Boolean booleanValue;

        @XmlElement(name = "Uint8Value")
        public Short uint8Value;

        @XmlElement(name = "Uint64Value")
        public BigInteger uint64Value;

        @XmlElement(name = "Uint64Array")
        public List<BigInteger> uint64Array;

        @XmlElement(name = "Real64Value")
        public Double real64Value;

        @XmlElement(name = "Char16Value")
        public Character char16Value;

        @XmlElement(name = "StringValue")
        public String text;

        @XmlElement(name = "StringArray")
        public List<String> stringArray;

        @XmlElement(name = "Uint16Array")
        public int[] uint16Array;

        @XmlElement(name = "DatetimeValue")
        public OffsetDateTime datetimeValue;

        @XmlElement(name = "DatetimeArray")
        public List<OffsetDateTime> datetimeArray;

        @XmlElement(name = "IntervalValue")
        public Duration intervalValue;

        @XmlElement(name = "ReferenceValue")
        public ResourceLocator referenceValue;

        @XmlElement(name = "ReferenceArray")
        public List<ResourceLocator> referenceArray;

        @XmlElement(name = "EmbeddedInstanceValue")
        public InnerBean embeddedInstanceValue;

        @XmlElement(name = "EmbeddedInstanceArray")
        public List<Instance> embeddedInstanceArray;

        Types toRecord() {
            return new Types(
                    id,
                    booleanValue,
                    uint8Value,
                    uint64Value,
                    orEmpty(uint64Array),
                    real64Value,
                    char16Value,
                    text,
                    orEmpty(stringArray),
                    uint16Array == null ? new int[0] : uint16Array,
                    datetimeValue,
                    orEmpty(datetimeArray),
                    intervalValue,
                    referenceValue,
                    orEmpty(referenceArray),
                    InnerBean.toRecord(embeddedInstanceValue),
                    orEmpty(embeddedInstanceArray));
        }

        /** A JAXB class reads a null array of references or instances as a list with a null. */
        private static <T> List<T> orEmpty(List<T> list) {
            return list == null || list.size() == 1 && list.get(0) == null ? List.of() : list;
        }
    }

    /** The same for JAXB. */
    public static class InnerBean {
        @XmlElement(name = "Name")
        public String name;

        @XmlElement(name = "Length")
        public long length;

        @XmlElement(name = "Inner")
        public InnerBean inner;

        static Inner toRecord(InnerBean bean) {
            return bean == null ? null : new Inner(bean.name, bean.length, toRecord(bean.inner));
        }
    }

    static Stream<ServerQuirks> servers() {
        return Stream.of(
                ServerQuirks.WINRM, ServerQuirks.OPENWSMAN, ServerQuirks.OMI, ServerQuirks.IDRAC, ServerQuirks.AMT);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void readsWhatJaxbClassReads(ServerQuirks quirks) {
        try (WsmanService server = LenientService.builder()
                        .quirks(quirks)
                        .basic("guest", "secret")
                        .add(AllTypesClass.create())
                        .build()
                        .start();
                Session other = Session.open(server.endpoint(), Credentials.basic("guest", "secret".toCharArray()))) {
            ResourceLocator all = quirks == ServerQuirks.WINRM
                    ? TYPES
                    : ResourceLocator.of(ServiceNamespaces.DMTF_CLASSES + "Lab_AllTypes")
                            .selector("__cimnamespace", "root/cimv2");
            List<Types> records = other.enumerate(all, Types.class).list();
            List<Types> beans = other.enumerate(all, TypesBean.class).list().stream()
                    .map(TypesBean::toRecord)
                    .toList();
            assertThat(records).hasSizeGreaterThan(3).usingRecursiveComparison().isEqualTo(beans);
            assertThat(records)
                    .anySatisfy(each -> assertThat(each.embeddedInstanceValue()).isNotNull());
            Types one = other.get(all.selector("Id", "one"), Types.class);
            assertThat(other.get(one.referenceValue()).text("Id")).contains("one");
        }
    }

    @Test
    void sendsWhatJaxbClassSends() {
        TypesBean bean = session.get(MANY_VALUES, TypesBean.class);
        session.put(MANY_VALUES, bean, TypesBean.class);
        Instance ofBean = sentContent(ServiceOperation.PUT);
        Types read = session.put(MANY_VALUES, bean.toRecord(), Types.class);
        assertThat(sentContent(ServiceOperation.PUT)).isEqualTo(ofBean);
        assertThat(ofBean.propertyNames()).hasSizeGreaterThan(15);
        assertThat(read).usingRecursiveComparison().isEqualTo(bean.toRecord());
    }

    private static Instance sentContent(ServiceOperation operation) {
        return Instance.of(service.lastRequest(operation).content().orElseThrow());
    }

    record Text(
            @XmlElement(name = "Id") String id,
            @XmlElement(name = "StringValue") Optional<String> stringValue) {}

    @Test
    void putsAndCreatesRecords() {
        Instance changed = session.put(ONE, new Text("one", Optional.of("changed")));
        assertThat(changed.text("StringValue")).contains("changed");
        ResourceLocator created = session.create(TYPES, new Text("new", Optional.empty()));
        assertThat(session.get(created, Text.class)).isEqualTo(new Text("new", Optional.empty()));
        Instance sent = sentContent(ServiceOperation.CREATE);
        assertThat(sent.name().getNamespaceURI()).isEqualTo(TYPES_URI);
        assertThat(sent.name().getLocalPart()).isEqualTo("Lab_AllTypes");
        assertThat(sent.propertyNames()).containsExactly("Id");
    }

    record SumInput(@XmlElement(name = "Numbers") List<Integer> numbers) {}

    record SumOutput(long total, int returnValue) {}

    @Test
    void invokesMethodWithRecords() {
        SumOutput output = session.invoke(TYPES, "Sum", new SumInput(List.of(1, 2, 39)), SumOutput.class);
        assertThat(output).isEqualTo(new SumOutput(42, 0));
        RecordedRequest sent = service.lastRequest(ServiceOperation.INVOKE);
        assertThat(sent.xpath("local-name(/s:Envelope/s:Body/*)")).isEqualTo("Sum_INPUT");
        assertThat(sent.xpath("namespace-uri(/s:Envelope/s:Body/*)")).isEqualTo(TYPES_URI);
    }

    record Many(String id, int number) {}

    @Test
    void enumeratesRecordsWithAndWithoutReferences() {
        List<Referenced<Many>> items = session.enumerate(MANY, Many.class)
                .batchItems(10)
                .withReferences()
                .list();
        assertThat(items).hasSize(25).allSatisfy(item -> assertThat(
                        item.reference().selector("Id"))
                .contains(item.value().id()));
        assertThat(session.query("select Id, Number from Lab_Many where Number < 3", Many.class)
                        .list())
                .containsExactly(new Many("1", 1), new Many("2", 2));
        assertThat(session.enumerate(MANY)
                        .filter(Filter.selector(Map.of("Id", "3")))
                        .first()
                        .orElseThrow()
                        .as(Many.class))
                .isEqualTo(new Many("3", 3));
        int sum = 0;
        for (Many each : session.enumerate(MANY, Many.class)) {
            sum += each.number();
        }
        assertThat(sum).isEqualTo(25 * 26 / 2);
    }

    record Broken(Map<String, String> tags) {}

    record Wrong(int id) {}

    @Test
    void rejectsRecordThatCannotBeBoundBeforeRequest() {
        String message = "record " + Broken.class.getName() + " cannot be bound: component tags: ";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.get(ONE, Broken.class))
                .withMessageStartingWith("type: " + message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.enumerate(TYPES, Broken.class))
                .withMessageContaining(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.put(ONE, new Broken(Map.of())))
                .withMessageStartingWith("content: ")
                .withMessageContaining(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.invoke(ONE, "Sum", new Broken(Map.of())))
                .withMessageStartingWith("input: ")
                .withMessageContaining(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.create(TYPES, new Text("a\u0001", Optional.empty())))
                .withMessageStartingWith("content: property Id of " + Text.class.getName());
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void reportsValueThatDoesNotFitWithOperationAndResource() {
        assertThatThrownBy(() -> session.get(ONE, Wrong.class))
                .isInstanceOfSatisfying(WsmanProtocolException.class, e -> {
                    assertThat(e.error().kind()).isEqualTo(WsmanError.Kind.PROTOCOL);
                    assertThat(e.error().operation()).contains("Get");
                    assertThat(e.error().httpStatus()).isEqualTo(200);
                })
                .hasMessageStartingWith(
                        "property id of " + Wrong.class.getName() + " cannot hold \"one\": not a whole");
        assertThatThrownBy(() -> session.get(ONE).as(Wrong.class))
                .isInstanceOf(WsmanProtocolException.class)
                .hasMessageContaining("cannot hold \"one\"");
        assertThat(session.get(ONE, Text.class).id()).isEqualTo("one");
    }
}
