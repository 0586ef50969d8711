package dev.wsman.internal.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.internal.protocol.BodyContent;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlFactories;
import dev.wsman.schema.enumeration.Enumerate;
import dev.wsman.schema.enumeration.EnumerationContextType;
import dev.wsman.schema.enumeration.Pull;
import dev.wsman.schema.enumeration.Release;
import dev.wsman.schema.identity.IdentifyType;
import dev.wsman.schema.transfer.AnyXmlType;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.junit.jupiter.api.Test;

/** The bodies of requests, as they are written. */
class RequestBodiesTest {
    private static Tree written(Object request) {
        try {
            StringWriter text = new StringWriter();
            XMLStreamWriter writer = XmlFactories.outputFactory().createXMLStreamWriter(text);
            RequestBodies.content(request).write(writer);
            writer.close();
            return XmlFactories.parse(text.toString());
        } catch (XMLStreamException e) {
            throw new AssertionError(e);
        }
    }

    private static EnumerationContextType context(Object... nodes) {
        EnumerationContextType context = new EnumerationContextType();
        context.getContent().addAll(List.of(nodes));
        return context;
    }

    @Test
    void identifyIsOneEmptyElement() {
        Tree identify = written(new IdentifyType());
        assertThat(identify.is(Namespaces.IDENTITY, "Identify")).isTrue();
        assertThat(identify.nodeCount()).isZero();
    }

    @Test
    void pullHasItsContextThenItsLimitsInTheOrderOfTheSchema() {
        Pull pull = new Pull();
        pull.setMaxCharacters(1000L);
        pull.setMaxElements(5L);
        pull.setMaxTime(Duration.ofMinutes(1));
        pull.setEnumerationContext(context("c"));
        Tree tree = written(pull);
        assertThat(tree.is(Namespaces.ENUMERATION, "Pull")).isTrue();
        assertThat(List.of(0, 1, 2, 3))
                .extracting(i -> ((Tree) tree.node(i)).localName() + "=" + ((Tree) tree.node(i)).text())
                .containsExactly("EnumerationContext=c", "MaxTime=PT60.000S", "MaxElements=5", "MaxCharacters=1000");
    }

    @Test
    void whatIsNotSaidIsNotWritten() {
        Pull pull = new Pull();
        pull.setEnumerationContext(context("c"));
        assertThat(written(pull).nodeCount()).isEqualTo(1);
        assertThat(written(new Enumerate()).nodeCount()).isZero();
    }

    @Test
    void aContextIsGivenBackAsItCame() {
        Release release = new Release();
        release.setEnumerationContext(context(" a<&", XmlFactories.parse("<v:x xmlns:v='urn:v' b='c'>d</v:x>"), "e "));
        Tree context = (Tree) written(release).node(0);
        assertThat(context.nodeCount()).isEqualTo(3);
        assertThat(context.node(0)).isEqualTo(" a<&");
        assertThat(((Tree) context.node(1)).attribute("", "b")).isEqualTo("c");
        assertThat(context.node(2)).isEqualTo("e ");
    }

    @Test
    void openContentWritesItself() {
        AnyXmlType open = new AnyXmlType();
        open.setAny(BodyContent.of(XmlFactories.parse("<v:x xmlns:v='urn:v'/>")));
        assertThat(written(open).is("urn:v", "x")).isTrue();
    }

    @Test
    void whatNobodyWritesIsRefused() {
        assertThatThrownBy(() -> RequestBodies.content("text")).isInstanceOf(IllegalStateException.class);
    }
}
