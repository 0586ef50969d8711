package dev.wsman.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ExchangeException.Stage;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlFactories;
import java.io.StringReader;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

/** Servers send EnumerateResponse and PullResponse in several forms. */
class EnumerationReaderTest {
    private static final String DECLARED =
            " xmlns:n='" + Namespaces.ENUMERATION + "' xmlns:w='" + Namespaces.WSMAN + "' xmlns:p='urn:p'";
    private static final String ITEMS =
            "<%1$s:Items><p:A>1</p:A> <!-- c --> <p:A><p:EndOfSequence/></p:A></%1$s:Items>";

    private static final ReplyHead HEAD = new ReplyHead(202, List.of());

    private static XMLStreamReader at(String xml) throws XMLStreamException {
        XMLStreamReader reader = XmlFactories.inputFactory().createXMLStreamReader(new StringReader(xml));
        reader.nextTag();
        return reader;
    }

    private static EnumerationBatch<Tree> read(String response, XMLStreamReader reader) throws XMLStreamException {
        return EnumerationReader.of(response, ElementReader::trees).read(reader, HEAD);
    }

    private static EnumerationBatch<Tree> pull(String content) throws XMLStreamException {
        return read("PullResponse", at("<n:PullResponse" + DECLARED + ">" + content + "</n:PullResponse>"));
    }

    private static EnumerationBatch<Tree> enumerate(String content) throws XMLStreamException {
        return read(
                "EnumerateResponse", at("<n:EnumerateResponse" + DECLARED + ">" + content + "</n:EnumerateResponse>"));
    }

    @Test
    void acceptsItemsAndEndOfSequenceInEitherNamespace() throws XMLStreamException {
        for (String prefix : List.of("n", "w")) {
            EnumerationBatch<Tree> batch = pull(ITEMS.formatted(prefix) + "<" + prefix + ":EndOfSequence/>");
            assertThat(batch.items()).hasSize(2);
            assertThat(batch.endOfSequence()).isTrue();
            assertThat(batch.last()).isTrue();
            assertThat(batch.context()).isNull();
        }
    }

    @Test
    void ignoresEndOfSequenceInsideItemsAndInOtherNamespaces() throws XMLStreamException {
        EnumerationBatch<Tree> batch = pull("<n:EnumerationContext>c</n:EnumerationContext>" + ITEMS.formatted("n")
                + "<p:EndOfSequence/><EndOfSequence/><p:Items><p:A/></p:Items>");
        assertThat(batch.endOfSequence()).isFalse();
        assertThat(batch.last()).isFalse();
        assertThat(batch.items()).hasSize(2);
    }

    @Test
    void acceptsContextAfterItems() throws XMLStreamException {
        EnumerationBatch<Tree> batch = enumerate(
                ITEMS.formatted("w") + "<n:EnumerationContext>c</n:EnumerationContext><n:Expires>PT1M</n:Expires>");
        assertThat(batch.context()).isEqualTo(List.of("c"));
        assertThat(batch.items()).hasSize(2);
        assertThat(batch.endOfSequence()).isFalse();
    }

    @Test
    void keepsContextUnchanged() throws XMLStreamException {
        List<Object> context = enumerate("<n:EnumerationContext> a <p:b c='d'/>\n</n:EnumerationContext>")
                .context();
        assertThat(context).hasSize(3);
        assertThat(context.get(0)).isEqualTo(" a ");
        assertThat(context.get(1)).isInstanceOfSatisfying(Tree.class, markup -> assertThat(markup.attribute("", "c"))
                .isEqualTo("d"));
        assertThat(context.get(2)).isEqualTo("\n");
    }

    @Test
    void readsEmptyResponseWithoutItemsAndEnd() throws XMLStreamException {
        EnumerationBatch<Tree> batch = pull("");
        assertThat(batch.items()).isEmpty();
        assertThat(batch.endOfSequence()).isFalse();
    }

    /** Some servers end an enumeration with EndOfSequence, others by sending no context or an empty one. */
    @Test
    void endsWithoutContext() throws XMLStreamException {
        assertThat(pull("").last()).isTrue();
        assertThat(pull("<n:EnumerationContext> </n:EnumerationContext>").last())
                .isTrue();
    }

    @Test
    void readsEstimateOfTotalFromHeader() throws XMLStreamException {
        String response = "<n:EnumerateResponse" + DECLARED + "/>";
        for (String total : List.of("42", " 42 ")) {
            Tree header = XmlFactories.parse("<w:TotalItemsCountEstimate xmlns:w='" + Namespaces.WSMAN + "'>" + total
                    + "</w:TotalItemsCountEstimate>");
            assertThat(EnumerationReader.of("EnumerateResponse", ElementReader::trees)
                            .read(at(response), new ReplyHead(200, List.of(header)))
                            .total())
                    .isEqualTo(42);
        }
        assertThat(enumerate("").total()).isEqualTo(-1);
    }

    @Test
    void rejectsOtherElementAndEmptyBodyWithStatusOfReply() throws XMLStreamException {
        XMLStreamReader other = at("<p:Other xmlns:p='urn:p'/>");
        ExchangeException failure = catchThrowableOfType(ExchangeException.class, () -> read("PullResponse", other));
        assertThat(failure.stage()).isEqualTo(Stage.PROTOCOL);
        assertThat(failure.httpStatus()).isEqualTo(202);
        assertThat(failure).hasMessageContaining("PullResponse").hasMessageContaining("Other");
        XMLStreamReader end = at("<s/>");
        end.next();
        assertThat(catchThrowableOfType(ExchangeException.class, () -> read("EnumerateResponse", end)))
                .hasMessageContaining("EnumerateResponse")
                .hasMessageContaining("empty Body");
    }
}
