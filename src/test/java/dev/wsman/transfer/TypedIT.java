package dev.wsman.transfer;

import static dev.wsman.fixture.SessionFixture.MANY;
import static dev.wsman.fixture.SessionFixture.ONE;
import static dev.wsman.fixture.SessionFixture.SOAP_TYPE;
import static dev.wsman.fixture.SessionFixture.TYPES;
import static dev.wsman.fixture.SessionFixture.TYPES_URI;
import static dev.wsman.fixture.SessionFixture.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.DateTimeForm;
import dev.wsman.testkit.protocol.ServerQuirk;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.math.BigInteger;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** JAXB classes of callers, written to requests and read from replies. */
class TypedIT {
    private static final String BODY = "/s:Envelope/s:Body/";
    private static final OffsetDateTime LEAP = OffsetDateTime.parse("2024-02-29T12:34:56.000007+01:00");

    @AutoStart
    static final WsmanService service = SessionFixture.service().build();

    @AutoClose
    private final Session session = Session.open(service.endpoint());

    /** A class without a namespace and without a root element. */
    @XmlAccessorType(XmlAccessType.FIELD)
    static class Types {
        @XmlElement(name = "Id")
        String id;

        @XmlElement(name = "BooleanValue")
        Boolean flag;

        @XmlElement(name = "Uint8Value")
        Short small;

        @XmlElement(name = "Uint64Value")
        BigInteger huge;

        @XmlElement(name = "Uint64Array")
        List<BigInteger> hugeOnes;

        @XmlElement(name = "Real64Value")
        Double real;

        @XmlElement(name = "StringValue")
        String text;

        @XmlElement(name = "StringArray")
        List<String> texts;

        @XmlElement(name = "Uint16Array")
        int[] numbers;

        @XmlElement(name = "DatetimeValue")
        OffsetDateTime time;

        @XmlElement(name = "DatetimeArray")
        List<OffsetDateTime> times;

        @XmlElement(name = "IntervalValue")
        Duration interval;

        @XmlElement(name = "ReferenceValue")
        ResourceLocator reference;

        @XmlElement(name = "ReferenceArray")
        List<ResourceLocator> references;

        @XmlElement(name = "EmbeddedInstanceValue")
        Inner inner;

        @XmlElement(name = "EmbeddedInstanceArray")
        List<Instance> inners;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Inner {
        @XmlElement(name = "Name")
        String name;

        @XmlElement(name = "Length")
        long length;

        @XmlElement(name = "Inner")
        Inner inner;
    }

    @XmlRootElement(name = "Lab_AllTypes", namespace = TYPES_URI_TEXT)
    @XmlAccessorType(XmlAccessType.FIELD)
    static class Rooted {
        @XmlElement(name = "Id", namespace = TYPES_URI_TEXT)
        String id;

        @XmlElement(name = "StringValue", namespace = TYPES_URI_TEXT)
        String text;

        @XmlElement(name = "StringArray", namespace = TYPES_URI_TEXT)
        List<String> texts = new ArrayList<>();
    }

    private static final String TYPES_URI_TEXT =
            "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Lab_AllTypes";

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Numbered {
        @XmlElement(name = "Number")
        int number;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class SumInput {
        @XmlElement(name = "Numbers")
        List<Integer> numbers;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class SumOutput {
        @XmlElement(name = "Total")
        long total;

        @XmlElement(name = "ReturnValue")
        int returnValue;
    }

    /** An interface, which JAXB cannot bind. */
    interface Unbindable {
        Unbindable other();
    }

    @Test
    void readsClassWithoutNamespaceFromTypedRootOfWindows() {
        Types types = session.get(TYPES.selector("Id", "many"), Types.class);
        assertThat(service.lastRequest(ServiceOperation.GET).responseText())
                .contains("xsi:type=\"p:Lab_AllTypes_Type\"");
        assertThat(types.flag).isTrue();
        assertThat(types.small).isEqualTo((short) 1);
        assertThat(types.hugeOnes).endsWith(new BigInteger("18446744073709551615"));
        assertThat(types.real).isEqualTo(1.5);
        assertThat(types.texts).containsExactly("first", "second", "third");
        assertThat(types.numbers).containsExactly(1, 2, 3);
        assertThat(types.time).isEqualTo(LEAP);
        assertThat(types.times).hasSize(3);
        assertThat(types.interval).isEqualTo(Duration.parse("P2DT3H4M5.000006S"));
        assertThat(types.reference).isEqualTo(ONE);
        assertThat(types.references)
                .extracting(each -> each.selector("Id").orElseThrow())
                .containsExactly("one", "empty", "null");
        assertThat(types.inner.inner.inner.name).isEqualTo("innermost");
        assertThat(types.inners).hasSize(3);
    }

    @Test
    void getsObjectByReferenceOfTypedObject() {
        Types many = session.get(TYPES.selector("Id", "many"), Types.class);
        assertThat(session.get(many.reference, Types.class).id).isEqualTo("one");
    }

    @Test
    void readsNilAsNull() {
        Types nothing = session.get(TYPES.selector("Id", "null"), Types.class);
        assertThat(service.lastRequest(ServiceOperation.GET).responseText()).contains("xsi:nil=\"true\"");
        assertThat(nothing.id).isEqualTo("null");
        assertThat(nothing.flag).isNull();
        assertThat(nothing.text).isNull();
        assertThat(nothing.time).isNull();
        assertThat(nothing.reference).isNull();
        assertThat(nothing.inner).isNull();
        assertThat(nothing.texts).satisfiesAnyOf(list -> assertThat(list).isNull(), list -> assertThat(list)
                .isEmpty());
    }

    @Test
    void readsTextsUnchanged() {
        Types texts = session.get(TYPES.selector("Id", "texts"), Types.class);
        assertThat(texts.text).isEqualTo(" <b a=\"1\">&amp; it's</b> ]]> <!-- ");
        assertThat(texts.texts)
                .contains("  two spaces before and after  ", "\tline\nline\r\nline\r", "", " ")
                .contains("Grüße, Ελλάδα, 日本語, \uD83D\uDE00");
    }

    @ParameterizedTest
    @EnumSource(DateTimeForm.class)
    void readsDateTimesInEveryForm(DateTimeForm form) {
        try (WsmanService other = SessionFixture.service()
                        .quirks(ServerQuirks.STANDARD.with(form))
                        .build()
                        .start();
                Session each = Session.open(other.endpoint())) {
            Types many = each.get(TYPES.selector("Id", "many"), Types.class);
            assertThat(many.time).isEqualTo(LEAP);
            assertThat(many.interval).isEqualTo(Duration.parse("P2DT3H4M5.000006S"));
            Instance same = each.get(TYPES.selector("Id", "many"));
            assertThat(same.dateTime("DatetimeValue")).contains(LEAP);
            assertThat(same.duration("IntervalValue")).contains(Duration.parse("P2DT3H4M5.000006S"));
        }
    }

    @Test
    void readsWrappedReference() {
        try (WsmanService other = SessionFixture.service()
                        .quirks(ServerQuirks.STANDARD.with(ServerQuirk.WRAPPED_REFERENCES))
                        .build()
                        .start();
                Session each = Session.open(other.endpoint())) {
            assertThat(each.get(TYPES.selector("Id", "many"), Types.class).reference)
                    .isEqualTo(ONE);
        }
    }

    @Test
    void readsAnyRootIntoRequestedClass() {
        service.on(ServiceOperation.GET)
                .respond(
                        200,
                        SOAP_TYPE,
                        envelope("<X_OUTPUT xmlns='urn:else'><StringValue>x</StringValue>"
                                + "<v:StringArray xmlns:v='urn:third'>y</v:StringArray></X_OUTPUT>"));
        Rooted rooted = session.get(ONE, Rooted.class);
        assertThat(rooted.text).isEqualTo("x");
        assertThat(rooted.texts).containsExactly("y");
    }

    @Test
    void createsReadsAndPutsObjectWithRoot() {
        Rooted content = new Rooted();
        content.id = "rooted";
        content.text = "a & b";
        content.texts.addAll(List.of("1", "2"));
        ResourceLocator made = session.create(TYPES, content);
        RecordedRequest create = service.lastRequest(ServiceOperation.CREATE);
        assertThat(create.xpath("name(" + BODY + "*)")).endsWith("Lab_AllTypes");
        assertThat(create.xpath("namespace-uri(" + BODY + "*)")).isEqualTo(TYPES_URI);
        assertThat(create.xpath("count(" + BODY + "*/*[local-name()='StringArray'])"))
                .isEqualTo("2");
        Rooted back = session.get(made, Rooted.class);
        assertThat(back.text).isEqualTo("a & b");
        back.text = "c";
        Rooted now = session.put(made, back, Rooted.class);
        assertThat(now.text).isEqualTo("c");
        assertThat(now.texts).containsExactly("1", "2");
        assertThat(service.lastRequest(ServiceOperation.PUT).xpath(BODY + "*/*[local-name()='StringValue']"))
                .isEqualTo("c");
        session.delete(made);
    }

    @Test
    void sendsObjectWithoutRootUnderNameOfResource() {
        Types content = new Types();
        content.id = "rootless";
        content.texts = List.of("x", "y");
        content.time = LEAP;
        content.interval = Duration.ofHours(2);
        content.reference = ONE;
        content.inner = new Inner();
        content.inner.name = "in";
        ResourceLocator made = session.create(TYPES, content);
        RecordedRequest create = service.lastRequest(ServiceOperation.CREATE);
        assertThat(create.xpath("local-name(" + BODY + "*)")).isEqualTo("Lab_AllTypes");
        assertThat(create.xpath("count(" + BODY + "*//*[namespace-uri()=''])")).isEqualTo("0");
        Types back = session.get(made, Types.class);
        assertThat(back.texts).containsExactly("x", "y");
        assertThat(back.time).isEqualTo(LEAP);
        assertThat(back.interval).isEqualTo(Duration.ofHours(2));
        assertThat(back.reference).isEqualTo(ONE);
        assertThat(back.inner.name).isEqualTo("in");
        session.delete(made);
    }

    @Test
    void returnsSentObjectWhenPutReplyIsEmpty() {
        service.on(ServiceOperation.PUT).respond(200, SOAP_TYPE, envelope("")).times(2);
        Rooted content = new Rooted();
        content.id = "one";
        content.text = "sent";
        assertThat(session.put(ONE, content, Rooted.class)).isSameAs(content);
        Instance same = Instance.builder(TYPES_URI, "Lab_AllTypes")
                .add("StringValue", "sent")
                .build();
        assertThat(session.put(ONE, same, Rooted.class).text).isEqualTo("sent");
        assertThat(service.requests()).hasSize(2);
    }

    @Test
    void invokesMethodWithObjects() {
        SumInput input = new SumInput();
        input.numbers = List.of(20, 22);
        SumOutput output = session.invoke(TYPES, "Sum", input, SumOutput.class);
        assertThat(output.total).isEqualTo(42);
        assertThat(output.returnValue).isZero();
        RecordedRequest sent = service.lastRequest(ServiceOperation.INVOKE);
        assertThat(sent.xpath("local-name(" + BODY + "*)")).isEqualTo("Sum_INPUT");
        assertThat(sent.xpath("namespace-uri(" + BODY + "*)")).isEqualTo(TYPES_URI);
        assertThat(sent.xpath("count(" + BODY + "*/*[namespace-uri()='" + TYPES_URI + "'])"))
                .isEqualTo("2");
    }

    @Test
    void readsOutputOfOmiUnderAnyName() {
        service.on(ServiceOperation.INVOKE)
                .respond(
                        200,
                        SOAP_TYPE,
                        envelope("<p:X_SmallNumber_OUTPUT xmlns:p='urn:omi'><p:ReturnValue>7</p:ReturnValue>"
                                + "<p:Total>3</p:Total></p:X_SmallNumber_OUTPUT>"));
        assertThat(session.invoke(TYPES, "Sum", null, SumOutput.class).returnValue)
                .isEqualTo(7);
    }

    @Test
    void enumeratesObjectsInBatches() {
        try (Stream<Numbered> stream = session.enumerate(MANY, Numbered.class).batchItems(10).stream()) {
            assertThat(stream.mapToInt(item -> item.number).sum()).isEqualTo(325);
        }
        assertThat(service.requests()).hasSize(3);
        List<Referenced<Numbered>> both =
                session.enumerate(MANY, Numbered.class).withReferences().list();
        assertThat(both.get(4).value().number).isEqualTo(5);
        assertThat(both.get(4).reference()).isEqualTo(MANY.selector("Id", "5"));
    }

    @Test
    void readsProjectionIntoObject() {
        Numbered only = session.enumerate(MANY, Numbered.class)
                .filter(Filter.wql("select Number from Lab_Many where Number = 7"))
                .first()
                .orElseThrow();
        assertThat(only.number).isEqualTo(7);
        assertThat(service.lastRequest(ServiceOperation.ENUMERATE).responseText())
                .contains("XmlFragment");
    }

    @Test
    void convertsInstanceToObjectLater() {
        assertThat(session.get(ONE).as(Types.class).text).isEqualTo("first");
    }

    @Test
    void namesValueThatDoesNotFit() {
        service.on(ServiceOperation.GET)
                .respond(200, SOAP_TYPE, envelope("<p:M xmlns:p='urn:m'><p:Number>many</p:Number></p:M>"));
        WsmanProtocolException failure =
                catchThrowableOfType(WsmanProtocolException.class, () -> session.get(ONE, Numbered.class));
        assertThat(failure.error().reason())
                .startsWith("property Number of ")
                .contains("Numbered cannot hold \"many\": not a whole number");
        assertThat(failure.getMessage())
                .startsWith(failure.error().reason() + " (Get ")
                .doesNotContain("expected", "proxy", "path", "/wsman");
        assertThat(failure.error().kind()).isEqualTo(WsmanError.Kind.PROTOCOL);
        assertThat(session.get(ONE, Types.class).text).isEqualTo("first");
        assertThat(service.connections()).isPositive();
    }

    @Test
    void rejectsClassThatJaxbCannotBindBeforeSending() {
        assertThatThrownBy(() -> session.get(ONE, Unbindable.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> session.enumerate(MANY, Unbindable.class))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> session.invoke(TYPES, "Sum", Map.of(), Unbindable.class))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void rejectsContentThatCannotBeWrittenBeforeSending() {
        Rooted bad = new Rooted();
        bad.text = "\u0001 is not an XML character";
        assertThatThrownBy(() -> session.put(ONE, bad)).isInstanceOf(IllegalArgumentException.class);
        assertThat(service.requests()).isEmpty();
        assertThat(session.get(ONE).text("Id")).contains("one");
    }
}
