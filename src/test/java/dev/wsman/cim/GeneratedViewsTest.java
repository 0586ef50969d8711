package dev.wsman.cim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.ResourceOperations;
import dev.wsman.Session;
import dev.wsman.ViewFactory;
import dev.wsman.ViewedBy;
import dev.wsman.WsmanProtocolException;
import dev.wsman.codegen.ClassGenerator;
import dev.wsman.codegen.CompiledSources;
import dev.wsman.codegen.mof.MofReader;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Generates and compiles classes, and runs a program that uses them as users do. */
class GeneratedViewsTest {
    private static final String NS = "http://lab.example/2/";
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final String MOF = """
            class LAB_Base { [Key] string Id; };
            class LAB_Thing : LAB_Base {
                boolean Flag; uint16 Small; uint32 Medium; uint64 Large; real64 Ratio; char16 Letter; datetime When;
                [ValueMap{"1", "2", "3..9"}, Values{"On", "Off", "Reserved"}] uint16 State;
                [ValueMap{"1", "2"}, Values{"Red", "Blue"}] uint8 Colours[];
                uint64 Sizes[]; datetime Times[]; string Tags[];
                LAB_Base REF Owner; LAB_Base REF Friends[];
                [EmbeddedInstance("LAB_Base")] string Inner; [EmbeddedObject] string Any;
                [OctetString] uint8 Octets[]; uint8 Bytes[];
                uint32 Start([In] uint16 Force); [Static] uint32 Reset();
            };
            class LAB_Special : LAB_Thing { string Extra; };
            class LAB_Link { [Key] LAB_Base REF Left; [Key] LAB_Thing REF Right; };
            """;
    private static final String PROGRAM = """
            package lab;

            import dev.wsman.cim.CimObject;
            import dev.wsman.cim.Ref;
            import java.math.BigInteger;
            import java.time.Duration;
            import java.time.OffsetDateTime;
            import java.util.ArrayList;
            import java.util.List;
            import java.util.Optional;
            import java.util.function.Function;

            public final class Program implements Function<Object, List<Object>> {
                public List<Object> apply(Object view) {
                    LabThing thing = (LabThing) view;
                    List<Object> seen = new ArrayList<>();
                    String id = thing.id();
                    Optional<Boolean> flag = thing.flag();
                    long medium = thing.medium().orElse(-1);
                    Optional<BigInteger> large = thing.largeExact();
                    Optional<OffsetDateTime> when = thing.when();
                    Optional<Duration> interval = thing.whenInterval();
                    boolean on = thing.state().equals(Optional.of(LabThing.State.ON));
                    List<LabThing.Colours> colours = thing.colours();
                    Optional<Ref<? extends LabBase>> owner = thing.owner();
                    Optional<CimObject> any = thing.any();
                    seen.addAll(List.of(id, flag, thing.small(), medium, thing.large(), large, thing.ratio(), thing.letter(), when, interval));
                    seen.addAll(List.of(on, thing.stateValue(), colours, thing.coloursValue(), thing.sizesExact(), thing.times(), thing.tags()));
                    seen.addAll(List.of(owner.isPresent(), thing.friends().size(), thing.inner().map(LabBase::id), any.isPresent(), thing.octets().length));
                    return seen;
                }
            }
            """;
    private static CompiledSources classes;

    @BeforeAll
    static void generate() {
        Map<String, String> files = new TreeMap<>(
                ClassGenerator.of(new MofReader().read("lab.mof", MOF).repository(), "lab")
                        .namespace("root/cimv2")
                        .resourceUriPrefix(NS)
                        .generate());
        files.put("lab/Program.java", PROGRAM);
        classes = CompiledSources.of(files);
    }

    private static Class<? extends CimObject> type(String name) throws ClassNotFoundException {
        return classes.loadClass("lab." + name).asSubclass(CimObject.class);
    }

    private static CimObject view(String type, Instance instance) throws ClassNotFoundException {
        Class<? extends CimObject> javaType = type(type);
        return ViewFactory.of(javaType).orElseThrow().view(javaType, instance, ViewFactory.Origin.NONE);
    }

    private static Instance.Builder thing() {
        return Instance.builder(NS + "LAB_Thing", "LAB_Thing").add("Id", "t1");
    }

    @SuppressWarnings("unchecked")
    private static String run(Instance instance) throws ReflectiveOperationException {
        var program = (Function<Object, Object>)
                classes.loadClass("lab.Program").getConstructor().newInstance();
        return program.apply(view("LabThing", instance)).toString();
    }

    @Test
    void readsEveryKindOfProperty() throws ReflectiveOperationException {
        Instance sent = Instance.parse("""
                <p:LAB_Thing xmlns:p="http://lab.example/2/LAB_Thing" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"
                    xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
                  <p:Id>t1</p:Id><p:Flag>TRUE</p:Flag><p:Small>7</p:Small><p:Medium>4294967295</p:Medium>
                  <p:Large>18446744073709551615</p:Large><p:Ratio>1.5</p:Ratio><p:Letter>x</p:Letter>
                  <p:When>20240229123456.000000+060</p:When><p:State>1</p:State><p:Colours>2</p:Colours><p:Colours>9</p:Colours>
                  <p:Sizes>1</p:Sizes><p:Sizes>18446744073709551615</p:Sizes><p:Times>20240229123456.000000+000</p:Times>
                  <p:Tags>a</p:Tags><p:Tags>b</p:Tags>
                  <p:Owner><a:Address>x</a:Address><a:ReferenceParameters><w:ResourceURI>http://lab.example/2/LAB_Base</w:ResourceURI>
                    <w:SelectorSet><w:Selector Name="Id">o</w:Selector></w:SelectorSet></a:ReferenceParameters></p:Owner>
                  <p:Inner xsi:type="p:LAB_Base_Type"><p:Id>inner</p:Id></p:Inner>
                  <p:Octets>0</p:Octets><p:Octets>0</p:Octets><p:Octets>0</p:Octets><p:Octets>6</p:Octets><p:Octets>1</p:Octets><p:Octets>255</p:Octets>
                </p:LAB_Thing>""");
        assertThat(run(sent))
                .isEqualTo(
                        "[t1, Optional[true], OptionalInt[7], 4294967295, OptionalLong[-1], Optional[18446744073709551615],"
                                + " OptionalDouble[1.5], Optional[x], Optional[2024-02-29T12:34:56+01:00], Optional.empty,"
                                + " true, OptionalInt[1], [BLUE], [2, 9], [1, 18446744073709551615], [2024-02-29T12:34:56Z], [a, b],"
                                + " true, 0, Optional[inner], false, 2]");
    }

    /**
     * Windows replies to {@code select *} with whole instances, and to a {@code select} of properties with an
     * XmlFragment whose elements have no namespace.
     */
    @Test
    void readsItemOfProjectionAsWholeInstance() throws ReflectiveOperationException {
        String declared = " xmlns:xsi='" + XSI + "' xmlns:w='http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd'"
                + " xmlns:cim='http://schemas.dmtf.org/wbem/wscim/1/common'"
                + " xmlns:a='http://schemas.xmlsoap.org/ws/2004/08/addressing'"
                + " xmlns:p='http://schemas.microsoft.com/wbem/wsman/1/wmi/root/lab/LAB_Thing'>";
        String properties = """
                <p:Id>t1</p:Id><p:Flag>true</p:Flag><p:Small xsi:nil="true"/><p:Medium>7</p:Medium>
                <p:Large>18446744073709551615</p:Large><p:Ratio>1.5</p:Ratio><p:Letter>7</p:Letter>
                <p:When><cim:Datetime>2013-03-11T21:28:04.5Z</cim:Datetime></p:When><p:State>1</p:State>
                <p:Colours>2</p:Colours><p:Colours>1</p:Colours>
                <p:Times><cim:Datetime>2013-03-11T21:28:04Z</cim:Datetime></p:Times>
                <p:Times><cim:Interval>P1DT2H0M0S</cim:Interval></p:Times>
                <p:Times><cim:Datetime>2014-03-11T21:28:04Z</cim:Datetime></p:Times><p:Tags>a</p:Tags><p:Tags>b</p:Tags>
                <p:Owner><a:Address>x</a:Address><a:ReferenceParameters><w:ResourceURI>urn:r</w:ResourceURI>
                  <w:SelectorSet><w:Selector Name="Id">o</w:Selector></w:SelectorSet></a:ReferenceParameters></p:Owner>
                <p:Inner xsi:type="p:LAB_Base_Type"><p:Id>inner</p:Id></p:Inner>
                """;
        String bare = properties.replaceAll("(</?)(p|cim|a|w):", "$1");
        String whole = run(Instance.parse("<p:LAB_Thing" + declared + properties + "</p:LAB_Thing>"));
        assertThat(run(Instance.parse("<w:XmlFragment" + declared + bare + "</w:XmlFragment>")))
                .isEqualTo(whole);
        assertThat(whole)
                .isEqualTo(
                        "[t1, Optional[true], OptionalInt.empty, 7, OptionalLong[-1], Optional[18446744073709551615],"
                                + " OptionalDouble[1.5], Optional[7], Optional[2013-03-11T21:28:04.500Z], Optional.empty, true,"
                                + " OptionalInt[1], [BLUE, RED], [2, 1], [], [2013-03-11T21:28:04Z, 2014-03-11T21:28:04Z],"
                                + " [a, b], true, 0, Optional[inner], false, 0]");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "007, 7",
        "' 5 ', 5",
        "999999999999999999, 999999999999999999",
        "1000000000000000000, 1000000000000000000",
        "9223372036854775808, -9223372036854775808",
    })
    void readsUnsignedNumberOfAnyLength(String text, long expected) throws ReflectiveOperationException {
        CimObject view = view("LabThing", thing().add("Large", text).build());
        assertThat(view.getClass().getMethod("large").invoke(view)).isEqualTo(OptionalLong.of(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "18446744073709551616", "1e3", "0x5", "five"})
    void rejectsTextThatIsNotUnsignedNumber(String text) throws ReflectiveOperationException {
        CimObject view = view("LabThing", thing().add("Large", text).build());
        assertThatThrownBy(() -> view.getClass().getMethod("large").invoke(view))
                .cause()
                .isInstanceOf(WsmanProtocolException.class)
                .hasMessageContaining("Large");
    }

    @Test
    void readsAbsentAndNullAsEmpty() throws ReflectiveOperationException {
        Instance nulls = thing().add("Flag", null)
                .add("Large", null)
                .add("When", "P")
                .add("State", 17)
                .add("Tags", null)
                .build();
        assertThat(run(nulls))
                .isEqualTo("[t1, Optional.empty, OptionalInt.empty, -1, OptionalLong.empty, Optional.empty,"
                        + " OptionalDouble.empty, Optional.empty, Optional.empty, Optional[PT0S],"
                        + " false, OptionalInt[17], [], [], [], [], [], false, 0, Optional.empty, false, 0]");
        CimObject view = view("LabThing", nulls);
        assertThat(view.instance().isNull("Flag")).isTrue();
        assertThat(view.instance().has("Small")).isFalse();
    }

    @Test
    void namesPropertyOfMissingKeyAndInvalidValue() throws ReflectiveOperationException {
        Instance keyless = Instance.builder(NS + "LAB_Thing", "LAB_Thing").build();
        assertThatThrownBy(() -> run(keyless))
                .isInstanceOf(WsmanProtocolException.class)
                .hasMessageContaining("Id");
        assertThatThrownBy(() -> run(thing().add("Small", "4294967296").build()))
                .isInstanceOf(WsmanProtocolException.class)
                .hasMessageContaining("Small");
        assertThatThrownBy(() -> run(thing().add("Letter", "many").build()))
                .isInstanceOf(WsmanProtocolException.class)
                .hasMessageContaining("Letter");
    }

    @Test
    void viewsItemAsKnownSubclassElseAsRequestedClass() throws ReflectiveOperationException {
        assertThat(view(
                        "LabBase",
                        Instance.builder(NS + "LAB_Special", "LAB_Special").build()))
                .isInstanceOf(type("LabSpecial"));
        assertThat(view(
                                "LabThing",
                                Instance.builder(NS + "ACME_Own", "ACME_Own").build())
                        .getClass())
                .isEqualTo(type("LabThing"));
        assertThat(view("LabSpecial", thing().build()).getClass()).isEqualTo(type("LabSpecial"));
        Instance windows = Instance.parse(
                "<p:LAB_Base xmlns:p='http://lab.example/2/LAB_Base' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
                        + " xsi:type='p:LAB_Special_Type'/>");
        assertThat(view("LabBase", windows)).isInstanceOf(type("LabSpecial"));
    }

    @Test
    void takesLocatorFromReferenceElseFromKeysAndNamespace() throws ReflectiveOperationException {
        ViewFactory factory = ViewFactory.of(type("LabThing")).orElseThrow();
        ResourceLocator epr = ResourceLocator.of(NS + "LAB_Thing").selector("Id", "from-epr");
        CimObject got = factory.view(type("LabThing"), thing().build(), new ViewFactory.Origin(null, epr, true));
        assertThat(got.locator()).isEqualTo(epr);
        ResourceLocator all = ResourceLocator.of(NS + "LAB_Thing").selector("__cimnamespace", "root/other");
        CimObject item = factory.view(type("LabThing"), thing().build(), new ViewFactory.Origin(null, all, false));
        assertThat(item.locator()).isEqualTo(all.selector("Id", "t1"));
        assertThat(view("LabThing", thing().build()).locator())
                .isEqualTo(ResourceLocator.of(NS + "LAB_Thing")
                        .selector("__cimnamespace", "root/cimv2")
                        .selector("Id", "t1"));
    }

    @Test
    void writesReferenceKeysAsReferenceSelectors() throws ReflectiveOperationException {
        ResourceLocator left = ResourceLocator.of(NS + "LAB_Base").selector("Id", "l");
        ResourceLocator right = ResourceLocator.of(NS + "LAB_Thing").selector("Id", "r");
        Instance link = Instance.builder(NS + "LAB_Link", "LAB_Link")
                .add("Left", left)
                .add("Right", right)
                .build();
        ResourceLocator expected = ResourceLocator.of(NS + "LAB_Link")
                .selector("__cimnamespace", "root/cimv2")
                .selector("Left", left)
                .selector("Right", right);
        assertThat(ViewFactory.of(type("LabLink"))
                        .orElseThrow()
                        .resource(type("LabLink"), left, Ref.to(right, CimObject.class)))
                .isEqualTo(expected);
        assertThat(view("LabLink", link).locator().selectors())
                .extracting(ResourceLocator.Selector::name)
                .containsExactlyInAnyOrder("__cimnamespace", "Left", "Right");
    }

    @Test
    void rejectsWrongNumberOfKeysAndNamesThem() throws ReflectiveOperationException {
        Class<?> type = type("LabLink");
        ViewFactory factory = ViewFactory.of(type).orElseThrow();
        assertThatThrownBy(() -> factory.resource(type, "one"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LAB_Link has the keys Left, Right: give their values in this order");
        assertThat(ViewFactory.of(String.class)).isEmpty();
    }

    @Test
    void rejectsGetWithoutKeysBeforeAnythingIsSent() throws ReflectiveOperationException {
        try (Session session = Session.open("127.0.0.1:1")) {
            assertThatThrownBy(() -> session.get(type("LabLink")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("keys: LAB_Link has the keys Left, Right");
            assertThatThrownBy(() -> session.get(type("LabLink"), "a", "b", "c"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("keys: LAB_Link has the keys Left, Right");
            assertThatThrownBy(() -> session.get(type("LabLink"), (Object[]) null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("keys is null");
        }
    }

    @Test
    void keepsUndeclaredPropertiesWhenSettersAreCalled() throws ReflectiveOperationException {
        CimObject view = view(
                "LabThing",
                thing().add("Unknown", "kept").add("Tags", "a").add("Tags", "b").build());
        view.getClass().getMethod("setLarge", Long.class).invoke(view, -1L);
        view.getClass().getMethod("setTags", List.class).invoke(view, List.of("c"));
        view.getClass().getMethod("setSmall", Integer.class).invoke(view, (Object) null);
        assertThat(view.instance().text("Unknown")).contains("kept");
        assertThat(view.instance().text("Large")).contains("18446744073709551615");
        assertThat(view.instance().texts("Tags")).containsExactly("c");
        assertThat(view.instance().isNull("Small")).isTrue();
    }

    private static Instance withProperties(String properties) {
        return Instance.parse(
                "<p:LAB_Thing xmlns:p='" + NS + "LAB_Thing' xmlns:cim='http://schemas.dmtf.org/wbem/wscim/1/common'"
                        + " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><p:Id>t1</p:Id>" + properties
                        + "</p:LAB_Thing>");
    }

    private static Object value(CimObject view, String accessor) throws ReflectiveOperationException {
        return view.getClass().getMethod(accessor).invoke(view);
    }

    @Test
    void readsBytesInOneTextAsNumbersAndDropsTypeWhenSet() throws ReflectiveOperationException {
        CimObject view = view("LabThing", withProperties("""
                <p:Bytes xsi:type='cim:base64Binary'>AQL/</p:Bytes><p:Colours xsi:type='cim:base64Binary'>AQI=</p:Colours>"""));
        assertThat(value(view, "bytes")).isEqualTo(List.of(1, 2, 255));
        assertThat(value(view, "colours")).hasToString("[RED, BLUE]");
        assertThat(value(view, "coloursValue")).isEqualTo(List.of(1, 2));
        view.getClass().getMethod("setBytes", List.class).invoke(view, List.of(1, 2));
        assertThat(view.instance().texts("Bytes")).containsExactly("1", "2");
        assertThat(view.instance().attribute("Bytes", XSI, "type")).isEmpty();
        assertThat(value(view, "bytes")).isEqualTo(List.of(1, 2));
    }

    @Test
    void readsEmptyBytesInOneTextAsEmptyArray() throws ReflectiveOperationException {
        CimObject view = view("LabThing", withProperties("<p:Bytes xsi:type='cim:base64Binary'/>"));
        assertThat(value(view, "bytes")).isEqualTo(List.of());
    }

    @Test
    void readsBytesInHexadecimalAndSetsThemInBase64() throws ReflectiveOperationException {
        Instance sent = withProperties("<p:Bytes xsi:type='cim:cimHexBinary'>0102ff</p:Bytes>"
                + "<p:Octets xsi:type='xs:hexBinary'>09</p:Octets>");
        assertThat(value(view("LabThing", sent), "bytes")).isEqualTo(List.of(1, 2, 255));
        assertThat((byte[]) value(view("LabThing", sent), "octets")).containsExactly(9);
        assertThat(set(sent).attribute("Octets", XSI, "type")).isEmpty();
        CimObject broken = view("LabThing", withProperties("<p:Bytes xsi:type='cim:cimHexBinary'>0x</p:Bytes>"));
        assertThatThrownBy(() -> value(broken, "bytes"))
                .cause()
                .isInstanceOf(WsmanProtocolException.class)
                .hasMessageContaining("Bytes");
    }

    @Test
    void setsBytesInFormOfReplacedBytes() throws ReflectiveOperationException {
        String item = "<p:Octets>%s</p:Octets>";
        String withLength = (item + item + item + item + item + item).formatted(0, 0, 0, 6, 1, 255);
        assertThat(set(withProperties(withLength)).texts("Octets"))
                .containsExactly("0", "0", "0", "7", "7", "8", "255");
        assertThat(set(withProperties(item.formatted(9))).texts("Octets")).containsExactly("7", "8", "255");
        Instance typed = set(withProperties("<p:Octets xsi:type='cim:base64Binary'>AQL/</p:Octets>"));
        assertThat(typed.texts("Octets")).containsExactly("Bwj/");
        assertThat(typed.attribute("Octets", XSI, "type")).contains("cim:base64Binary");
        assertThat(set(withProperties("")).texts("Octets")).containsExactly("Bwj/");
    }

    private static Instance set(Instance before) throws ReflectiveOperationException {
        CimObject view = view("LabThing", before);
        byte[] bytes = {7, 8, -1};
        view.getClass().getMethod("setOctets", byte[].class).invoke(view, (Object) bytes);
        assertThat(value(view, "octets")).isEqualTo(bytes);
        return view.instance();
    }

    @Test
    void namesPropertyOfInvalidArrayItem() throws ReflectiveOperationException {
        CimObject view = view(
                "LabThing",
                thing().add("Bytes", "x")
                        .add("Sizes", "-1")
                        .add("Times", "soon")
                        .build());
        for (String name : List.of("bytes", "sizes", "times")) {
            assertThatThrownBy(() -> value(view, name))
                    .cause()
                    .isInstanceOf(WsmanProtocolException.class)
                    .hasMessageContaining(Character.toUpperCase(name.charAt(0)) + name.substring(1))
                    .hasMessageNotContaining("property item");
        }
    }

    @Test
    void createsEmptyObjectWithoutSession() throws ReflectiveOperationException {
        CimObject fresh = type("LabThing").getConstructor().newInstance();
        assertThat(fresh.instance().name().toString()).isEqualTo("{http://lab.example/2/LAB_Thing}LAB_Thing");
        assertThat(fresh.session()).isEmpty();
        assertThatThrownBy(fresh::refresh)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no session");
    }

    /** Users test code that uses generated classes in this way. */
    @Test
    void readsInvokesAndPutsOverFakeOperations() throws ReflectiveOperationException {
        FakeOperations server = new FakeOperations(thing().add("Small", 7).build());
        ResourceLocator one = ResourceLocator.of(NS + "LAB_Thing").selector("Id", "t1");
        Ref<? extends CimObject> reference = Ref.to(one, type("LabThing"));

        CimObject thing = reference.get(server);
        assertThat(value(thing, "small")).isEqualTo(OptionalInt.of(7));
        assertThat(thing.session()).containsSame(server);
        thing.getClass().getMethod("setSmall", Integer.class).invoke(thing, 8);
        thing.put();
        assertThat(server.object.text("Small")).contains("8");
        server.object = server.object.with("Small", 9);
        thing.refresh();
        assertThat(value(thing, "small")).isEqualTo(OptionalInt.of(9));

        start(thing, 3);
        assertThat(((Instance) server.sent).name().getLocalPart()).isEqualTo("Start_INPUT");
        assertThat(((Instance) server.sent).text("Force")).contains("3");
        type("LabThing").getMethod("reset", ResourceOperations.class).invoke(null, server);
        assertThat(thing.createOn(server).selector("Id")).contains("created");
        thing.delete();
        assertThat(server.operations)
                .containsExactly(
                        "get " + one,
                        "put " + one,
                        "get " + one,
                        "invoke " + one + " Start",
                        "invoke " + NS + "LAB_Thing?__cimnamespace=root/cimv2 Reset",
                        "create " + NS + "LAB_Thing?__cimnamespace=root/cimv2",
                        "delete " + one);
    }

    private static void start(CimObject thing, int force) throws ReflectiveOperationException {
        Class<?> inputType = classes.loadClass("lab.LabThing$StartInput");
        Object input = inputType.getConstructor().newInstance();
        inputType.getMethod("force", Integer.class).invoke(input, force);
        thing.getClass().getMethod("start", inputType).invoke(thing, input);
    }

    @Test
    void rejectsFactoryThatIsNotAViewFactory() {
        assertThatThrownBy(() -> ViewFactory.of(ViewedByString.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("type: its factory java.lang.String does not implement dev.wsman.ViewFactory");
    }

    @ViewedBy(String.class)
    private static final class ViewedByString {}
}
