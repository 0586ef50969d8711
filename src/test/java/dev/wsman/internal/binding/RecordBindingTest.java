package dev.wsman.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.XmlFactories;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlEnumValue;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlTransient;
import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import jakarta.xml.bind.annotation.adapters.XmlJavaTypeAdapter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** Records read from and written to XML. RecordIT compares them with JAXB classes over the wire. */
class RecordBindingTest {
    private static final String URI_OF_A = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/A";

    private static <T> T read(Class<T> type, String children) {
        return RecordBinding.of(type)
                .read(XmlFactories.parse(
                        "<p:A xmlns:p='" + URI_OF_A + "' xmlns:i='http://www.w3.org/2001/XMLSchema-instance'"
                                + " xmlns:m='" + Namespaces.MS_WSMAN + "'>" + children + "</p:A>"));
    }

    private static String write(Object content) {
        return RecordBinding.write(content, URI_OF_A, null, UnaryOperator.identity())
                .toXml();
    }

    private static String children(String children) {
        return "<p:A xmlns:p=\"" + URI_OF_A + "\">" + children + "</p:A>";
    }

    enum State {
        RUNNING,
        @XmlEnumValue("Start Pending")
        START_PENDING
    }

    record Service(
            String name, @XmlElement(name = "ProcessId") long pid, State state, Boolean started) {}

    @Test
    void matchesPropertiesInAnyCaseAndByAnnotation() {
        Service service = read(
                Service.class,
                "<p:Name>Spooler</p:Name><p:Other><p:Name>x</p:Name></p:Other><PROCESSID>7</PROCESSID>"
                        + "<p:State>Start Pending</p:State><x:Started xmlns:x='urn:x'>TRUE</x:Started>");
        assertThat(service).isEqualTo(new Service("Spooler", 7, State.START_PENDING, true));
    }

    @Test
    void prefersExactNameThenNamespaceThenLastElement() {
        record Names(String name, String NAME) {}
        assertThat(read(Names.class, "<p:name>a</p:name><p:NAME>b</p:NAME><p:Name>c</p:Name>"))
                .isEqualTo(new Names("a", "b"));
        assertThat(read(Service.class, "<p:name>a</p:name><p:NAME>b</p:NAME>").name())
                .isEqualTo("a");
        assertThat(read(Service.class, "<p:Name>a</p:Name><Name>b</Name>").name())
                .isEqualTo("a");
        assertThat(read(Service.class, "<p:Name>a</p:Name><p:Name>b</p:Name>").name())
                .isEqualTo("b");
    }

    record Defaults(
            String text,
            int number,
            Integer boxed,
            boolean flag,
            char letter,
            double real,
            Optional<String> optional,
            OptionalLong optionalLong,
            List<String> list,
            Set<Integer> set,
            int[] array,
            byte[] bytes,
            Optional<List<String>> optionalList,
            @XmlTransient String left) {}

    @ParameterizedTest
    @ValueSource(strings = {"", " i:nil='true'", " m:IsNullArray='true'"})
    void givesDefaultsForAbsentAndNullProperties(String attribute) {
        String nils = attribute.isEmpty()
                ? ""
                : List.of(
                                "text",
                                "number",
                                "boxed",
                                "flag",
                                "letter",
                                "real",
                                "optional",
                                "optionalLong",
                                "list",
                                "set",
                                "array",
                                "bytes",
                                "optionalList")
                        .stream()
                        .map(name -> "<p:" + name + attribute + "/>")
                        .reduce("<p:left>ignored</p:left>", String::concat);
        Defaults read = read(Defaults.class, nils);
        assertThat(read.text()).isNull();
        assertThat(read.number()).isZero();
        assertThat(read.boxed()).isNull();
        assertThat(read.flag()).isFalse();
        assertThat(read.letter()).isEqualTo('\0');
        assertThat(read.real()).isZero();
        assertThat(read.optional()).isEmpty();
        assertThat(read.optionalLong()).isEmpty();
        assertThat(read.list()).isEmpty();
        assertThat(read.set()).isEmpty();
        assertThat(read.array()).isEmpty();
        assertThat(read.bytes()).isNull();
        assertThat(read.optionalList()).isEmpty();
        assertThat(read.left()).isNull();
        assertThat(write(read)).isEqualTo(children("<p:number>0</p:number><p:flag>false</p:flag><p:real>0.0</p:real>"));
    }

    @Test
    void distinguishesEmptyTextFromNull() {
        Defaults read = read(Defaults.class, "<p:text/><p:number/><p:boxed> </p:boxed><p:optional/><p:list/>");
        assertThat(read.text()).isEmpty();
        assertThat(read.number()).isZero();
        assertThat(read.boxed()).isNull();
        assertThat(read.optional()).contains("");
        assertThat(read.list()).containsExactly("");
    }

    record Simple(
            byte tiny,
            short small,
            long big,
            float real,
            BigInteger integer,
            BigDecimal decimal,
            OffsetDateTime time,
            Instant instant,
            Date date,
            Calendar calendar,
            LocalDate day,
            LocalTime clock,
            Duration interval,
            UUID uuid,
            URI uri,
            Character letter,
            OptionalInt count,
            OptionalDouble ratio) {}

    @Test
    void readsAndWritesEverySimpleType() {
        String cim = "http://schemas.dmtf.org/wbem/wscim/1/common";
        Simple read = read(
                Simple.class,
                "<p:Tiny>-128</p:Tiny><p:Small>+7</p:Small><p:Big>9223372036854775807</p:Big><p:Real>inf</p:Real>"
                        + "<p:Integer>18446744073709551615</p:Integer><p:Decimal>1.50</p:Decimal>"
                        + "<p:Time>20240229123456.000007+060</p:Time>"
                        + "<p:Instant><c:Datetime xmlns:c='" + cim + "'>2024-02-29T11:34:56Z</c:Datetime></p:Instant>"
                        + "<p:Date>2024-02-29T11:34:56Z</p:Date><p:Calendar>2024-02-29T11:34:56+01:00</p:Calendar>"
                        + "<p:Day>20240229000000.000000+000</p:Day><p:Clock>11:34:56</p:Clock>"
                        + "<p:Interval>00000001020304.000000:000</p:Interval>"
                        + "<p:Uuid> 123e4567-e89b-12d3-a456-426614174000 </p:Uuid><p:Uri> urn:a </p:Uri>"
                        + "<p:Letter>65</p:Letter><p:Count>3</p:Count><p:Ratio>0.5</p:Ratio>");
        assertThat(read.tiny()).isEqualTo(Byte.MIN_VALUE);
        assertThat(read.real()).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(read.integer()).isEqualTo("18446744073709551615");
        assertThat(read.time()).isEqualTo("2024-02-29T12:34:56.000007+01:00");
        assertThat(read.instant()).isEqualTo("2024-02-29T11:34:56Z");
        assertThat(read.date()).isEqualTo("2024-02-29T11:34:56Z");
        assertThat(read.calendar().toInstant()).isEqualTo("2024-02-29T10:34:56Z");
        assertThat(read.day()).isEqualTo("2024-02-29");
        assertThat(read.interval()).isEqualTo(Duration.parse("P1DT2H3M4S"));
        assertThat(read.letter()).isEqualTo('A');
        assertThat(read.count()).hasValue(3);
        assertThat(read.ratio()).hasValue(0.5);
        Simple again = RecordBinding.of(Simple.class).read(XmlFactories.parse(write(read)));
        assertThat(again).isEqualTo(read);
    }

    record Arrays2(List<Integer> numbers, String[] texts, short[] shorts, byte[] bytes, Set<State> states) {}

    @Test
    void readsArraysAsServersSendThem() {
        Arrays2 read = read(
                Arrays2.class,
                "<p:Numbers>1</p:Numbers><p:Texts>a</p:Texts><p:Numbers i:nil='true'/><p:Texts/><p:Numbers>3</p:Numbers>"
                        + "<p:Shorts i:type='xs:base64Binary'>AQL/</p:Shorts><p:Bytes i:type='c:cimHexBinary'>0102ff</p:Bytes>"
                        + "<p:States>RUNNING</p:States>");
        assertThat(read.numbers()).containsExactly(1, null, 3);
        assertThat(read.texts()).containsExactly("a", "");
        assertThat(read.shorts()).containsExactly((short) 1, (short) 2, (short) 255);
        assertThat(read.bytes()).containsExactly(1, 2, -1);
        assertThat(read.states()).containsExactly(State.RUNNING);
        assertThat(read(Arrays2.class, "<p:Bytes>1</p:Bytes><p:Bytes>255</p:Bytes>")
                        .bytes())
                .containsExactly(1, -1);
        assertThatThrownBy(() -> read.numbers().add(4)).isInstanceOf(UnsupportedOperationException.class);
        assertThat(write(new Arrays2(Arrays.asList(1, null), new String[] {"x", "y"}, null, new byte[] {1}, Set.of())))
                .isEqualTo("<p:A xmlns:p=\"" + URI_OF_A + "\"><p:numbers>1</p:numbers><p:numbers"
                        + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>"
                        + "<p:texts>x</p:texts><p:texts>y</p:texts><p:bytes>AQ==</p:bytes></p:A>");
    }

    record Node(String name, List<Node> children, Node next) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p:Next><p:Name>b</p:Name></p:Next>",
                "<p:Next><q:Node xmlns:q='urn:x/Node'><q:Name>b</q:Name></q:Node></p:Next>",
                "<p:Next>&lt;Node&gt;&lt;Name&gt;b&lt;/Name&gt;&lt;/Node&gt;</p:Next>",
                "<p:Next><![CDATA[ <Node><Name>b</Name></Node> ]]></p:Next>"
            })
    void readsNestedRecordInEveryForm(String next) {
        Node read = read(Node.class, "<p:Name>a</p:Name>" + next);
        assertThat(read).isEqualTo(new Node("a", List.of(), new Node("b", List.of(), null)));
    }

    @Test
    void readsAndWritesRecordsThatContainThemselves() {
        Node leaf = new Node("leaf", List.of(), null);
        Node tree = new Node("root", List.of(leaf, new Node("inner", List.of(leaf), null)), leaf);
        assertThat(RecordBinding.of(Node.class).read(XmlFactories.parse(write(tree))))
                .isEqualTo(tree);
        List<Node> itself = new ArrayList<>();
        itself.add(new Node("a", itself, null));
        assertThatThrownBy(() -> write(itself.get(0)))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("nested deeper than 200");
    }

    @Test
    void rejectsTextInPlaceOfNestedRecord() {
        assertThatThrownBy(() -> read(Node.class, "<p:Next>7</p:Next>"))
                .isInstanceOf(BindingException.class)
                .hasMessage("property next of " + Node.class.getName()
                        + " cannot hold \"7\": text where the elements of an object are expected");
    }

    /** A JAXB class in a record. */
    public static class Bean {
        public String name;
    }

    public static class Reversed extends XmlAdapter<String, StringBuilder> {
        @Override
        public StringBuilder unmarshal(String text) {
            return new StringBuilder(text).reverse();
        }

        @Override
        public String marshal(StringBuilder value) {
            return new StringBuilder(value).reverse().toString();
        }
    }

    public static class Tags extends XmlAdapter<Object, String> {
        @Override
        public String unmarshal(Object element) {
            return ((Element) element).getFirstChild().getLocalName();
        }

        @Override
        public Object marshal(String value) {
            throw new IllegalStateException("cannot write " + value);
        }
    }

    record Adapted(
            Bean bean,
            @XmlJavaTypeAdapter(Reversed.class) StringBuilder reversed,
            @XmlJavaTypeAdapter(Reversed.class) List<StringBuilder> all,
            @XmlJavaTypeAdapter(Tags.class) String tag) {}

    @Test
    void readsAndWritesJaxbClassesAndAdapters() {
        Adapted read = read(
                Adapted.class,
                "<p:Bean><p:Name>x</p:Name></p:Bean><p:Reversed>abc</p:Reversed><p:All>12</p:All><p:All>34</p:All>"
                        + "<p:Tag><p:first/></p:Tag>");
        assertThat(read.bean().name).isEqualTo("x");
        assertThat(read.reversed()).hasToString("cba");
        assertThat(read.all()).hasToString("[21, 43]");
        assertThat(read.tag()).isEqualTo("first");
        assertThat(write(new Adapted(read.bean(), read.reversed(), read.all(), null)))
                .isEqualTo(children("<p:bean><p:name>x</p:name></p:bean><p:reversed>abc</p:reversed>"
                        + "<p:all>12</p:all><p:all>34</p:all>"));
        assertThatThrownBy(() -> write(read))
                .isInstanceOf(BindingException.class)
                .hasMessage("property tag of " + Adapted.class.getName() + ": cannot write first");
    }

    @XmlRootElement(name = "Root")
    record Named(
            @XmlElement(name = "Value", nillable = true) String value) {}

    @Test
    void writesNameOfRootAndNullsAsAnnotated() {
        assertThat(write(new Named(null)))
                .isEqualTo("<p:Root xmlns:p=\"" + URI_OF_A + "\"><p:Value"
                        + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/></p:Root>");
        assertThat(write(new Service("a", 1, State.START_PENDING, null)))
                .isEqualTo(children("<p:name>a</p:name><p:ProcessId>1</p:ProcessId><p:state>Start Pending</p:state>"));
        assertThat(RecordBinding.write(new Service(null, 1, null, null), URI_OF_A, "Do_INPUT", UnaryOperator.identity())
                        .localName())
                .isEqualTo("Do_INPUT");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordBinding.write(
                        new Service(null, 1, null, null), "urn:x/*", null, UnaryOperator.identity()))
                .withMessageContainingAll("'*'", Service.class.getName(), "@XmlRootElement");
    }

    record WithMap(Map<String, String> tags) {}

    record WithObject(String name, Object any) {}

    record WithWildcard(List<?> values) {}

    record WithGeneric<T>(T value) {}

    record WithAttribute(@XmlAttribute String id) {}

    record WithClash(String a, @XmlElement(name = "a") String b) {}

    record WithInner(String name, List<WithMap> inner) {}

    record WithThread(Thread thread) {}

    @Test
    void namesRecordAndComponentThatCannotBeBound() {
        assertUnusable(WithMap.class, WithMap.class, "component tags", "java.util.Map<java.lang.String");
        assertUnusable(WithObject.class, WithObject.class, "component any", "java.lang.Object");
        assertUnusable(WithWildcard.class, WithWildcard.class, "component values", "java.util.List<?>");
        assertUnusable(WithGeneric.class, WithGeneric.class, "it is generic");
        assertUnusable(WithAttribute.class, WithAttribute.class, "component id", "@XmlAttribute is not supported");
        assertUnusable(WithClash.class, WithClash.class, "two components are named a");
        assertUnusable(WithInner.class, WithMap.class, "component tags");
        assertUnusable(WithThread.class, WithThread.class, "component thread", "java.lang.Thread");
    }

    private static void assertUnusable(Class<?> used, Class<?> named, String... parts) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordBinding.of(used))
                .withMessageStartingWith("type: record " + named.getName() + " cannot be bound: ")
                .withMessageContainingAll(parts);
    }

    record Checked(int port, String password) {
        Checked {
            if (port > 65535) {
                throw new IllegalArgumentException("the port is " + port);
            }
        }
    }

    @Test
    void reportsExceptionOfCompactConstructor() {
        assertThatThrownBy(() -> read(Checked.class, "<p:Port>70000</p:Port>"))
                .isInstanceOf(BindingException.class)
                .hasMessage(Checked.class.getName() + ": its constructor rejects the values: the port is 70000")
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reportsValueThatDoesNotFitAsJaxbClassesDo() {
        assertUnfit(
                Simple.class,
                "<p:Tiny>128</p:Tiny>",
                "property tiny of ",
                "\"128\": not a whole number from -128 to 127");
        assertUnfit(
                Simple.class,
                "<p:Big>x</p:Big>",
                "property big of ",
                "\"x\": not a whole number from -9223372036854775808");
        assertUnfit(Simple.class, "<p:Time>soon</p:Time>", "\"soon\": not a date and time");
        assertUnfit(Simple.class, "<p:Interval>soon</p:Interval>", "\"soon\": not an interval");
        assertUnfit(Simple.class, "<p:Uuid>x</p:Uuid>", "\"x\": not a UUID");
        assertUnfit(Simple.class, "<p:Integer>" + "1".repeat(1001) + "</p:Integer>", "property integer of ", "1000");
        assertUnfit(Service.class, "<p:State>Gone</p:State>", "\"Gone\": not one of [RUNNING, Start Pending]");
        assertUnfit(Service.class, "<p:Started>maybe</p:Started>", "\"maybe\": not ");
        assertUnfit(Arrays2.class, "<p:Numbers>1</p:Numbers><p:Numbers>two</p:Numbers>", "\"two\": not a whole number");
        assertUnfit(
                Arrays2.class,
                "<p:Bytes>300</p:Bytes><p:Bytes>1</p:Bytes>",
                "property bytes of ",
                "\"300\": not a byte");
    }

    private static void assertUnfit(Class<?> type, String children, String... parts) {
        assertThatThrownBy(() -> read(type, children))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining(type.getName())
                .hasMessageContainingAll(parts);
    }

    record Account(String name, int pinPassword) {}

    @Test
    void masksValuesOfSecretComponents() {
        assertThatThrownBy(() -> read(Account.class, "<p:PinPassword>hunter2</p:PinPassword>"))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("pinPassword")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }
}
