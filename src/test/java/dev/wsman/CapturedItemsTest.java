package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.Recordings;
import dev.wsman.internal.protocol.EndpointReferenceReader;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeReader;
import dev.wsman.internal.xml.XmlFactories;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

/** Recorded items, references and identities, of the testkit and, if their recordings are present, of real servers. */
class CapturedItemsTest {
    @Test
    void readsEveryItemAndTheXmlWrittenForIt() throws Exception {
        int items = 0;
        for (Path file : responses()) {
            for (Tree tree : items(file)) {
                Instance item = Instance.of(tree);
                assertThat(Instance.parse(item.toXml())).as(file.toString()).isEqualTo(item);
                assertThat(Instance.of(item.toElement())).as(file.toString()).isEqualTo(item);
                assertThat(item.toBuilder().build()).isEqualTo(item);
                assertThat(Instance.parse(item.toIndentedXml()))
                        .as(file.toString())
                        .isEqualTo(item);
                assertThat(item.toMap().keySet()).as(file.toString()).containsExactlyElementsOf(item.propertyNames());
                for (String property : item.propertyNames()) {
                    assertThat(item.texts(property).isEmpty()
                                    && !item.isNull(property)
                                    && !item.instance(property).isPresent())
                            .as(file + " " + property)
                            .isFalse();
                }
                items++;
            }
        }
        assertThat(items).isGreaterThan(200);
    }

    @Test
    void readsEveryEndpointReference() throws Exception {
        int references = 0;
        for (Path file : responses()) {
            for (Tree reference : elements(document(file), "EndpointReference")) {
                ResourceLocator locator = ResourceLocator.fromEndpointReference(reference);
                assertThat(locator.resourceUri()).as(file.toString()).isNotEmpty();
                assertThat(ResourceLocator.parse(locator.toXml())).isEqualTo(locator);
                assertThat(ResourceLocator.parse(locator.toString())).isEqualTo(locator);
                references++;
            }
        }
        assertThat(references).isGreaterThan(5);
    }

    @Test
    void readsStoredValuesFromOpenwsman() throws Exception {
        Instance one = Instance.of(items(Recordings.ofServers("openwsman/enum-EnumerateObjectAndEPR.response.xml"))
                .get(0));
        assertThat(one.unsigned("U64").orElseThrow()).hasToString("18446744073709551615");
        assertThat(one.integer("S64")).hasValue(-9223372036854775807L);
        assertThat(one.number("R64")).hasValue(-2.25e10);
        assertThat(one.dateTime("When").orElseThrow()).hasToString("2024-02-29T12:34:56+01:00");
        assertThat(one.texts("Codes")).containsExactly("1", "2", "65535");
        assertThat(one.texts("Tags")).containsExactly("a", "b b", "");
    }

    @Test
    void readsEmbeddedInstanceResourceCreatedAndIdentity() throws Exception {
        Tree factors = elements(
                        document(Recordings.ofServers("omi/invoke-PrimeFactors-embedded.resp.xml")), "PrimeFactors")
                .get(0);
        Instance embedded = Instance.of(factors).instance("factors").orElseThrow();
        assertThat(embedded.texts("numbers")).containsExactly("2", "3", "5");
        Tree created = elements(document(Recordings.ofServers("openwsman/create.response.xml")), "ResourceCreated")
                .get(0);
        assertThat(ResourceLocator.fromEndpointReference(created).selector("Index"))
                .contains("9");
        Tree identity = elements(document(Recordings.ofServers("openwsman/identify.response.xml")), "IdentifyResponse")
                .get(0);
        assertThat(Identity.of(identity).productVendor()).contains("Openwsman Project");
    }

    private static List<Tree> items(Path file) throws Exception {
        List<Tree> items = new ArrayList<>();
        XMLStreamReader reader = reader(file);
        try {
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("Items")) {
                    TreeReader trees = new TreeReader(reader);
                    while (reader.nextTag() == XMLStreamConstants.START_ELEMENT) {
                        Tree item = trees.read();
                        Tree object = item.is(Namespaces.WSMAN, "Item") ? item.firstElement() : item;
                        if (object != null && !EndpointReferenceReader.isReference(object)) {
                            items.add(object);
                        }
                    }
                }
            }
        } catch (XMLStreamException broken) {
            return List.of();
        }
        return items;
    }

    private static List<Tree> elements(Tree tree, String name) {
        List<Tree> found = new ArrayList<>();
        if (tree.localName().equals(name)) {
            found.add(tree);
        }
        tree.elements().forEach(child -> found.addAll(elements(child, name)));
        return found;
    }

    private static Tree document(Path file) throws Exception {
        XMLStreamReader reader = reader(file);
        try {
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                // skips to the root element
            }
            return TreeReader.read(reader);
        } catch (XMLStreamException broken) {
            return Tree.builder("", "broken", "").build();
        }
    }

    private static XMLStreamReader reader(Path file) throws Exception {
        return XmlFactories.inputFactory().createXMLStreamReader(new ByteArrayInputStream(Files.readAllBytes(file)));
    }

    private static List<Path> responses() {
        // the reference in a subscription is the receiver of its events, not a resource
        return Recordings.files("(?!.*/eventing/.*\\.request\\.xml).*\\.xml");
    }
}
