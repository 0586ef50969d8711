package dev.wsman.internal.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChildLayoutTest {
    private static final String[] URIS = {"urn:a", "urn:b", ""};

    @Test
    void findsSameChildAsSearch() throws XMLStreamException {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            for (Tree item : items(random, 1 + random.nextInt(4))) {
                for (int name = 0; name < 20; name++) {
                    for (String uri : URIS) {
                        assertThat(item.firstChild(uri, "P" + name))
                                .as(item.toXml())
                                .isSameAs(searched(item, uri, "P" + name));
                    }
                }
            }
        }
    }

    @Test
    void sharesLayoutOfElementsWithSameNames() throws XMLStreamException {
        String item = "<i><a/><b/><c/><d/><e/><f/><g/><h>1</h></i>";
        List<Tree> items = read("<all>" + item + item.replace("1", "2") + "</all>");
        assertThat(items).allSatisfy(each -> assertThat(each).isInstanceOf(RecordElement.class));
        assertThat(items.get(1).firstChild("", "h")).extracting(Tree::text).isEqualTo("2");
    }

    /** Compares before and after children are accessed, in different orders. */
    @Test
    void equalsElementWithoutLayout() throws XMLStreamException {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            for (Tree item : items(random, 2)) {
                Tree plain = item.toBuilder().build();
                Tree fresh = read("<all>" + item.toXml() + "</all>").get(0);
                assertThat(plain).isNotInstanceOf(RecordElement.class);
                assertThat(fresh)
                        .isInstanceOf(RecordElement.class)
                        .isEqualTo(plain)
                        .hasSameHashCodeAs(plain);
                assertThat(plain).isEqualTo(fresh).isEqualTo(item);
                assertThat(fresh.toXml()).isEqualTo(plain.toXml());
                assertThat(fresh.text()).isEqualTo(plain.text());
                assertThat(fresh.elements()).containsExactlyElementsOf(plain.elements());
            }
        }
    }

    @Test
    void treatsOnlyChildWithJustTextAsLeaf() throws XMLStreamException {
        Tree item =
                read("<all xmlns:x='urn:x'><i><a>1</a><b y='2'>3</b><c xmlns='urn:c'>4</c><d/><e> <f/></e><g>5<!-- --></g>"
                                + "<h><![CDATA[6]]>7</h><h>8</h><x:j>9</x:j></i></all>")
                        .get(0);
        assertThat(item.leaf("", "a")).isEqualTo("1");
        assertThat(item.leaf("", "h")).isEqualTo("67");
        assertThat(item.leaf("urn:x", "j")).isEqualTo("9");
        for (String none : List.of("b", "c", "d", "e", "g", "j", "k")) {
            assertThat(item.leaf("", none)).as(none).isNull();
        }
        assertThat(item.firstChild("", "h")).extracting(Tree::text).isEqualTo("67");
        assertThat(item.firstChild("urn:c", "c")).extracting(Tree::toXml).isEqualTo("<c xmlns=\"urn:c\">4</c>");
    }

    @Test
    void returnsTextBetweenElements() throws XMLStreamException {
        Tree item = read("<all><i>1<a/>2<b/><c/><d>x</d><e/> <f/><g/><h/><!-- -->3</i></all>")
                .get(0);
        assertThat(item).isInstanceOf(RecordElement.class);
        assertThat(item.leaf("", "d")).isEqualTo("x");
        assertThat(item.text()).isEqualTo("12 3");
        assertThat(item.node(0)).isEqualTo("1");
        assertThat(item.toXml()).isEqualTo("<i>1<a/>2<b/><c/><d>x</d><e/> <f/><g/><h/><!-- -->3</i>");
    }

    private static List<Tree> items(Random random, int layouts) throws XMLStreamException {
        StringBuilder xml = new StringBuilder("<all xmlns:x='urn:a' xmlns:y='urn:b'>");
        for (int i = 0; i < 6; i++) {
            Random names = new Random(random.nextInt(layouts));
            String between = new String[] {"", "\n  ", " x ", "<!-- -->"}[names.nextInt(4)];
            xml.append("<i>");
            for (int child = 8 + names.nextInt(20); child > 0; child--) {
                String name = new String[] {"x:P", "y:P", "P"}[names.nextInt(3)] + names.nextInt(20);
                xml.append(between)
                        .append('<')
                        .append(name)
                        .append('>')
                        .append(random.nextInt())
                        .append("</")
                        .append(name)
                        .append('>');
            }
            xml.append("</i>");
        }
        return read(xml.append("</all>").toString());
    }

    private static List<Tree> read(String xml) throws XMLStreamException {
        XMLStreamReader reader = XmlFactories.inputFactory().createXMLStreamReader(new StringReader(xml));
        reader.nextTag();
        TreeReader trees = new TreeReader(reader);
        List<Tree> items = new ArrayList<>();
        while (reader.nextTag() == XMLStreamReader.START_ELEMENT) {
            items.add(trees.read());
        }
        return items;
    }

    private static @Nullable Tree searched(Tree tree, String uri, String name) {
        for (Tree child : tree.elements()) {
            if (child.is(uri, name)) {
                return child;
            }
        }
        return null;
    }
}
