package dev.wsman.internal.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.util.StreamReader2Delegate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with the parser alone: elements must be the same, and errors too. */
class ExpectedChildrenTest {
    private static final String NAMESPACE = "urn:expected";
    private static final String START = "<p:Disk xmlns:p='" + NAMESPACE + "' xmlns:xsi='" + Namespaces.XSI + "'>";
    private static final String CHILDREN = "<p:Caption>C:</p:Caption><p:Size>1024</p:Size><p:Free/><p:Label></p:Label>"
            + "<p:Owner xsi:nil=\"true\"/><p:Path>a &amp; b</p:Path><p:Kind xsi:nil=\"true\" /><p:Index>[0]</p:Index>"
            + "<p:Status>OK</p:Status>";
    private static final int COUNT = 9;
    private static final String DISK = START + CHILDREN + "</p:Disk>";

    private static final String INDENTED = DISK.replace("><p:", ">\n    <p:").replace("></p:Disk", ">\n</p:Disk");

    /** Each byte of an element is replaced by each of these, and each is put before it. */
    private static final String ODD = "<>&;\"'= /!?[]:x\u0000\t\n\r\u007f\u00fc";

    private final PendingNodes nodes = new PendingNodes();

    /** Other tests may have replaced the children that are known. */
    @BeforeEach
    void expectDisk() throws XMLStreamException {
        expect(DISK);
    }

    private static void expect(String document) throws XMLStreamException {
        read(Utf8Parsers.open(in(document)));
        read(Utf8Parsers.open(in(document)));
    }

    @Test
    void expectsOnlyChildrenThatWereRepeated() throws XMLStreamException {
        String others = DISK.replace("Status", "State");
        read(Utf8Parsers.open(in(others)));
        expected(atStart(others)).read(nodes, 0);
        assertThat(nodes.size()).isZero();
        read(Utf8Parsers.open(in(others)));
        expected(atStart(others)).read(nodes, 0);
        assertThat(nodes.size()).isEqualTo(COUNT);
    }

    @Test
    void readsExpectedFormsWithoutTheParser() throws XMLStreamException {
        Utf8Reader reader = atStart(DISK);
        expected(reader).read(nodes, 0);
        assertThat(nodes.size()).isEqualTo(COUNT);
        assertThat(reader.next()).isEqualTo(XMLStreamConstants.END_ELEMENT);
        assertThat(reader.getLocalName()).isEqualTo("Disk");
    }

    @Test
    void readsIndentedChildrenWithoutTheParser() throws XMLStreamException {
        expect(INDENTED);
        Utf8Reader reader = atStart(INDENTED);
        expected(reader).read(nodes, 0);
        assertThat(nodes.size()).isEqualTo(2 * COUNT);
        assertThat(nodes.text(0)).isEqualTo("\n    ");
        assertThat(reader.next()).isEqualTo(XMLStreamConstants.CHARACTERS);
        assertThat(reader.getText()).isEqualTo("\n");
        assertThat(reader.getLocation().getLineNumber()).isEqualTo(1 + COUNT);
        assertThat(reader.next()).isEqualTo(XMLStreamConstants.END_ELEMENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\n", "\n  ", "\n     ", "\n\t", "\r\n    ", "\n    \n    ", "", "\n    x", "\n    <!-- -->"})
    void leavesOtherIndentationToTheParser(String indentation) throws XMLStreamException {
        expect(INDENTED);
        assertThatReadsAsParserAlone(INDENTED.replace("\n    <p:Size", indentation + "<p:Size"));
        expect(INDENTED);
        assertThatReadsAsParserAlone(INDENTED.replace("\n    ", indentation));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p:Size >1</p:Size>",
                "<p:Size>1</p:Size >",
                "<p:Size> 1</p:Size>",
                "<p:Size>1\n2</p:Size>",
                "<p:Size>&#49;</p:Size>",
                "<p:Size>]]</p:Size>",
                "<p:Size>ü</p:Size>",
                "<p:Size><![CDATA[1]]></p:Size>",
                "<p:Size>1<!-- --></p:Size>",
                "<p:Size><p:Size>1</p:Size></p:Size>",
                "<p:Size a=\"1\"/>",
                "<p:Size xsi:nil=\"1\"/>",
                "<p:Other>1</p:Other>",
                " <p:Size>1</p:Size>"
            })
    void leavesOtherFormsToTheParser(String child) throws XMLStreamException {
        Utf8Reader reader = atStart(DISK.replace("<p:Size>1024</p:Size>", child));
        expected(reader).read(nodes, 0);
        assertThat(nodes.size()).isEqualTo(1);
        assertThatReadsAsParserAlone(DISK.replace("<p:Size>1024</p:Size>", child));
    }

    @Test
    void continuesAfterChildThatTheParserReads() throws XMLStreamException {
        Utf8Reader reader = atStart(DISK.replace(">1024<", "><![CDATA[1024]]><"));
        ExpectedChildren expected = expected(reader);
        expected.read(nodes, 0);
        reader.next();
        Elements.skip(reader);
        nodes.push(Tree.builder(NAMESPACE, "Size", "p").build(), new QName(NAMESPACE, "Size", "p"));
        expected.read(nodes, 0);
        assertThat(nodes.size()).isEqualTo(COUNT);
        assertThat(reader.next()).isEqualTo(XMLStreamConstants.END_ELEMENT);
    }

    @Test
    void leavesTextThatIsTooLongForPackedTextsToTheParser() throws XMLStreamException {
        String longest = "x".repeat(PackedTexts.Stack.LONGEST);
        Utf8Reader reader = atStart(DISK.replace("1024", longest).replace(">OK<", ">x" + longest + "<"));
        expected(reader).read(nodes, 0);
        assertThat(nodes.size()).isEqualTo(COUNT - 1);
        assertThat(nodes.text(1)).isEqualTo(longest);
    }

    @Test
    void readsNothingIfPrefixesHaveOtherNamespaces() throws XMLStreamException {
        ChildLayout layout = SharedLayouts.latest(SharedNames.of(NAMESPACE, "Disk", "p"));
        Utf8Reader reader = atStart(DISK.replace(NAMESPACE, "urn:other"));
        ExpectedChildren.of(layout, NamespaceScope.EMPTY, reader).read(nodes, 0);
        assertThat(nodes.size()).isZero();
    }

    @Test
    void leavesNilToTheParserIfXsiHasAnotherNamespace() throws XMLStreamException {
        String other = DISK.replace(Namespaces.XSI, "urn:other");
        expected(atStart(other)).read(nodes, 0);
        assertThat(nodes.size()).isEqualTo(4);
        assertThatReadsAsParserAlone(other);
    }

    @Test
    void readsSameTreesAndReportsSameErrorsAsParserAloneForEachDamage() throws XMLStreamException {
        for (String disk : new String[] {DISK, INDENTED}) {
            for (int i = 0; i < disk.length(); i++) {
                String rest = disk.substring(i + 1);
                for (char odd : ODD.toCharArray()) {
                    assertThatReadsAsParserAlone(disk, disk.substring(0, i) + odd + rest);
                    assertThatReadsAsParserAlone(disk, disk.substring(0, i) + odd + disk.charAt(i) + rest);
                }
                assertThatReadsAsParserAlone(disk, disk.substring(0, i) + rest);
                assertThatReadsAsParserAlone(disk, disk.substring(0, i));
            }
        }
    }

    private static void assertThatReadsAsParserAlone(String expected, String damaged) throws XMLStreamException {
        assertThatReadsAsParserAlone("<all>" + expected + expected + damaged + "</all>");
    }

    @Test
    void rejectsExpectedChildrenThatAreNestedTooDeeply() throws XMLStreamException {
        for (int around : new int[] {TreeReader.MAX_DEPTH - 2, TreeReader.MAX_DEPTH - 1}) {
            Tree tree = assertThatReadsAsParserAlone("<a>".repeat(around) + DISK + "</a>".repeat(around));
            assertThat(tree == null).isEqualTo(around == TreeReader.MAX_DEPTH - 1);
        }
    }

    /** The elements begin everywhere in the parser's buffer and end behind it. */
    @Test
    void readsSameTreesAcrossTheEndOfTheBuffer() throws XMLStreamException {
        StringBuilder disks = new StringBuilder("<all>");
        for (int i = 0; i < 200; i++) {
            disks.append(DISK.replace("1024", "1".repeat(i)));
        }
        Tree all = assertThatReadsAsParserAlone(disks.append("</all>").toString());
        List<Tree> read = new ArrayList<>();
        all.elements().forEach(read::add);
        assertThat(read).hasSize(200).allMatch(disk -> disk instanceof RecordElement);
    }

    private static Tree assertThatReadsAsParserAlone(String document) throws XMLStreamException {
        Object expected = result(new StreamReader2Delegate((XMLStreamReader2) Utf8Parsers.open(in(document))));
        Object read = result(Utf8Parsers.open(in(document)));
        assertThat(read).as(document).isEqualTo(expected);
        return read instanceof Tree tree ? tree : null;
    }

    /**
     * Returns a tree, or the message of an exception, which contains the position. If the document ends too early,
     * the message also says whether the parser's last tag was a start tag or an end tag, which is not compared.
     */
    private static Object result(XMLStreamReader reader) {
        try {
            Tree tree = read(reader);
            assertThat(XmlFactories.parse(tree.toXml())).isEqualTo(tree);
            return tree;
        } catch (XMLStreamException e) {
            return e.getMessage().replaceFirst("(START|END)_ELEMENT", "a tag");
        }
    }

    private static Tree read(XMLStreamReader reader) throws XMLStreamException {
        return new DocumentReader().read(reader);
    }

    private static ExpectedChildren expected(Utf8Reader reader) throws XMLStreamException {
        ChildLayout layout = SharedLayouts.latest(SharedNames.of(NAMESPACE, "Disk", "p"));
        return ExpectedChildren.of(layout, NamespaceScope.EMPTY, reader);
    }

    private static Utf8Reader atStart(String document) throws XMLStreamException {
        Utf8Reader reader = (Utf8Reader) Utf8Parsers.open(in(document));
        reader.next();
        return reader;
    }

    private static ByteArrayInputStream in(String document) {
        return new ByteArrayInputStream(document.getBytes(UTF_8));
    }
}
