package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.internal.xml.TreeReader;
import dev.wsman.internal.xml.XmlFactories;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamReader;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class InstanceTest {
    private static final String URI = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_Thing";
    private static final Instance THING = Instance.parse("""
            <p:Win32_Thing xmlns:p="%s" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xmlns:cim="http://schemas.dmtf.org/wbem/wscim/1/common" xmlns:o="urn:other"
                xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"
                xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
                xmlns:m="http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd" xsi:type="p:Win32_Thing_Type">
              <p:Name unit="none"> Thing &amp; Co </p:Name>
              <p:Tags>a</p:Tags><p:Tags/><p:Tags xsi:nil="true"/><p:Tags>b</p:Tags>
              <p:Nothing xsi:nil="true"/><p:NoArray m:IsNullArray="true"/><p:Empty/>
              <p:Small> -5 </p:Small><p:Large>18446744073709551615</p:Large><p:Real>-2.25e+10</p:Real><p:Inf>INF</p:Inf>
              <p:Yes>TRUE</p:Yes><p:No>0</p:No><p:Octets>AAEC</p:Octets>
              <p:When>20240229123456.000000+060</p:When>
              <p:When2><cim:CIM_DateTime>20240229123456.000000+060</cim:CIM_DateTime></p:When2>
              <p:When3><cim:Datetime>2024-02-29T12:34:56+01:00</cim:Datetime></p:When3>
              <p:When4><cim:Date>2024-02-29</cim:Date></p:When4>
              <p:Span>00000002010203.000004:000</p:Span><p:Span2><cim:Interval>P1Y</cim:Interval></p:Span2>
              <p:Ref><a:Address>x</a:Address><a:ReferenceParameters><w:ResourceURI>urn:r</w:ResourceURI></a:ReferenceParameters></p:Ref>
              <p:Ref><a:EndpointReference><a:Address>x</a:Address><a:ReferenceParameters><w:ResourceURI>urn:s</w:ResourceURI></a:ReferenceParameters></a:EndpointReference></p:Ref>
              <p:Emb xsi:type="o:Part_Type"><o:Size>1</o:Size></p:Emb>
              <p:Emb><n:Part xmlns:n="http://e.org/Part"><n:Size>2</n:Size></n:Part></p:Emb>
              <p:Emb>&lt;Part&gt;&lt;Size&gt;3&lt;/Size&gt;&lt;/Part&gt;</p:Emb>
              <p:Emb><![CDATA[ <?xml version="1.0"?><Part><Size>4</Size></Part> ]]></p:Emb>
              <o:Foreign>f</o:Foreign><o:Name>other</o:Name>
              <cim:Location><a:Address>x</a:Address></cim:Location>
            </p:Win32_Thing>""".formatted(URI));

    @Test
    void namesPropertiesOnceInOrderWithoutCimLocation() {
        assertThat(THING.propertyNames()).startsWith("Name", "Tags", "Nothing").endsWith("Emb", "Foreign");
        assertThat(THING.propertyNames()).doesNotHaveDuplicates().doesNotContain("Location");
        assertThat(THING.name()).isEqualTo(new QName(URI, "Win32_Thing"));
    }

    @Test
    void returnsTextAsSent() {
        assertThat(THING.text("Name")).contains(" Thing & Co ");
        assertThat(THING.text("Empty")).contains("");
        assertThat(THING.text("When3")).contains("2024-02-29T12:34:56+01:00");
        assertThat(THING.text("Ref")).isEmpty();
        assertThat(THING.text("Absent")).isEmpty();
        assertThat(Instance.parse("<w:XmlFragment xmlns:w='urn:w'>42</w:XmlFragment>")
                        .text())
                .isEqualTo("42");
    }

    @Test
    void readsArrayFromRepeatedElementsWithoutNulls() {
        assertThat(THING.texts("Tags")).containsExactly("a", "", "b");
        assertThat(THING.text("Tags")).contains("a");
        assertThat(THING.texts("Nothing")).isEmpty();
        assertThat(THING.texts("Absent")).isEmpty();
    }

    @Test
    void distinguishesNullEmptyAndAbsent() {
        assertThat(THING.isNull("Nothing")).isTrue();
        assertThat(THING.isNull("NoArray")).isTrue();
        assertThat(THING.isNull("Empty")).isFalse();
        assertThat(THING.isNull("Absent")).isFalse();
        assertThat(THING.has("Nothing")).isTrue();
        assertThat(THING.has("Absent")).isFalse();
        assertThat(THING.integer("Nothing")).isEmpty();
        assertThat(THING.integer("Empty")).isEmpty();
        assertThat(THING.dateTime("Empty")).isEmpty();
    }

    @Test
    void findsPropertyByNamespaceThenLocalNameThenAnyCase() {
        assertThat(THING.text("Name")).contains(" Thing & Co ");
        assertThat(THING.text("Foreign")).contains("f");
        assertThat(THING.text("sMALL")).contains(" -5 ");
    }

    @Test
    void readsNumbers() {
        assertThat(THING.integer("Small")).hasValue(-5);
        assertThat(THING.unsigned("Large")).contains(new BigInteger("18446744073709551615"));
        assertThat(THING.decimal("Real")).contains(new BigDecimal("-2.25e+10"));
        assertThat(THING.number("Real")).hasValue(-2.25e10);
        assertThat(THING.number("Inf")).hasValue(Double.POSITIVE_INFINITY);
        assertThat(THING.bool("Yes")).contains(true);
        assertThat(THING.bool("No")).contains(false);
        assertThat(THING.bytes("Octets")).contains(new byte[] {0, 1, 2});
    }

    @Test
    void readsDatetimesInAllForms() {
        OffsetDateTime expected = OffsetDateTime.parse("2024-02-29T12:34:56+01:00");
        for (String property : List.of("When", "When2", "When3")) {
            assertThat(THING.dateTime(property)).as(property).contains(expected);
        }
        assertThat(THING.dateTime("When4")).contains(OffsetDateTime.parse("2024-02-29T00:00Z"));
        assertThat(THING.duration("Span")).contains(Duration.parse("PT49H2M3.000004S"));
        assertThat(THING.duration("Span2")).contains(Duration.ofDays(365));
    }

    @Test
    void readsReferencesDirectAndNested() {
        assertThat(THING.reference("Ref")).contains(ResourceLocator.of("urn:r"));
        assertThat(THING.references("Ref")).containsExactly(ResourceLocator.of("urn:r"), ResourceLocator.of("urn:s"));
    }

    @Test
    void readsEmbeddedInstancesInAllForms() {
        assertThat(THING.instances("Emb"))
                .extracting(part -> part.integer("Size").orElseThrow())
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(THING.instance("Emb").orElseThrow().name().getLocalPart()).isEqualTo("Emb");
        assertThat(THING.instances("Emb").get(1).name()).isEqualTo(new QName("http://e.org/Part", "Part"));
    }

    @Test
    void readsAttributes() {
        assertThat(THING.attribute("Name", "", "unit")).contains("none");
        assertThat(THING.attribute("http://www.w3.org/2001/XMLSchema-instance", "type"))
                .contains("p:Win32_Thing_Type");
        assertThat(THING.attribute("Name", "", "other")).isEmpty();
    }

    @Test
    void rejectsInvalidValueNamingPropertyAndValue() {
        assertThatExceptionOfType(WsmanProtocolException.class)
                .isThrownBy(() -> THING.integer("Name"))
                .withMessageContaining("Name")
                .withMessageContaining("Thing & Co")
                .withMessageContaining("integer");
        assertThatExceptionOfType(WsmanProtocolException.class)
                .isThrownBy(() -> THING.integer("Large"))
                .withMessageContaining("unsigned");
        assertThatExceptionOfType(WsmanProtocolException.class).isThrownBy(() -> THING.dateTime("Span"));
        assertThatExceptionOfType(WsmanProtocolException.class).isThrownBy(() -> THING.duration("When"));
        assertThatExceptionOfType(WsmanProtocolException.class).isThrownBy(() -> THING.bool("Small"));
        assertThatExceptionOfType(WsmanProtocolException.class).isThrownBy(() -> THING.reference("Name"));
        assertThatExceptionOfType(WsmanProtocolException.class).isThrownBy(() -> THING.instance("Name"));
        assertThatExceptionOfType(WsmanProtocolException.class).isThrownBy(() -> THING.integer("Ref"));
    }

    @Test
    void rejectsMalformedTextWithItsPosition() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Instance.parse("<A>"))
                .withMessageContaining("line 1");
    }

    @Test
    void convertsToXmlAndDomAndBack() {
        assertThat(Instance.parse(THING.toXml())).isEqualTo(THING).hasSameHashCodeAs(THING);
        assertThat(Instance.of(THING.toElement())).isEqualTo(THING);
    }

    /** A caller's class. */
    @XmlAccessorType(XmlAccessType.FIELD)
    static class Thing {
        @XmlElement(name = "Name")
        String name = "";

        @XmlElement(name = "Tags")
        List<String> tags = new ArrayList<>();

        @XmlElement(name = "Small")
        int small;
    }

    @Test
    void readsInstanceIntoClassOfCaller() {
        Thing thing = THING.as(Thing.class);
        assertThat(thing.name).isEqualTo(" Thing & Co ");
        assertThat(thing.small).isEqualTo(-5);
        assertThat(thing.tags).contains("a", "b");
        assertThatExceptionOfType(WsmanProtocolException.class)
                .isThrownBy(() -> THING.with("Small", "x").as(Thing.class))
                .withMessageContaining("Small");
    }

    @Test
    void readsItemCutFromEnvelopeIntoClassOfCaller() throws Exception {
        XMLStreamReader reader = XmlFactories.inputFactory()
                .createXMLStreamReader(
                        new StringReader("<E xmlns:p='urn:p' xmlns:i='http://www.w3.org/2001/XMLSchema-instance'>"
                                + "<p:X i:type='p:X_Type'><p:Name>n</p:Name><p:Small i:nil='true'/></p:X></E>"));
        reader.nextTag();
        TreeReader trees = new TreeReader(reader);
        reader.nextTag();
        Instance item = Instance.of(trees.read());
        assertThat(item.as(Thing.class).name).isEqualTo("n");
        assertThat(item.toXml()).startsWith("<p:X xmlns:p=\"urn:p\"");
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Account {
        @XmlElement(name = "AdminPassword")
        int password;
    }

    @Test
    void hidesValueOfPropertyWithSecretName() {
        Instance account =
                Instance.builder("", "Account").set("AdminPassword", "s3cret").build();
        List<Executable> reads = List.of(() -> account.integer("AdminPassword"), () -> account.as(Account.class));
        assertThat(reads).allSatisfy(read -> assertThatThrownBy(read::execute)
                .isInstanceOf(WsmanProtocolException.class)
                .hasMessageContaining("AdminPassword")
                .hasMessageContaining("***")
                .satisfies(
                        failure -> assertThat(Throwables.getStackTrace(failure)).doesNotContain("s3cret")));
    }

    @Test
    void showsValueThatIsNotOfRequestedType() {
        Instance service = Instance.builder("urn:a", "A")
                .set("Name", "Spooler")
                .set("Long", "x".repeat(5000))
                .build();
        List<Executable> wrong = List.of(
                () -> service.integer("Name"),
                () -> service.unsigned("Name"),
                () -> service.decimal("Name"),
                () -> service.number("Name"),
                () -> service.bool("Name"),
                () -> service.dateTime("Name"),
                () -> service.duration("Name"),
                () -> service.reference("Name"),
                () -> service.instance("Name"));
        assertThat(wrong).allSatisfy(call -> assertThatThrownBy(call::execute)
                .isInstanceOf(WsmanProtocolException.class)
                .hasMessageMatching("property Name is \".*Spooler.*\", which is not .*")
                .satisfies(thrown -> assertThat(thrown.getMessage())
                        .hasSizeLessThan(300)
                        .doesNotContain("expected", "proxy", "path", "/wsman")));
        assertThatThrownBy(() -> service.integer("Long"))
                .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(400));
    }
}
