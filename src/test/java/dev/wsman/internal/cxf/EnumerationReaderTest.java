package dev.wsman.internal.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ExchangeException.Stage;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlFactories;
import dev.wsman.schema.enumeration.EnumerateResponse;
import dev.wsman.schema.enumeration.ItemListType;
import dev.wsman.schema.enumeration.PullResponse;
import java.io.StringReader;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

/** EnumerateResponse and PullResponse in all the forms that servers give them. */
class EnumerationReaderTest {
    private static final String DECLARED =
            " xmlns:n='" + Namespaces.ENUMERATION + "' xmlns:w='" + Namespaces.WSMAN + "' xmlns:p='urn:p'";
    private static final String ITEMS =
            "<%1$s:Items><p:A>1</p:A> <!-- c --> <p:A><p:EndOfSequence/></p:A></%1$s:Items>";

    private static XMLStreamReader at(String xml) throws XMLStreamException {
        XMLStreamReader reader = XmlFactories.inputFactory().createXMLStreamReader(new StringReader(xml));
        reader.nextTag();
        return reader;
    }

    private static PullResponse pull(String content) throws XMLStreamException {
        return new EnumerationReader<>(RemoteService::trees)
                .readPull(at("<n:PullResponse" + DECLARED + ">" + content + "</n:PullResponse>"));
    }

    private static EnumerateResponse enumerate(String content) throws XMLStreamException {
        return new EnumerationReader<>(RemoteService::trees)
                .readEnumerate(at("<n:EnumerateResponse" + DECLARED + ">" + content + "</n:EnumerateResponse>"));
    }

    @Test
    void itemsAndTheirEndAreTakenFromEitherNamespace() throws XMLStreamException {
        for (String prefix : List.of("n", "w")) {
            PullResponse response = pull(ITEMS.formatted(prefix) + "<" + prefix + ":EndOfSequence/>");
            assertThat(response.getItems().getAny()).hasSize(2);
            assertThat(response.getEndOfSequence()).isNotNull();
            assertThat(response.getEnumerationContext()).isNull();
        }
    }

    @Test
    void whatLooksLikeAnEndInsideAnItemOrInAnotherNamespaceIsNone() throws XMLStreamException {
        PullResponse response =
                pull(ITEMS.formatted("n") + "<p:EndOfSequence/><EndOfSequence/><p:Items><p:A/></p:Items>");
        assertThat(response.getEndOfSequence()).isNull();
        assertThat(response.getItems().getAny()).hasSize(2);
    }

    @Test
    void theContextMayComeAfterTheItems() throws XMLStreamException {
        EnumerateResponse response = enumerate(
                ITEMS.formatted("w") + "<n:EnumerationContext>c</n:EnumerationContext><n:Expires>PT1M</n:Expires>");
        assertThat(response.getEnumerationContext().getContent()).isEqualTo(List.of("c"));
        assertThat(((ItemListType) response.getAny().get(0)).getAny()).hasSize(2);
        assertThat(response.getAny()).hasSize(1);
    }

    @Test
    void aContextIsKeptAsItCame() throws XMLStreamException {
        List<Object> context = enumerate("<n:EnumerationContext> a <p:b c='d'/>\n</n:EnumerationContext>")
                .getEnumerationContext()
                .getContent();
        assertThat(context).hasSize(3);
        assertThat(context.get(0)).isEqualTo(" a ");
        assertThat(context.get(1)).isInstanceOfSatisfying(Tree.class, markup -> assertThat(markup.attribute("", "c"))
                .isEqualTo("d"));
        assertThat(context.get(2)).isEqualTo("\n");
    }

    @Test
    void anEmptyResponseHasNeitherItemsNorEnd() throws XMLStreamException {
        PullResponse response = pull("");
        assertThat(response.getItems().getAny()).isEmpty();
        assertThat(response.getEndOfSequence()).isNull();
    }

    @Test
    void anotherElementAndAnEmptyBodyAreToldAsWhatCame() throws XMLStreamException {
        XMLStreamReader other = at("<p:Other xmlns:p='urn:p'/>");
        ExchangeException failure = catchThrowableOfType(
                ExchangeException.class, () -> new EnumerationReader<>(RemoteService::trees).readPull(other));
        assertThat(failure.stage()).isEqualTo(Stage.PROTOCOL);
        assertThat(failure).hasMessageContaining("PullResponse").hasMessageContaining("Other");
        XMLStreamReader end = at("<s/>");
        end.next();
        assertThat(catchThrowableOfType(ExchangeException.class, () -> new EnumerationReader<>(RemoteService::trees)
                        .readEnumerate(end)))
                .hasMessageContaining("EnumerateResponse")
                .hasMessageContaining("empty Body");
    }
}
