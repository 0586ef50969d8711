package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.internal.binding.TypedBinding;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlFactories;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.junit.jupiter.api.Test;

/** Locators and instances as properties of a caller's JAXB class. */
class TypedPropertiesTest {
    private static final String CLASS = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_Part";
    private static final String CONTENT = "<wsa:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous"
            + "</wsa:Address><wsa:ReferenceParameters><w:ResourceURI>http://x/CIM_Disk</w:ResourceURI><w:SelectorSet>"
            + "<w:Selector Name='DeviceID'>C:</w:Selector><w:Selector Name='System'><wsa:EndpointReference>"
            + "<wsa:Address>a</wsa:Address><wsa:ReferenceParameters><w:ResourceURI>http://x/CIM_System</w:ResourceURI>"
            + "</wsa:ReferenceParameters></wsa:EndpointReference></w:Selector></w:SelectorSet>"
            + "</wsa:ReferenceParameters>";
    private static final ResourceLocator DISK = ResourceLocator.of("http://x/CIM_Disk")
            .selector("DeviceID", "C:")
            .selector("System", ResourceLocator.of("http://x/CIM_System"));

    @Test
    void readsReferenceAsLocatorWithAndWithoutWrapper() {
        for (String form : List.of(CONTENT, "\n <wsa:EndpointReference>" + CONTENT + "</wsa:EndpointReference>\n")) {
            Parts parts = read("<p:Disk xsi:type='cim:cimReference'>" + form + "</p:Disk><p:All>" + form
                    + "</p:All><p:All>" + form + "</p:All>");
            assertThat(parts.disk).isEqualTo(DISK);
            assertThat(parts.all).containsExactly(DISK, DISK);
        }
    }

    @Test
    void readsNilOrEmptyReferenceAsNull() {
        assertThat(read("<p:Disk xsi:nil='true'/>").disk).isNull();
        assertThat(read("<p:Disk/>").disk).isNull();
    }

    @Test
    void rejectsInvalidReferenceNamingClass() {
        assertThatThrownBy(() -> read("<p:Disk><p:Other/></p:Disk>"))
                .hasMessageContaining(Parts.class.getName())
                .hasMessageContaining("endpoint reference");
    }

    @Test
    void writesReferenceAsItsContentAndReadsItBack() {
        Parts parts = new Parts();
        parts.disk = DISK;
        parts.all = List.of(DISK);
        String xml = write(parts);
        assertThat(xml).contains("<p:Disk><wsa:Address").contains("Name=\"DeviceID\">C:<");
        Parts back = Instance.parse(xml).as(Parts.class);
        assertThat(back.disk).isEqualTo(DISK);
        assertThat(back.all).containsExactly(DISK);
    }

    @Test
    void readsEmbeddedInstanceWithoutClass() {
        String numbers = "<e:count xmlns:e='http://x/Numbers'>3</e:count>";
        for (String form : List.of(
                numbers,
                "<e:Numbers xmlns:e='http://x/Numbers'>" + numbers + "</e:Numbers>",
                "<![CDATA[<e:Numbers xmlns:e='http://x/Numbers'>" + numbers + "</e:Numbers>]]>")) {
            assertThat(read("<p:Numbers>" + form + "</p:Numbers>").numbers.integer("count"))
                    .hasValue(3);
        }
    }

    @Test
    void writesEmbeddedInstanceWithItsType() {
        Parts parts = read(
                "<p:Numbers xmlns:e='http://x/Numbers' xsi:type='e:Numbers_Type'><e:count>3</e:count></p:Numbers>");
        Parts back = Instance.parse(write(parts)).as(Parts.class);
        assertThat(back.numbers.integer("count")).hasValue(3);
        assertThat(write(parts)).containsPattern("<p:Numbers [^>]*xsi:type=\"(\\w+):Numbers_Type\"");
        assertThat(write(back)).contains("http://x/Numbers");
    }

    @Test
    void writesBuiltEmbeddedInstanceWithTypeOfItsClass() {
        Parts parts = new Parts();
        parts.numbers =
                Instance.builder("http://x/Numbers", "Numbers").add("count", 3).build();
        Tree numbers = Instance.parse(write(parts)).tree().firstElement();
        assertThat(numbers.resolve(numbers.attribute(Namespaces.XSI, "type")))
                .isEqualTo(new QName("http://x/Numbers", "Numbers_Type"));
        assertThat(Instance.of(numbers).integer("count")).hasValue(3);
    }

    @Test
    void rejectsTextThatIsNotUuidOrUri() {
        assertThatThrownBy(() -> read("<p:Id>x</p:Id>"))
                .hasMessageContaining("Id")
                .hasMessageContaining("UUID");
        assertThatThrownBy(() -> read("<p:Where>a b</p:Where>"))
                .hasMessageContaining("Where")
                .hasMessageContaining("Illegal character");
        Parts parts = read("<p:Id>00000000-0000-0001-0000-000000000002</p:Id><p:Where>urn:x</p:Where>");
        assertThat(parts.id).isEqualTo(new UUID(1, 2));
        assertThat(parts.where).isEqualTo(URI.create("urn:x"));
    }

    private static Parts read(String properties) {
        return Instance.parse("<p:CIM_Part xmlns:p='" + CLASS
                        + "' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
                        + " xmlns:cim='http://schemas.dmtf.org/wbem/wscim/1/common'"
                        + " xmlns:wsa='http://schemas.xmlsoap.org/ws/2004/08/addressing'"
                        + " xmlns:w='http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd'>" + properties + "</p:CIM_Part>")
                .as(Parts.class);
    }

    private static String write(Parts parts) {
        StringWriter xml = new StringWriter();
        try {
            XMLStreamWriter writer = XmlFactories.outputFactory().createXMLStreamWriter(xml);
            TypedBinding.write(parts, CLASS, null, writer);
            writer.close();
        } catch (XMLStreamException e) {
            throw new AssertionError(e);
        }
        return xml.toString();
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Parts {
        @XmlElement(name = "Disk")
        ResourceLocator disk;

        @XmlElement(name = "All")
        List<ResourceLocator> all;

        @XmlElement(name = "Numbers")
        Instance numbers;

        @XmlElement(name = "Id")
        UUID id;

        @XmlElement(name = "Where")
        URI where;
    }
}
