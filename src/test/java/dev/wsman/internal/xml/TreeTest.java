package dev.wsman.internal.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.Map;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

class TreeTest {
    @Test
    void keepsAllNodesInOrder() {
        String xml =
                "<p:A xmlns:p=\"urn:a\" xmlns=\"urn:d\" p:x=\"1\" y=\"2\"> t<!-- c --><?pi data?><B/>u&amp;v<?bare?></p:A>";
        assertThat(XmlFactories.parse(xml).toXml()).isEqualTo(xml);
    }

    @Test
    void roundTripsEscapedCharacters() {
        Tree tree = Tree.builder("", "A", "")
                .attribute("a", "<\"'&>\t\r\n ü\uD83D\uDE00")
                .text("]]> <&> \r\n\t ü\uD83D\uDE00")
                .build();
        assertThat(XmlFactories.parse(tree.toXml())).isEqualTo(tree);
    }

    @Test
    void joinsPiecesOfText() {
        Tree tree = XmlFactories.parse("<A>one<![CDATA[ <two> ]]>&#65;</A>");
        assertThat(tree.nodeCount()).isEqualTo(1);
        assertThat(tree.text()).isEqualTo("one <two> A");
    }

    @Test
    void declaresOnlyInheritedPrefixesThatItemUses() throws XMLStreamException {
        Tree item = item(
                "<e:E xmlns:e='urn:e' xmlns:p='urn:p' xmlns:xsi='" + Namespaces.XSI + "' xmlns:t='urn:t'"
                        + " xmlns:unused='urn:u'><e:Items xmlns:q='urn:q'><p:I xsi:type='t:I_Type'><p:V>q:name</p:V></p:I></e:Items></e:E>");
        assertThat(item.toXml())
                .isEqualTo("<p:I xmlns:p=\"urn:p\" xmlns:xsi=\"" + Namespaces.XSI
                        + "\" xmlns:t=\"urn:t\" xmlns:q=\"urn:q\"" + " xsi:type=\"t:I_Type\"><p:V>q:name</p:V></p:I>");
        assertThat(XmlFactories.parse(item.toXml())).isEqualTo(item);
    }

    @Test
    void doesNotInheritPrefixThatItemDeclares() throws XMLStreamException {
        Tree item =
                item("<e:E xmlns:e='urn:e' xmlns:p='urn:outer'><e:Items><I><p:V xmlns:p='urn:p'/></I></e:Items></e:E>");
        assertThat(item.toXml()).isEqualTo("<I><p:V xmlns:p=\"urn:p\"/></I>");
    }

    @Test
    void resolvesInheritedPrefixesInDescendants() throws XMLStreamException {
        Tree item =
                item("<e:E xmlns:e='urn:e' xmlns:t='urn:t' xmlns='urn:d'><e:Items><I><V>t:X</V></I></e:Items></e:E>");
        Tree value = item.firstElement();
        assertThat(value.resolve(value.text())).isEqualTo(new QName("urn:t", "X"));
        assertThat(value.resolve("X")).isEqualTo(new QName("urn:d", "X"));
        assertThat(value.namespaceOf("nowhere")).isNull();
        assertThat(value.resolve("nowhere:X")).isEqualTo(new QName("nowhere:X"));
    }

    @Test
    void keepsElementWithoutNamespaceInDefaultNamespace() {
        Tree bare = Tree.builder("", "B", "").build();
        Tree tree = Tree.builder("urn:a", "A", "").child(bare).build();
        assertThat(tree.toXml()).isEqualTo("<A xmlns=\"urn:a\"><B xmlns=\"\"/></A>");
        assertThat(XmlFactories.parse(tree.toXml())).isEqualTo(tree);
    }

    @Test
    void keepsDeclarationsOfTreeFromAnotherDocument() throws XMLStreamException {
        Tree item = item("<e:E xmlns:e='urn:e' xmlns:p='urn:p'><e:Items><p:I>p:x</p:I></e:Items></e:E>");
        Tree tree = Tree.builder("urn:other", "A", "p").child(item).build();
        assertThat(tree.toXml()).isEqualTo("<p:A xmlns:p=\"urn:other\"><p:I xmlns:p=\"urn:p\">p:x</p:I></p:A>");
    }

    @Test
    void doesNotRepeatDeclarationsOfWriter() throws XMLStreamException {
        java.io.StringWriter text = new java.io.StringWriter();
        var writer = XmlFactories.outputFactory().createXMLStreamWriter(text);
        Tree tree = Tree.builder("urn:a", "A", "p").build();
        TreeWriter.write(tree, writer, NamespaceScope.of(Map.of("p", "urn:a")));
        writer.close();
        assertThat(text).hasToString("<p:A/>");
    }

    @Test
    void comparesNamesTextAndXsiTypeButNotPrefixes() {
        String xsi = " xmlns:xsi='" + Namespaces.XSI + "'";
        Tree one = XmlFactories.parse("<p:A xmlns:p='urn:a'" + xsi + " xsi:type='p:T'>x</p:A>");
        Tree two = XmlFactories.parse("<A xmlns='urn:a' xmlns:t='urn:a'" + xsi + " xsi:type='t:T'>x</A>");
        assertThat(one).isEqualTo(two).hasSameHashCodeAs(two);
        assertThat(one).isNotEqualTo(XmlFactories.parse("<p:A xmlns:p='urn:a'>x</p:A>"));
        assertThat(one).isNotEqualTo(XmlFactories.parse("<p:A xmlns:p='urn:b'" + xsi + " xsi:type='p:T'>x</p:A>"));
    }

    @Test
    void rejectsMalformedXmlWithPosition() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> XmlFactories.parse("<A>\n  <B></C></A>"))
                .withMessageContaining("line 2, column")
                .withMessageNotContaining("[row");
        assertThatIllegalArgumentException().isThrownBy(() -> XmlFactories.parse(""));
        assertThatIllegalArgumentException().isThrownBy(() -> XmlFactories.parse("<A/><B/>"));
    }

    @Test
    void rejectsDocumentTypesAndEntities() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> XmlFactories.parse("<!DOCTYPE A [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><A>&e;</A>"))
                .withMessageContaining("document types are not accepted");
        assertThatIllegalArgumentException().isThrownBy(() -> XmlFactories.parse("<A>&e;</A>"));
    }

    @Test
    void rejectsNestingBeyondLimitWithoutStackOverflow() {
        String deep = "<A>".repeat(TreeReader.MAX_DEPTH) + "</A>".repeat(TreeReader.MAX_DEPTH);
        assertThat(XmlFactories.parse(deep).toXml()).startsWith("<A><A>");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> XmlFactories.parse("<A>".repeat(100_000)))
                .withMessageContaining("nested deeper than " + TreeReader.MAX_DEPTH);
    }

    @Test
    void rejectsInvalidXmlWhenItIsAdded() {
        TreeBuilder builder = Tree.builder("urn:a", "A", "p");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.text("a\u0000"))
                .withMessageContaining("U+0000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.text("\uD800x"))
                .withMessageContaining("U+D800");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.attribute("a b", "x"))
                .withMessageContaining("a b");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.declare("p", "urn:b"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.comment("a--b"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.instruction("x", "?>"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.attribute("urn:x", "a", "", "v"));
        assertThatIllegalArgumentException().isThrownBy(() -> Tree.builder("", "A", "p"));
    }

    @Test
    void leavesReaderAtEndTag() throws XMLStreamException {
        XMLStreamReader reader =
                XmlFactories.inputFactory().createXMLStreamReader(new StringReader("<R><A><B/></A><C/></R>"));
        reader.nextTag();
        reader.nextTag();
        TreeReader trees = new TreeReader(reader);
        assertThat(trees.read().localName()).isEqualTo("A");
        assertThat(reader.getEventType()).isEqualTo(XMLStreamConstants.END_ELEMENT);
        assertThat(reader.getLocalName()).isEqualTo("A");
        reader.nextTag();
        assertThat(trees.read().localName()).isEqualTo("C");
        assertThatThrownBy(trees::read).isInstanceOf(XMLStreamException.class);
    }

    @Test
    void sharesNamesAndDeclarationsInBatch() throws XMLStreamException {
        XMLStreamReader reader = XmlFactories.inputFactory()
                .createXMLStreamReader(new StringReader("<R><p:A xmlns:p='urn:p'/><p:A xmlns:p='urn:p'/></R>"));
        reader.nextTag();
        TreeReader trees = new TreeReader(reader);
        reader.nextTag();
        Tree first = trees.read();
        reader.nextTag();
        Tree second = trees.read();
        assertThat(second.name()).isSameAs(first.name());
        assertThat(second.scope()).isSameAs(first.scope());
    }

    private static Tree item(String envelope) throws XMLStreamException {
        XMLStreamReader reader = XmlFactories.inputFactory().createXMLStreamReader(new StringReader(envelope));
        reader.nextTag();
        reader.nextTag();
        TreeReader trees = new TreeReader(reader);
        reader.nextTag();
        return trees.read();
    }
}
