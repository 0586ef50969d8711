package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Windows sends the same properties with a namespace for {@code select *}, and without one for a {@code select} that
 * names them.
 */
class ProjectionTest {
    private static final String DECLARED = " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
            + " xmlns:w='http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd'"
            + " xmlns:wsa='http://schemas.xmlsoap.org/ws/2004/08/addressing'"
            + " xmlns:cim='http://schemas.dmtf.org/wbem/wscim/1/common'"
            + " xmlns:p='http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/LAB_X'";
    private static final String PROPERTIES = """
            <p:Name>a  b</p:Name><p:Empty></p:Empty><p:Nil xsi:nil="true"/><p:Size>18446744073709551615</p:Size>
            <p:Tags>x</p:Tags><p:Tags>y</p:Tags>
            <p:When><cim:Datetime>2013-03-11T21:28:04.5Z</cim:Datetime></p:When>
            <p:Offset><cim:Datetime>2013-03-11T21:28:04.1234567+05:30</cim:Datetime></p:Offset>
            <p:NilWhen xsi:nil="true"/><p:NilInside><cim:Datetime xsi:nil="true"/></p:NilInside>
            <p:NoWhen/><p:BlankInside><cim:Datetime> </cim:Datetime></p:BlankInside>
            <p:Times><cim:Datetime>2013-03-11T21:28:04Z</cim:Datetime></p:Times>
            <p:Times><cim:Datetime>2014-03-11T21:28:04Z</cim:Datetime></p:Times>
            <p:Day><cim:Date>2013-03-11</cim:Date></p:Day><p:Hour><cim:Time>21:28:04</cim:Time></p:Hour>
            <p:Span><cim:Interval>P1DT2H3M4.5S</cim:Interval></p:Span>
            <p:Raw><cim:CIM_DateTime>20130311212804.000000+060</cim:CIM_DateTime></p:Raw>
            <p:Inner xsi:type="p:LAB_Y_Type"><p:Name>inner</p:Name><p:Born><cim:Datetime>2013-03-11T21:28:04Z</cim:Datetime></p:Born></p:Inner>
            <p:Owner><wsa:Address>http://a/</wsa:Address><wsa:ReferenceParameters><w:ResourceURI>urn:r</w:ResourceURI>
              <w:SelectorSet><w:Selector Name="Key">v</w:Selector></w:SelectorSet></wsa:ReferenceParameters></p:Owner>
            """;

    static Stream<Instance> forms() {
        String bare = PROPERTIES.replaceAll("(</?)(p|cim|wsa|w):", "$1");
        return Stream.of(
                        "<p:LAB_X" + DECLARED + ">" + PROPERTIES + "</p:LAB_X>",
                        "<w:XmlFragment" + DECLARED + ">" + bare + "</w:XmlFragment>",
                        "<w:XmlFragment" + DECLARED + ">"
                                + bare.replaceAll(">\\s+<", "><").strip() + "</w:XmlFragment>",
                        "<w:XmlFragment" + DECLARED + ">" + PROPERTIES.replaceAll("(</?)p:", "$1") + "</w:XmlFragment>")
                .map(Instance::parse);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void readsSameValuesFromEachForm(Instance instance) {
        assertThat(instance.propertyNames()).hasSize(18);
        assertThat(instance.text("Name")).contains("a  b");
        assertThat(instance.text("Empty")).contains("");
        assertThat(instance.isNull("Nil")).isTrue();
        assertThat(instance.unsigned("Size").orElseThrow()).isEqualTo("18446744073709551615");
        assertThat(instance.texts("Tags")).containsExactly("x", "y");
        assertThat(instance.text("When")).contains("2013-03-11T21:28:04.5Z");
        assertThat(instance.dateTime("When")).contains(OffsetDateTime.parse("2013-03-11T21:28:04.5Z"));
        assertThat(instance.dateTime("Offset")).contains(OffsetDateTime.parse("2013-03-11T21:28:04.1234567+05:30"));
        for (String none : List.of("NilWhen", "NilInside", "NoWhen", "BlankInside", "Absent")) {
            assertThat(instance.dateTime(none)).as(none).isEmpty();
        }
        assertThat(instance.isNull("NilWhen")).isTrue();
        assertThat(instance.isNull("NilInside")).isTrue();
        assertThat(instance.isNull("NoWhen")).isFalse();
        assertThat(instance.texts("Times")).containsExactly("2013-03-11T21:28:04Z", "2014-03-11T21:28:04Z");
        assertThat(instance.dateTime("Day")).contains(OffsetDateTime.parse("2013-03-11T00:00Z"));
        assertThat(instance.text("Hour")).contains("21:28:04");
        assertThat(instance.duration("Span")).contains(Duration.parse("PT26H3M4.5S"));
        assertThat(instance.dateTime("Raw")).contains(OffsetDateTime.parse("2013-03-11T21:28:04+01:00"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void readsEmbeddedInstanceAndReferenceFromEachForm(Instance instance) {
        Instance inner = instance.instance("Inner").orElseThrow();
        assertThat(inner.text("Name")).contains("inner");
        assertThat(inner.dateTime("Born")).isPresent();
        assertThat(instance.text("Inner")).isEmpty();
        assertThat(instance.reference("Owner"))
                .contains(ResourceLocator.of("urn:r").selector("Key", "v"));
        assertThatThrownBy(() -> instance.dateTime("Inner"))
                .isInstanceOf(WsmanProtocolException.class)
                .hasMessageContaining("Inner");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void readsEachFormIntoJaxbClass(Instance instance) {
        Item item = instance.as(Item.class);
        assertThat(item.name).isEqualTo("a  b");
        assertThat(item.tags).containsExactly("x", "y");
        assertThat(item.when).isEqualTo(OffsetDateTime.parse("2013-03-11T21:28:04.5Z"));
        assertThat(item.offset).isEqualTo("2013-03-11T21:28:04.1234567+05:30");
        assertThat(item.nilWhen).isNull();
        assertThat(item.nilInside).isNull();
        assertThat(item.nilText).isNull();
        assertThat(item.noWhen).isNull();
        assertThat(item.times).extracting(OffsetDateTime::getYear).containsExactly(2013, 2014);
        assertThat(item.day).isEqualTo(LocalDate.of(2013, 3, 11));
        assertThat(item.hour).isEqualTo(LocalTime.of(21, 28, 4));
        assertThat(item.span).isEqualTo(Duration.parse("PT26H3M4.5S"));
        assertThat(item.raw).isEqualTo(OffsetDateTime.parse("2013-03-11T21:28:04+01:00"));
        assertThat(item.inner.born).isEqualTo(OffsetDateTime.parse("2013-03-11T21:28:04Z"));
        assertThat(item.owner.selector("Key")).contains("v");
    }

    /** A changed value keeps the form in which the server sent the old one. */
    @ParameterizedTest
    @MethodSource("forms")
    void writesTimeInFormOfTheOneItReplaces(Instance instance) {
        Instance changed = instance.with("When", OffsetDateTime.parse("2024-02-29T12:34:56Z"))
                .with("Span", Duration.ofHours(26))
                .with("Raw", Duration.ofHours(26));
        assertThat(changed.dateTime("When")).contains(OffsetDateTime.parse("2024-02-29T12:34:56Z"));
        assertThat(changed.text("Span")).contains("P1DT2H0M0S");
        assertThat(changed.text("Raw")).contains("00000001020000.000000:000");
        String before =
                instance.toXml().replaceAll("(?s).*<([\\w:]*Interval).*", "$1").replaceFirst(".*/", "");
        assertThat(changed.toXml()).contains("<" + before).contains("</" + before + ">");
    }

    @Test
    void addsPropertyInNamespaceOfOthers() {
        Instance item = Instance.parse("<w:XmlFragment" + DECLARED + "><Name>a</Name></w:XmlFragment>");
        assertThat(item.with("Size", 1).tree().firstChild("", "Size")).isNotNull();
        assertThat(item.with("Size", 1).integer("Size")).hasValue(1);
    }

    /** The item has only some of the properties, without a namespace, and no server accepts its root as the class. */
    @Test
    void rejectsItemAsContentOfWholeResource() {
        Instance item = Instance.parse("<w:XmlFragment" + DECLARED + "><Name>a</Name></w:XmlFragment>");
        ResourceLocator resource = ResourceLocator.parse("wmicimv2/LAB_X?Name=a");
        assertThatThrownBy(() -> RequestContents.of(resource, item))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("content: a wsman:XmlFragment")
                .hasMessageContaining("get the instance");
        assertThat(RequestContents.of(resource.fragment("Name"), item)).isNotNull();
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Item {
        @XmlElement(name = "Name")
        String name;

        @XmlElement(name = "Tags")
        List<String> tags;

        @XmlElement(name = "When")
        OffsetDateTime when;

        @XmlElement(name = "Offset")
        String offset;

        @XmlElement(name = "NilWhen")
        OffsetDateTime nilWhen;

        @XmlElement(name = "NilInside")
        OffsetDateTime nilInside;

        @XmlElement(name = "Nil")
        String nilText;

        @XmlElement(name = "NoWhen")
        OffsetDateTime noWhen;

        @XmlElement(name = "Times")
        List<OffsetDateTime> times;

        @XmlElement(name = "Day")
        LocalDate day;

        @XmlElement(name = "Hour")
        LocalTime hour;

        @XmlElement(name = "Span")
        Duration span;

        @XmlElement(name = "Raw")
        OffsetDateTime raw;

        @XmlElement(name = "Inner")
        Inner inner;

        @XmlElement(name = "Owner")
        ResourceLocator owner;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Inner {
        @XmlElement(name = "Name")
        String name;

        @XmlElement(name = "Born")
        OffsetDateTime born;
    }
}
