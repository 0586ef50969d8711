package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;

class InstanceBuilderTest {
    private static final String DMTF = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_X";
    private static final String WINDOWS = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_X";
    private static final OffsetDateTime TIME = OffsetDateTime.parse("2024-02-29T12:34:56+01:00");

    private static Instance.Builder dmtf() {
        return Instance.builder(DMTF, "CIM_X");
    }

    private static String inner(Instance.Builder builder) {
        String xml = builder.build().toXml();
        return xml.substring(xml.indexOf('>') + 1, xml.lastIndexOf("</"));
    }

    @Test
    void writesSimpleValues() {
        assertThat(inner(dmtf().add("S", "a<b")
                        .add("B", true)
                        .add("I", 5)
                        .add("D", new BigDecimal("1E+3"))
                        .add("R", Double.NEGATIVE_INFINITY)
                        .add("N", Float.NaN)
                        .add("O", new byte[] {0, 1, 2})
                        .add("C", 'c')
                        .add("U", new UUID(0, 1))))
                .isEqualTo("<p:S>a&lt;b</p:S><p:B>true</p:B><p:I>5</p:I><p:D>1000</p:D><p:R>-INF</p:R><p:N>NaN</p:N>"
                        + "<p:O>AAEC</p:O><p:C>c</p:C><p:U>00000000-0000-0000-0000-000000000001</p:U>");
    }

    @Test
    void putsRootIntoNamespaceOfResourceUri() {
        Instance input = dmtf().build();
        assertThat(input.toXml()).isEqualTo("<p:CIM_X xmlns:p=\"" + DMTF + "\"/>");
        assertThat(Instance.builder("", "A").add("B", 1).build().toXml()).isEqualTo("<A><B>1</B></A>");
    }

    @Test
    void repeatsElementForArraysAndWritesNullAsNil() {
        Instance instance = dmtf().add("A", 1)
                .add("A", 2)
                .add("L", List.of("x", "y"))
                .add("P", new int[] {3, 4})
                .add("Z", null)
                .add("E", List.of())
                .build();
        assertThat(instance.texts("A")).containsExactly("1", "2");
        assertThat(instance.texts("L")).containsExactly("x", "y");
        assertThat(instance.texts("P")).containsExactly("3", "4");
        assertThat(instance.isNull("Z")).isTrue();
        assertThat(instance.has("E")).isFalse();
        assertThat(instance.propertyNames()).containsExactly("A", "L", "P", "Z");
    }

    @Test
    void appendsByAddAndReplacesBySet() {
        assertThat(inner(dmtf().add("A", 1).add("B", 2).add("A", 3))).isEqualTo("<p:A>1</p:A><p:B>2</p:B><p:A>3</p:A>");
        assertThat(inner(dmtf().add("A", 1).add("B", 2).add("A", 3).set("A", 4)))
                .isEqualTo("<p:A>4</p:A><p:B>2</p:B>");
    }

    @Test
    void writesDatetimesAsCimTextAndForWindowsAsElements() {
        assertThat(inner(dmtf().add("T", TIME).add("D", Duration.ofMinutes(61)).add("I", Instant.EPOCH)))
                .isEqualTo("<p:T>20240229123456.000000+060</p:T><p:D>00000000010100.000000:000</p:D>"
                        + "<p:I>19700101000000.000000+000</p:I>");
        assertThat(inner(Instance.builder(WINDOWS, "Win32_X").add("T", TIME).add("D", Duration.ofMinutes(61))))
                .contains(
                        ":Datetime xmlns:cim=\"http://schemas.dmtf.org/wbem/wscim/1/common\">2024-02-29T12:34:56+01:00<")
                .contains(":Interval xmlns:cim=\"http://schemas.dmtf.org/wbem/wscim/1/common\">P0DT1H1M0S<");
    }

    @Test
    void writesDatetimeInFormOfTheOneItReplaces() {
        String cim = " xmlns:cim='http://schemas.dmtf.org/wbem/wscim/1/common'";
        Instance server = Instance.parse("<A" + cim + "><R>20200101000000.000000+000</R><X>2020-01-01T00:00:00Z</X>"
                + "<C><cim:CIM_DateTime>20200101000000.000000+000</cim:CIM_DateTime></C>"
                + "<D><cim:Datetime>2020-01-01T00:00:00Z</cim:Datetime></D></A>");
        Instance changed = server;
        for (String property : server.propertyNames()) {
            changed = changed.with(property, TIME);
        }
        assertThat(changed.toXml())
                .contains("<R>20240229123456.000000+060</R>")
                .contains("<X>2024-02-29T12:34:56+01:00</X>")
                .contains("<cim:CIM_DateTime>20240229123456.000000+060</cim:CIM_DateTime>")
                .contains("<cim:Datetime>2024-02-29T12:34:56+01:00</cim:Datetime>");
    }

    @Test
    void writesLocatorAsContentOfEndpointReference() {
        ResourceLocator locator = ResourceLocator.of("urn:x:y").selector("A", "1");
        Instance instance = dmtf().add("Ref", locator).add("Ref", locator).build();
        assertThat(instance.references("Ref")).containsExactly(locator, locator);
        assertThat(instance.toXml()).doesNotContain("EndpointReference");
    }

    @Test
    void writesClassOfEmbeddedInstanceAsType() {
        Instance part = Instance.builder("urn:part", "Part").add("Size", 1).build();
        Instance whole = dmtf().add("Emb", part).add("Emb", part.toElement()).build();
        Instance read = Instance.parse(whole.toXml()).instances("Emb").get(0);
        assertThat(read.tree()
                        .resolve(read.attribute("http://www.w3.org/2001/XMLSchema-instance", "type")
                                .orElseThrow()))
                .isEqualTo(new QName("urn:part", "Part_Type"));
        assertThat(read.integer("Size")).hasValue(1);
        assertThat(whole.instances("Emb")).hasSize(2);
        Instance again = dmtf().add("Emb", read).add("Emb", read).build();
        assertThat(Instance.parse(again.toXml())).isEqualTo(Instance.parse(whole.toXml()));
    }

    @Test
    void keepsClassOfEmbeddedInstanceThatMapReplaces() {
        Instance instance = Instance.parse("<p:A xmlns:p='urn:a' xmlns:x='http://www.w3.org/2001/XMLSchema-instance'>"
                + "<p:Part x:type='p:Part_Type'><p:Size>1</p:Size></p:Part></p:A>");
        Instance changed = instance.with("Part", Map.of("Size", 2));
        assertThat(changed.attribute("Part", "http://www.w3.org/2001/XMLSchema-instance", "type"))
                .contains("p:Part_Type");
        assertThat(changed.toMap()).isEqualTo(Map.of("Part", Map.of("Size", "2")));
    }

    @Test
    void keepsEverythingElseInChangedCopy() {
        String xml = "<p:X xmlns:p=\"urn:p\" a=\"1\"><!-- c --><p:A u=\"2\">1</p:A><o:B xmlns:o=\"urn:o\"><o:C/></o:B>"
                + "<p:A>2</p:A><p:N>n</p:N></p:X>";
        Instance instance = Instance.parse(xml);
        assertThat(instance.with("a", 5).toXml())
                .isEqualTo(xml.replace(">1</p:A>", ">5</p:A>").replace("<p:A>2</p:A>", ""));
        assertThat(instance.toXml()).isEqualTo(xml);
        assertThat(instance.with("New", "x").toXml()).isEqualTo(xml.replace("</p:X>", "<p:New>x</p:New></p:X>"));
        assertThat(instance.toBuilder().remove("A").build().propertyNames()).containsExactly("B", "N");
        assertThat(instance.with("N", null).isNull("N")).isTrue();
        assertThat(instance.with("N", null).with("N", "m").toXml()).isEqualTo(xml.replace(">n<", ">m<"));
    }

    @Test
    void omitsTypeAndCimLocationWhenSentBack() {
        Instance instance =
                Instance.parse("<p:X xmlns:p='urn:p' xmlns:cim='http://schemas.dmtf.org/wbem/wscim/1/common'"
                        + " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='p:X_Type'><p:A>1</p:A>"
                        + "<p:E xsi:type='p:E_Type'><p:S>1</p:S></p:E><cim:Location>x</cim:Location></p:X>");
        Instance sent = Instance.of(instance.content());
        assertThat(sent.propertyNames()).containsExactly("A", "E");
        assertThat(sent.toXml())
                .doesNotContain("Location")
                .doesNotContain("X_Type")
                .contains("E_Type");
        assertThat(Instance.of(sent.content()).tree()).isSameAs(sent.tree());
    }

    @Test
    void rejectsValueThatCannotBeSentNamingProperty() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dmtf().add("T", LocalDateTime.MIN))
                .withMessageContaining("property T")
                .withMessageContaining("LocalDateTime");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dmtf().add("a b", "x"))
                .withMessageContaining("a b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dmtf().add("S", "\u0000"))
                .withMessageContaining("property S")
                .withMessageContaining("U+0000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dmtf().add("D", Duration.ofSeconds(-1)))
                .withMessageContaining("property D");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Instance.builder(DMTF, ""))
                .withMessageContaining("name");
    }
}
