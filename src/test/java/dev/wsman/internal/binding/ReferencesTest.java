package dev.wsman.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** References and embedded instances: objects within a property. */
class ReferencesTest {
    private static final String CONTENT =
            "<wsa:Address> http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous"
                    + "</wsa:Address><wsa:ReferenceParameters><w:ResourceURI>http://x/CIM_Disk</w:ResourceURI><w:SelectorSet>"
                    + "<w:Selector Name='__cimnamespace'>root/cimv2</w:Selector>"
                    + "<w:Selector Name='System'><wsa:EndpointReference><wsa:Address>a</wsa:Address><wsa:ReferenceParameters>"
                    + "<w:ResourceURI>http://x/CIM_System</w:ResourceURI></wsa:ReferenceParameters></wsa:EndpointReference>"
                    + "</w:Selector></w:SelectorSet></wsa:ReferenceParameters>";
    private static final String WRAPPED = "\n<wsa:EndpointReference>" + CONTENT + "</wsa:EndpointReference>\n";

    @Test
    void bindsReferenceWithAndWithoutWrapper() {
        for (String form : List.of(CONTENT, WRAPPED)) {
            Parts parts = ItemTexts.readService(Parts.class, "<p:Bean>" + form + "</p:Bean>");
            assertThat(parts.bean.parameters.resourceUri).isEqualTo("http://x/CIM_Disk");
        }
    }

    @Test
    void bindsEmbeddedInstanceFromElementsEscapedXmlAndCdata() {
        String children = "<e:numbers xmlns:e='urn:e'>2</e:numbers><e:numbers xmlns:e='urn:e'>3</e:numbers>";
        String root = "<e:Numbers xmlns:e='urn:e'>" + children + "</e:Numbers>";
        for (String form : List.of(
                children,
                "<x:Numbers xmlns:x='http://x/Numbers'>" + children + "</x:Numbers>",
                "<![CDATA[<?xml version='1.0'?>" + root + "]]>",
                "\n" + root.replace("<", "&lt;") + "\n",
                "<![CDATA[" + root.substring(0, 12) + "]]><![CDATA[" + root.substring(12) + "]]>")) {
            Parts parts =
                    ItemTexts.readService(Parts.class, "<p:Numbers xsi:type='e:Numbers_Type'>" + form + "</p:Numbers>");
            assertThat(parts.numbers.numbers).containsExactly(2, 3);
        }
    }

    @Test
    void rejectsMalformedEmbeddedXml() {
        assertThatThrownBy(() -> ItemTexts.readService(Parts.class, "<p:Numbers>&lt;open></p:Numbers>"))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("not well-formed");
        assertThatThrownBy(() -> ItemTexts.readService(
                        Parts.class, "<p:Numbers><![CDATA[<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>]]></p:Numbers>"))
                .isInstanceOf(BindingException.class);
    }

    @Test
    void readsMarkupInTextPropertyAsXml() {
        Parts parts = ItemTexts.readService(Parts.class, "<p:Text><p:Inner xsi:nil='true'/><p:B>&amp;</p:B></p:Text>");
        assertThat(parts.text).startsWith("<p:Inner ").endsWith(">&amp;</p:B>");
        assertThat(ItemTexts.read(NamesTest.Base.class, "<r>" + parts.text + "</r>"))
                .isNotNull();
    }

    @Test
    void limitsDepthOfClassThatContainsItself() {
        String open = "<p:Bean>".repeat(5);
        String close = "</p:Bean>".repeat(5);
        assertThat(ItemTexts.readService(Nest.class, open + close).bean.bean.bean.bean.bean.bean)
                .isNull();
        StringBuilder deep = new StringBuilder();
        deep.append("<p:Bean>".repeat(300)).append("</p:Bean>".repeat(300));
        assertThatThrownBy(() -> ItemTexts.readFromParser(Nest.class, ItemTexts.service(deep.toString())))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("deeper");
        String wrappers = "<wsa:EndpointReference>".repeat(300) + "</wsa:EndpointReference>".repeat(300);
        assertThatThrownBy(() -> ItemTexts.readFromParser(Nest.class, ItemTexts.service(wrappers)))
                .isInstanceOf(BindingException.class);
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Parts {
        @XmlElement(name = "Bean")
        Reference bean;

        @XmlElement(name = "Numbers")
        Numbers numbers;

        @XmlElement(name = "Text")
        String text;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Nest {
        @XmlElement(name = "Bean")
        Nest bean;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Numbers {
        List<Integer> numbers;
    }

    /** A caller's own class for a reference. */
    @XmlAccessorType(XmlAccessType.FIELD)
    static class Reference {
        @XmlElement(name = "ReferenceParameters")
        Parameters parameters;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Parameters {
        @XmlElement(name = "ResourceURI")
        String resourceUri;
    }
}
