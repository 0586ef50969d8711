package dev.wsman.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlFactories;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.junit.jupiter.api.Test;

class RequestBodiesTest {
    private static Tree written(BodyContent body) {
        try {
            StringWriter text = new StringWriter();
            XMLStreamWriter writer = XmlFactories.outputFactory().createXMLStreamWriter(text);
            body.write(writer);
            writer.close();
            return XmlFactories.parse(text.toString());
        } catch (XMLStreamException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void writesIdentifyAsOneEmptyElement() {
        Tree identify = written(RequestBodies.identify());
        assertThat(identify.is(Namespaces.IDENTITY, "Identify")).isTrue();
        assertThat(identify.nodeCount()).isZero();
    }

    @Test
    void writesContextAndLimitsOfPullInOrderOfSchema() {
        Tree tree = written(RequestBodies.pull(new PullParameters(List.of("c"), Duration.ofMinutes(1), 5L, 1000L)));
        assertThat(tree.is(Namespaces.ENUMERATION, "Pull")).isTrue();
        assertThat(List.of(0, 1, 2, 3))
                .extracting(i -> ((Tree) tree.node(i)).localName() + "=" + ((Tree) tree.node(i)).text())
                .containsExactly("EnumerationContext=c", "MaxTime=PT60.000S", "MaxElements=5", "MaxCharacters=1000");
    }

    @Test
    void writesNothingForAbsentParameters() {
        assertThat(written(RequestBodies.pull(new PullParameters(List.of("c"), null, null, null)))
                        .nodeCount())
                .isEqualTo(1);
        assertThat(written(RequestBodies.enumerate(new EnumerateParameters(null, null, null, 0, false, false)))
                        .nodeCount())
                .isZero();
    }

    @Test
    void returnsContextUnchanged() {
        Tree markup = XmlFactories.parse("<v:x xmlns:v='urn:v' b='c'>d</v:x>");
        Tree context = (Tree)
                written(RequestBodies.release(List.of(" a<&", markup, "e "))).node(0);
        assertThat(context.nodeCount()).isEqualTo(3);
        assertThat(context.node(0)).isEqualTo(" a<&");
        assertThat(((Tree) context.node(1)).attribute("", "b")).isEqualTo("c");
        assertThat(context.node(2)).isEqualTo("e ");
    }
}
