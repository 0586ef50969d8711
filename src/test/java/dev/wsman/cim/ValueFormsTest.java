package dev.wsman.cim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.ViewFactory;
import dev.wsman.internal.binding.TypedBinding;
import dev.wsman.internal.value.ServerForm;
import dev.wsman.internal.xml.XmlFactories;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A value has one text per server and one Java value on every path. The paths are {@code Instance}, a JAXB class, and a
 * generated class with its setters, the input of its methods and its keys.
 */
class ValueFormsTest {
    private static final String WINDOWS = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/X";
    private static final String DMTF = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/X";
    private static final String OMI = "http://schemas.microsoft.com/wbem/wscim/1/cim-schema/2/X";
    private static final Map<String, Class<? extends CimObject>> VIEWS =
            Map.of(WINDOWS, OnWindows.class, DMTF, OnDmtf.class, OMI, OnOmi.class);

    @CimType(name = "X", resourceUri = WINDOWS, keys = "key")
    static final class OnWindows extends CimObject {
        public OnWindows(Instance instance, ViewFactory.Origin origin) {
            super(instance, origin);
        }
    }

    @CimType(name = "X", resourceUri = DMTF, keys = "key")
    static final class OnDmtf extends CimObject {
        public OnDmtf(Instance instance, ViewFactory.Origin origin) {
            super(instance, origin);
        }
    }

    @CimType(name = "X", resourceUri = OMI, keys = "key")
    static final class OnOmi extends CimObject {
        public OnOmi(Instance instance, ViewFactory.Origin origin) {
            super(instance, origin);
        }
    }

    /** One property for each Java type; JAXB leaves out those that are null. */
    @XmlAccessorType(XmlAccessType.FIELD)
    static final class Bound {
        @Nullable
        Boolean bool;

        @Nullable
        Integer integer;

        @Nullable
        Long number;

        @Nullable
        BigInteger exact;

        @Nullable
        Float real32;

        @Nullable
        Double real;

        @Nullable
        BigDecimal decimal;

        @Nullable
        Character character;

        @Nullable
        OffsetDateTime dateTime;

        @Nullable
        ZonedDateTime zoned;

        @Nullable
        Instant instant;

        @Nullable
        Duration interval;

        byte @Nullable [] bytes;

        @Nullable
        List<Integer> integers;

        @Nullable
        String text;

        @Nullable
        UUID uuid;

        @Nullable
        URI uri;
    }

    private static final class Input extends CimInput {
        Input(Object value, String property) {
            set(0, property, value);
        }
    }

    static Stream<Arguments> written() {
        return Stream.of(
                same("bool", true, "true"),
                same("integer", -5, "-5"),
                same("number", Long.MIN_VALUE, "-9223372036854775808"),
                same("exact", new BigInteger("18446744073709551615"), "18446744073709551615"),
                same("real32", 1.5f, "1.5"),
                same("real32", Float.NEGATIVE_INFINITY, "-INF"),
                same("real", 1.0E10, "1.0E10"),
                same("real", Double.NaN, "NaN"),
                same("real", Double.POSITIVE_INFINITY, "INF"),
                same("decimal", new BigDecimal("1E+3"), "1000"),
                same("bytes", new byte[] {1, 2, -1}, "AQL/"),
                same("text", "a <b> & c", "a <b> & c"),
                same(
                        "uuid",
                        UUID.fromString("0000000a-0000-0000-0000-00000000000b"),
                        "0000000a-0000-0000-0000-00000000000b"),
                same("uri", URI.create("http://x/y?z"), "http://x/y?z"),
                byServer("character", 'A', "A", "A", "65"),
                byServer("character", '7', "7", "7", "55"),
                time(
                        "dateTime",
                        OffsetDateTime.parse("2024-02-29T12:34:56.5+01:00"),
                        "2024-02-29T12:34:56.5+01:00",
                        "20240229123456.500000+060"),
                time(
                        "zoned",
                        ZonedDateTime.parse("2024-02-29T12:34:56+01:00"),
                        "2024-02-29T12:34:56+01:00",
                        "20240229123456.000000+060"),
                time(
                        "instant",
                        Instant.parse("2024-02-29T12:34:56Z"),
                        "2024-02-29T12:34:56Z",
                        "20240229123456.000000+000"),
                time(
                        "dateTime",
                        OffsetDateTime.parse("2024-02-29T12:34:56+15:00"),
                        "2024-02-28T21:34:56Z",
                        "20240229123456.000000+900"),
                time("interval", Duration.ofDays(1).plusMillis(4500), "P1DT0H0M4.5S", "00000001000004.500000:000"),
                time("interval", Duration.ZERO, "P0DT0H0M0S", "00000000000000.000000:000"));
    }

    private static Arguments same(String property, Object value, String text) {
        return byServer(property, value, text, text, text);
    }

    private static Arguments time(String property, Object value, String windows, String cim) {
        return byServer(property, value, windows, cim, cim);
    }

    private static Arguments byServer(String property, Object value, String windows, String dmtf, String omi) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(WINDOWS, windows);
        texts.put(DMTF, dmtf);
        texts.put(OMI, omi);
        return Arguments.of(property, value, texts);
    }

    @ParameterizedTest
    @MethodSource("written")
    void writesSameTextOnEveryPath(String property, Object value, Map<String, String> texts)
            throws ReflectiveOperationException {
        for (Map.Entry<String, String> expected : texts.entrySet()) {
            String uri = expected.getKey();
            Instance built = Instance.builder(uri, "X").add(property, value).build();
            assertThat(built.text(property)).as("builder").contains(expected.getValue());
            assertThat(Instance.parse(jaxb(property, value, uri))).as("JAXB").isEqualTo(built);
            assertThat(view(uri, Instance.builder(uri, "X").build(), property, value))
                    .as("setter")
                    .isEqualTo(built);
            assertThat(input(uri, property, value).text(property))
                    .as("input of a method")
                    .contains(expected.getValue());
            ResourceLocator keyed = new CimViews().instance(VIEWS.get(uri), value);
            assertThat(keyed.selector("key")).as("key").contains(expected.getValue());
        }
    }

    private static Instance view(String uri, Instance instance, String property, Object value) {
        CimObject view = CimViews.viewOf(VIEWS.get(uri), instance, ViewFactory.Origin.NONE);
        view.set(property, value);
        return view.instance();
    }

    private static Instance input(String uri, String property, Object value) {
        FakeOperations server = new FakeOperations(Instance.builder(uri, "X").build());
        CimObject.invokeStatic(
                server, ResourceLocator.of(uri), "Set", new Input(value, property), (output, origin) -> output);
        return (Instance) server.sent;
    }

    private static String jaxb(String property, Object value, String uri) throws ReflectiveOperationException {
        Bound bound = new Bound();
        Bound.class.getDeclaredField(property).set(bound, value);
        StringWriter xml = new StringWriter();
        try {
            XMLStreamWriter writer = XmlFactories.outputFactory().createXMLStreamWriter(xml);
            TypedBinding.write(bound, uri, "X", ServerForm.of(uri), writer);
            writer.close();
        } catch (XMLStreamException e) {
            throw new AssertionError(e);
        }
        return xml.toString();
    }

    static Stream<Arguments> read() {
        return Stream.of(
                Arguments.of("bool", "<p:bool>TRUE</p:bool>", true),
                Arguments.of("bool", "<p:bool> 0 </p:bool>", false),
                Arguments.of("integer", "<p:integer>+42</p:integer>", 42),
                Arguments.of("number", "<p:number>-9223372036854775808</p:number>", Long.MIN_VALUE),
                Arguments.of(
                        "exact", "<p:exact>18446744073709551615</p:exact>", new BigInteger("18446744073709551615")),
                Arguments.of("real", "<p:real>1.5E3</p:real>", 1500.0),
                Arguments.of("real", "<p:real>nan</p:real>", Double.NaN),
                Arguments.of("real", "<p:real>+INF</p:real>", Double.POSITIVE_INFINITY),
                Arguments.of("real", "<p:real>-Infinity</p:real>", Double.NEGATIVE_INFINITY),
                Arguments.of("character", "<p:character>A</p:character>", 'A'),
                Arguments.of("character", "<p:character>65</p:character>", 'A'),
                Arguments.of("character", "<p:character>7</p:character>", '7'),
                Arguments.of(
                        "dateTime",
                        "<p:dateTime>20240229123456.000000+060</p:dateTime>",
                        at("2024-02-29T12:34:56+01:00")),
                Arguments.of(
                        "dateTime", "<p:dateTime>20240229******.******+000</p:dateTime>", at("2024-02-29T00:00:00Z")),
                Arguments.of(
                        "dateTime", "<p:dateTime>2024-02-29T12:34:56.25</p:dateTime>", at("2024-02-29T12:34:56.25Z")),
                Arguments.of(
                        "dateTime",
                        "<p:dateTime><cim:Datetime>2024-02-29T12:34:56Z</cim:Datetime></p:dateTime>",
                        at("2024-02-29T12:34:56Z")),
                Arguments.of(
                        "dateTime",
                        "<p:dateTime><cim:CIM_DateTime>20240229123456.000000-005</cim:CIM_DateTime></p:dateTime>",
                        at("2024-02-29T12:34:56-00:05")),
                Arguments.of(
                        "dateTime",
                        "<p:dateTime><cim:Date>2024-02-29</cim:Date></p:dateTime>",
                        at("2024-02-29T00:00:00Z")),
                Arguments.of(
                        "interval",
                        "<p:interval>00000001000004.500000:000</p:interval>",
                        Duration.ofDays(1).plusMillis(4500)),
                Arguments.of(
                        "interval",
                        "<p:interval><cim:Interval>P1DT4.5S</cim:Interval></p:interval>",
                        Duration.ofDays(1).plusMillis(4500)),
                Arguments.of("interval", "<p:interval>P</p:interval>", Duration.ZERO),
                Arguments.of("bytes", "<p:bytes>AQL/</p:bytes>", new byte[] {1, 2, -1}),
                Arguments.of("bytes", "<p:bytes xsi:type='cim:base64Binary'>AQL/</p:bytes>", new byte[] {1, 2, -1}),
                Arguments.of("bytes", "<p:bytes xsi:type='cim:cimHexBinary'>0102ff</p:bytes>", new byte[] {1, 2, -1}),
                Arguments.of(
                        "integers", "<p:integers xsi:type='cim:base64Binary'>AQL/</p:integers>", List.of(1, 2, 255)),
                Arguments.of(
                        "integers", "<p:integers xsi:type='cim:cimHexBinary'>0102ff</p:integers>", List.of(1, 2, 255)),
                Arguments.of("integers", "<p:integers>1</p:integers><p:integers>255</p:integers>", List.of(1, 255)));
    }

    private static OffsetDateTime at(String time) {
        return OffsetDateTime.parse(time);
    }

    @ParameterizedTest
    @MethodSource("read")
    void readsSameValueOnEveryPath(String property, String element, Object value) throws ReflectiveOperationException {
        readsOnEveryPath(property, element, value, DMTF, "");
    }

    /** OMI declares this prefix on every envelope. It means that a single digit is the number of a character. */
    @Test
    void readsOneDigitFromOmiAsNumberOfCharacterOnEveryPath() throws ReflectiveOperationException {
        String prefix = " xmlns:msftwinrm='http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd'";
        readsOnEveryPath("character", "<p:character>9</p:character>", '\t', OMI, prefix);
    }

    private static void readsOnEveryPath(String property, String element, Object value, String uri, String declarations)
            throws ReflectiveOperationException {
        String xml = "<p:X xmlns:p='" + uri + "' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
                + " xmlns:cim='http://schemas.dmtf.org/wbem/wscim/1/common'" + declarations + ">" + element + "</p:X>";
        Instance instance = Instance.parse(xml);
        assertThat(Bound.class.getDeclaredField(property).get(bound(xml)))
                .as("JAXB")
                .isEqualTo(value);
        assertThat(Bound.class.getDeclaredField(property).get(instance.as(Bound.class)))
                .as("JAXB from an instance")
                .isEqualTo(value);
        CimValues generated = CimViews.viewOf(VIEWS.get(uri), instance, ViewFactory.Origin.NONE)
                .values();
        assertThat(fromGenerated(generated, property)).as("generated class").isEqualTo(value);
        if (!property.equals("integers")) { // Instance has no accessor for an array of numbers
            assertThat(fromInstance(instance, property)).as("instance").isEqualTo(value);
        }
    }

    private static Bound bound(String xml) {
        try {
            XMLStreamReader reader = XmlFactories.inputFactory().createXMLStreamReader(new StringReader(xml));
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                // the prolog
            }
            return TypedBinding.of(Bound.class).read(reader);
        } catch (XMLStreamException e) {
            throw new AssertionError(e);
        }
    }

    private static Object fromInstance(Instance from, String property) {
        return switch (property) {
            case "bool" -> from.bool(property).orElseThrow();
            case "integer" -> (int) from.integer(property).orElseThrow();
            case "number" -> from.integer(property).orElseThrow();
            case "exact" -> from.unsigned(property).orElseThrow();
            case "real" -> from.number(property).orElseThrow();
            case "character" -> from.character(property).orElseThrow();
            case "dateTime" -> from.dateTime(property).orElseThrow();
            case "interval" -> from.duration(property).orElseThrow();
            default -> from.bytes(property).orElseThrow();
        };
    }

    private static Object fromGenerated(CimValues from, String property) {
        return switch (property) {
            case "bool" -> from.bool(property).orElseThrow();
            case "integer" -> from.integer(property).orElseThrow();
            case "number" -> from.number(property).orElseThrow();
            case "exact" -> from.exact(property).orElseThrow();
            case "real" -> from.real(property).orElseThrow();
            case "character" -> from.character(property).orElseThrow();
            case "dateTime" -> from.dateTime(property).orElseThrow();
            case "interval" -> from.interval(property).orElseThrow();
            case "integers" -> from.integers(property);
            default -> from.octets(property);
        };
    }
}
