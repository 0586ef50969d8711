package dev.wsman.internal.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.StringReader;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

class TreeBuffersTest {
    private static Tree read(String xml) throws XMLStreamException {
        XMLStreamReader reader = XmlFactories.inputFactory().createXMLStreamReader(new StringReader(xml));
        reader.nextTag();
        return TreeReader.read(reader);
    }

    /** Takes all that are kept, and a new one. */
    private static Set<TreeBuffers> all() {
        Set<TreeBuffers> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 9; i++) {
            taken.add(TreeBuffers.take());
        }
        return taken;
    }

    @Test
    void areKeptEmpty() throws XMLStreamException {
        Tree tree = read("<a xmlns:p='urn:p' b='1'><c>1</c><p:d e='2'>x<f/>y</p:d><!-- g --></a>");
        assertThat(tree.nodeCount()).isEqualTo(3);
        assertThat(all()).allSatisfy(buffers -> {
            assertThat(buffers.nodes.size()).isZero();
            assertThat(buffers.open.depth()).isZero();
        });
    }

    @Test
    void keepNothingOfATree() throws XMLStreamException {
        WeakReference<Tree> root = new WeakReference<>(read("<a><b c='1'><d>e</d><d>f</d></b></a>"));
        WeakReference<Tree> child = new WeakReference<>(
                read("<a><b c='1'/></a>").elements().iterator().next());
        for (int i = 0; i < 50 && (root.get() != null || child.get() != null); i++) {
            System.gc();
        }
        assertThat(root.get()).isNull();
        assertThat(child.get()).isNull();
    }

    @Test
    void areNotUsedAgainAfterAnException() throws XMLStreamException {
        assertThatExceptionOfType(XMLStreamException.class).isThrownBy(() -> read("<a><b>1</b><c>2</d></a>"));
        Tree next = read("<e><f>3</f></e>");
        assertThat(next.nodeCount()).isEqualTo(1);
        assertThat(next.elements().iterator().next().text()).isEqualTo("3");
    }

    @Test
    void areNotKeptIfTheyAreLarge() throws XMLStreamException {
        all();
        assertThat(read("<a>" + "<b/>".repeat(TreeBuffers.LARGEST + 1) + "</a>").nodeCount())
                .isEqualTo(TreeBuffers.LARGEST + 1);
        assertThat(all())
                .allSatisfy(buffers -> assertThat(buffers.nodes.capacity()).isLessThan(TreeBuffers.LARGEST));
    }

    @Test
    void haveOneUserAtATime() {
        Set<TreeBuffers> first = all();
        first.forEach(TreeBuffers::giveBack);
        Set<TreeBuffers> both = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            assertThat(both.add(TreeBuffers.take())).isTrue();
        }
    }
}
