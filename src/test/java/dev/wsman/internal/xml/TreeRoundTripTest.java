package dev.wsman.internal.xml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.Recordings;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

class TreeRoundTripTest {
    private static final int TREES = 3000;

    @Test
    void parsesWrittenTreeToEqualTreeAndSameText() {
        RandomTrees trees = new RandomTrees(20261123);
        for (int i = 0; i < TREES; i++) {
            Tree tree = trees.next();
            String xml = tree.toXml();
            Tree parsed = XmlFactories.parse(xml);
            assertThat(parsed).as(xml).isEqualTo(tree).hasSameHashCodeAs(tree);
            assertThat(parsed.toXml()).isEqualTo(xml);
        }
    }

    @Test
    void roundTripsThroughDom() {
        RandomTrees trees = new RandomTrees(4711);
        for (int i = 0; i < TREES; i++) {
            Tree tree = trees.next();
            Tree back = Dom.fromElement(Dom.toElement(tree));
            assertThat(back).as(tree.toXml()).isEqualTo(tree);
            assertThat(XmlFactories.parse(back.toXml())).isEqualTo(tree);
        }
    }

    @Test
    void roundTripsThroughStreamReader() throws XMLStreamException {
        RandomTrees trees = new RandomTrees(99);
        for (int i = 0; i < TREES; i++) {
            Tree tree = trees.next();
            TreeStreamReader reader = new TreeStreamReader(tree);
            reader.nextTag();
            Tree back = new TreeReader(reader, NamespaceScope.EMPTY).read();
            assertThat(back).isEqualTo(tree);
            assertThat(back.toXml()).isEqualTo(tree.toXml());
            assertThat(reader.next()).isEqualTo(XMLStreamConstants.END_DOCUMENT);
        }
    }

    @Test
    void roundTripsEveryElementOfCaptures() throws Exception {
        int elements = 0;
        for (Path capture : Recordings.files(".*\\.xml")) {
            XMLStreamReader reader = XmlFactories.inputFactory()
                    .createXMLStreamReader(new ByteArrayInputStream(Files.readAllBytes(capture)));
            Tree envelope = document(reader);
            if (envelope != null) {
                elements += check(envelope, capture);
            }
        }
        assertThat(elements).isGreaterThan(5000);
    }

    private static int check(Tree tree, Path capture) {
        Tree parsed = XmlFactories.parse(tree.toXml());
        assertThat(parsed).as(capture.toString()).isEqualTo(tree);
        assertThat(parsed.toXml()).isEqualTo(tree.toXml());
        int count = 1;
        for (Tree child : tree.elements()) {
            count += check(child, capture);
        }
        return count;
    }

    /** Returns null if a capture is not XML: an empty reply, or an intentionally broken request. */
    private static Tree document(XMLStreamReader reader) {
        try {
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                assertThat(reader.getEventType()).isNotEqualTo(XMLStreamConstants.END_DOCUMENT);
            }
            return TreeReader.read(reader);
        } catch (XMLStreamException broken) {
            return null;
        }
    }
}
