package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@link Instance#toMap()}: which value each kind of property has. */
class InstanceMapTest {
    private static final String XSI = "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'";
    private static final String CIM = "http://schemas.dmtf.org/wbem/wscim/1/common";

    private static Map<String, Object> map(String properties) {
        return Instance.parse("<p:A xmlns:p='urn:a' " + XSI + ">" + properties + "</p:A>")
                .toMap();
    }

    @Test
    void hasTextOfPropertiesInTheirOrder() {
        Map<String, Object> map = map("<p:Zone> x </p:Zone><p:Alpha>12</p:Alpha><p:Empty/><p:Beta>TRUE</p:Beta>");
        assertThat(map)
                .containsExactly(entry("Zone", " x "), entry("Alpha", "12"), entry("Empty", ""), entry("Beta", "TRUE"));
    }

    @Test
    void hasNullForNilAndForNullArrayOfWindows() {
        Map<String, Object> map = map("<p:N xsi:nil='true'/>"
                + "<p:L xmlns:w='http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd' w:IsNullArray='true'/>"
                + "<p:D><c:Datetime xmlns:c='" + CIM + "' xsi:nil='true'/></p:D>");
        assertThat(map).containsExactly(entry("N", null), entry("L", null), entry("D", null));
    }

    @Test
    void hasListForRepeatedPropertyWithItsNulls() {
        Map<String, Object> map = map("<p:T>a</p:T><p:Other>x</p:Other><p:T xsi:nil='true'/><p:T>b</p:T>");
        assertThat(map).containsExactly(entry("T", Arrays.asList("a", null, "b")), entry("Other", "x"));
    }

    @Test
    void hasTextOfDateTimeInsideProperty() {
        Map<String, Object> map = map("<p:D><c:Datetime xmlns:c='" + CIM + "'>2024-02-29T12:34:56Z</c:Datetime></p:D>");
        assertThat(map).containsExactly(entry("D", "2024-02-29T12:34:56Z"));
    }

    @Test
    void nestsEmbeddedInstancesInEitherForm() {
        Map<String, Object> map = map(
                "<p:Typed xsi:type='p:Part_Type'><p:Size>1</p:Size></p:Typed>"
                        + "<p:Whole><q:Part xmlns:q='urn:x/Part'><q:Size>2</q:Size><q:Deep><q:X>3</q:X></q:Deep></q:Part></p:Whole>");
        assertThat(map)
                .containsExactly(
                        entry("Typed", Map.of("Size", "1")),
                        entry("Whole", Map.of("Size", "2", "Deep", Map.of("X", "3"))));
    }

    @Test
    void hasLocatorForReferenceThatParseReads() {
        ResourceLocator fan = ResourceLocator.parse("cimv2/CIM_Fan?Name=a%2Bb+__cimnamespace=root/x");
        ResourceLocator nested = ResourceLocator.of("cimv2/CIM_Link").selector("Antecedent", fan);
        Instance instance = Instance.builder("urn:a", "A")
                .add("Plain", fan)
                .add("Nested", nested)
                .add("Many", List.of(fan, nested))
                .build();
        Map<String, Object> map = instance.toMap();
        assertThat(map.get("Plain"))
                .isEqualTo("http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_Fan?Name=a%2Bb"
                        + "+__cimnamespace=root/x");
        assertThat(ResourceLocator.parse((String) map.get("Plain"))).isEqualTo(fan);
        assertThat(ResourceLocator.parse((String) map.get("Nested"))).isEqualTo(nested);
        assertThat((List<?>) map.get("Many"))
                .satisfiesExactly(first -> assertThat(first).isEqualTo(map.get("Plain")), second -> assertThat(second)
                        .isEqualTo(map.get("Nested")));
    }

    @Test
    void putsReferenceIntoNamespaceOfRequest() {
        Instance sent = Instance.builder("urn:a", "A")
                .add("Ref", ResourceLocator.of("cimv2/CIM_Fan").selector("Name", "f"))
                .build();
        assertThat(Instance.of(sent.tree(), "root/lab").toMap().get("Ref").toString())
                .endsWith("CIM_Fan?Name=f+__cimnamespace=root/lab");
    }

    /** Windows writes the items of a projection without namespaces. */
    @Test
    void readsReferenceInProjectionOfWindows() {
        Instance item = Instance.parse("<w:XmlFragment xmlns:w='http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd'><Ref>"
                + "<Address>http://x/anonymous</Address><ReferenceParameters><ResourceURI>urn:x:Y</ResourceURI>"
                + "<SelectorSet><Selector Name='Name'>n</Selector></SelectorSet></ReferenceParameters></Ref>"
                + "<Number>1</Number></w:XmlFragment>");
        assertThat(item.toMap()).containsExactly(entry("Ref", "urn:x:Y?Name=n"), entry("Number", "1"));
    }

    @Test
    void hasTextOfElementWithoutPropertiesUnderKeyOfItsOwn() {
        Instance fragment = Instance.parse(
                "<w:XmlFragment xmlns:w='http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd'>Spooler</w:XmlFragment>");
        assertThat(fragment.toMap()).containsExactly(entry("#text", "Spooler"));
        assertThat(Instance.builder("urn:a", "A").build().toMap()).isEmpty();
    }

    @Test
    void leavesOutAttributesCommentsAndLocation() {
        assertThat(map("<!-- c --><c:Location xmlns:c='" + CIM + "'>here</c:Location><p:B unit='kB'>5</p:B>"))
                .containsExactly(entry("B", "5"));
    }

    @Test
    void prefersPropertyInNamespaceOfInstanceAsAccessorsDo() {
        String properties = "<q:N xmlns:q='urn:q'>foreign</q:N><p:N>1</p:N><p:N>2</p:N><p:n>other case</p:n>";
        assertThat(map(properties)).containsExactly(entry("N", List.of("1", "2")), entry("n", "other case"));
        Instance instance = Instance.parse("<p:A xmlns:p='urn:a'>" + properties + "</p:A>");
        assertThat(instance.toMap().keySet()).containsExactlyElementsOf(instance.propertyNames());
        assertThat(instance.texts("N")).isEqualTo(instance.toMap().get("N"));
    }

    @Test
    void isAnUnchangeableCopy() {
        Map<String, Object> map = map("<p:T>a</p:T><p:T>b</p:T><p:E><p:X>1</p:X></p:E>");
        assertThatThrownBy(() -> map.put("x", "y")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((List<?>) map.get("T")).clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((Map<?, ?>) map.get("E")).clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
