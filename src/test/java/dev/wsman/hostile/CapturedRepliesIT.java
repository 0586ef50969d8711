package dev.wsman.hostile;

import static dev.wsman.testkit.fixture.XmlElements.children;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.EnumerateRequest;
import dev.wsman.Identity;
import dev.wsman.Instance;
import dev.wsman.Referenced;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanError;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.WsmanFaultException;
import dev.wsman.WsmanTimeoutException;
import dev.wsman.fixture.Recordings;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Every recorded reply, of the testkit and of real servers if their recordings are present. Each is sent through a
 * socket and read through the public API. The DOM parser of the JDK, which shares no code with the session, reads
 * each reply again for comparison.
 */
@ExtendWith(CaseCounter.class)
class CapturedRepliesIT {
    private static final String FAMILY = "recorded replies";
    private static final String REPLIES = ".*(\\.response\\.xml|\\.resp\\.xml|\\.resp\\.plain\\.xml"
            + "|captures/idrac/.*\\.xml|/wql-[^/]*/.*\\.xml)";

    /** One trial for all replies, because closing it waits until the thread of the deadlines has ended. */
    private static HostileTrial trial;

    @BeforeAll
    static void open() {
        trial = HostileTrial.of("");
    }

    @AfterAll
    static void leavesNeitherConnectionsNorThreads() {
        trial.close();
    }

    static List<Path> replies() {
        return Recordings.files(REPLIES);
    }

    @Test
    void findsManyRecordingsOfServers() {
        Recordings.ofServers("");
        assertThat(replies()).hasSizeGreaterThan(220);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replies")
    void readsEveryRecordedReplyLikeDomParser(Path file) throws Exception {
        byte[] body = Files.readAllBytes(file);
        CaseCounter.count(FAMILY);
        Element content = content(body);
        String name = content == null ? "" : content.getLocalName();
        RecordedReply reply = RecordedReply.read(file, body, name.equals("Fault") ? 500 : 200);
        Reaction recorded = reply.reaction();
        switch (name) {
            case "Fault" -> fault(recorded, content, reply.status());
            case "EnumerateResponse" -> enumerated(content, recorded);
            case "PullResponse" -> enumerated(content, enumerate("c", ""), recorded);
            case "IdentifyResponse" -> identified(recorded, content);
            case "ResourceCreated" -> created(recorded, content);
            case "" -> nothing(recorded, body);
            default -> one(recorded, content);
        }
        trial.assertRecovered();
    }

    private static Reaction enumerate(String context, String items) {
        return Reaction.envelope(request -> Envelopes.envelope(request, Envelopes.enumerated(context, items)));
    }

    private static void fault(Reaction recorded, Element fault, int status) {
        WsmanException thrown = trial.meets(recorded).failsToGet().exception();
        assertThat(thrown).isInstanceOfAny(WsmanFaultException.class, WsmanTimeoutException.class);
        WsmanError error = thrown.error();
        assertThat(error.httpStatus()).isEqualTo(status);
        assertThat(error.kind()).isNotIn(Kind.OTHER, Kind.PROTOCOL, Kind.HTTP);
        List<Element> values = all(fault, "Value");
        assertThat(error.code().orElseThrow().getLocalPart()).isEqualTo(local(text(values.get(0))));
        if (values.size() > 1) {
            assertThat(error.subcode().orElseThrow().getLocalPart()).isEqualTo(local(text(values.get(1))));
        }
        // No recording has a reason in two languages.
        assertThat(all(fault, "Text")).hasSize(1);
        assertThat(error.reason()).isEqualTo(first(fault, "Text"));
        assertDetail(error, fault);
    }

    private static void assertDetail(WsmanError error, Element fault) {
        String code = all(fault, "WSManFault").stream()
                .map(each -> each.getAttribute("Code"))
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse("");
        assertThat(error.nativeCode())
                .isEqualTo(code.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(code)));
        String status = first(fault, "CIMStatusCode");
        assertThat(error.cimStatus())
                .isEqualTo(status.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(status)));
        // The content is not always a URI, and not always a complete one.
        String detail = first(fault, "FaultDetail");
        boolean known = detail.contains("faultDetail/");
        assertThat(error.detail().map(uri -> uri.toString().replaceFirst(".*/", "")))
                .isEqualTo(known ? Optional.of(detail.replaceFirst(".*/", "")) : Optional.empty());
        assertThat(error.detailXml().isPresent())
                .isEqualTo(!all(fault, "Detail").isEmpty());
        assertThat(error.detailXml().orElse("")).contains(detail);
    }

    private static void enumerated(Element response, Reaction... recorded) {
        List<Element> items = all(response, "Items").isEmpty()
                ? List.of()
                : children(all(response, "Items").get(0));
        trial.meets(recorded);
        // an empty last batch, in case the recorded reply leaves the enumeration open
        trial.server.always(Reaction.envelope(request -> request.operation().equals("Pull")
                ? Envelopes.envelope(request, Envelopes.lastBatch(""))
                : Envelopes.expected(request)));
        EnumerateRequest<Instance> request = trial.session.enumerate(HostileTrial.THINGS);
        String kind = items.isEmpty() ? "" : items.get(0).getLocalName();
        switch (kind) {
            case "EndpointReference" ->
                assertAll(request.references().list(), items, CapturedRepliesIT::assertReference);
            case "Item" -> assertAll(request.withReferences().list(), items, CapturedRepliesIT::assertPair);
            default -> assertAll(request.list(), items, CapturedRepliesIT::assertInstance);
        }
    }

    private static <T> void assertAll(List<T> read, List<Element> items, BiConsumer<T, Element> assertion) {
        assertThat(read).hasSameSizeAs(items);
        for (int i = 0; i < items.size(); i++) {
            assertion.accept(read.get(i), items.get(i));
        }
    }

    private static void assertPair(Referenced<Instance> pair, Element item) {
        List<Element> parts = children(item);
        assertInstance(pair.value(), parts.get(0));
        assertReference(pair.reference(), parts.get(1));
    }

    private static void identified(Reaction recorded, Element response) {
        Identity identity = trial.meets(recorded).succeeds(Session::identify);
        assertThat(identity.productVendor().orElse("")).isEqualTo(first(response, "ProductVendor"));
        assertThat(identity.productVersion().orElse("")).isEqualTo(first(response, "ProductVersion"));
        assertThat(identity.protocolVersion()).asString().contains(first(response, "ProtocolVersion"));
    }

    private static void created(Reaction recorded, Element response) {
        Instance content = Instance.parse("<LAB_Thing xmlns=\"" + Envelopes.CLASS + "\"/>");
        assertReference(
                trial.meets(recorded).succeeds(session -> session.create(HostileTrial.THINGS, content)), response);
    }

    /** An empty Body is the reply to Delete; a reply that is not XML is an error. */
    private static void nothing(Reaction recorded, byte[] body) {
        if (document(body) == null) {
            trial.meets(recorded).failsToGet();
        } else {
            trial.meets(recorded).succeeds(session -> {
                session.delete(HostileTrial.THING);
                return true;
            });
        }
    }

    private static void one(Reaction recorded, Element content) {
        assertInstance(trial.meets(recorded).succeedsToGet(), content);
        trial.meets(recorded);
        assertInstance(trial.succeeds(session -> session.invoke(HostileTrial.THING, "Do", null)), content);
    }

    private static void assertInstance(Instance instance, Element element) {
        assertThat(instance.name().getLocalPart()).isEqualTo(element.getLocalName());
        assertThat(String.valueOf(instance.name().getNamespaceURI()))
                .isEqualTo(element.getNamespaceURI() == null ? "" : element.getNamespaceURI());
        // cim:Location describes the representation and is not a property.
        List<Element> properties = children(element).stream()
                .filter(child -> !"http://schemas.dmtf.org/wbem/wscim/1/common".equals(child.getNamespaceURI()))
                .toList();
        assertThat(instance.propertyNames())
                .containsExactlyElementsOf(properties.stream()
                        .map(Element::getLocalName)
                        .distinct()
                        .toList());
        for (String name : instance.propertyNames()) {
            List<String> leaves = new ArrayList<>();
            for (Element property : properties) {
                boolean nil =
                        "true".equals(property.getAttributeNS("http://www.w3.org/2001/XMLSchema-instance", "nil"));
                if (property.getLocalName().equals(name) && children(property).isEmpty() && !nil) {
                    leaves.add(text(property));
                }
            }
            if (!leaves.isEmpty()) {
                assertThat(instance.texts(name).stream().map(String::strip))
                        .as(name)
                        .containsExactlyElementsOf(leaves);
            } else if (properties.stream()
                    .allMatch(p -> !p.getLocalName().equals(name) || children(p).isEmpty())) {
                assertThat(instance.isNull(name)).as(name).isTrue();
            }
        }
    }

    private static void assertReference(ResourceLocator locator, Element reference) {
        assertThat(locator.resourceUri()).isEqualTo(first(reference, "ResourceURI"));
        List<Element> selectors = all(reference, "Selector");
        assertThat(locator.selectors()).hasSameSizeAs(selectors);
        for (int i = 0; i < selectors.size(); i++) {
            assertThat(locator.selectors().get(i).name())
                    .isEqualTo(selectors.get(i).getAttribute("Name"));
            assertThat(String.valueOf(locator.selectors().get(i).value()).strip())
                    .isEqualTo(text(selectors.get(i)));
        }
    }

    // ---- the comparison by the DOM parser

    private static Document document(byte[] body) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(body));
        } catch (Exception e) {
            return null;
        }
    }

    private static Element content(byte[] body) {
        Document document = document(body);
        if (document == null) {
            return null;
        }
        return children(document.getDocumentElement()).stream()
                .filter(child -> child.getLocalName().equals("Body"))
                .flatMap(soapBody -> children(soapBody).stream())
                .findFirst()
                .orElse(null);
    }

    private static List<Element> all(Element within, String name) {
        List<Element> found = new ArrayList<>();
        var nodes = within.getElementsByTagNameNS("*", name);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private static String first(Element within, String name) {
        List<Element> found = all(within, name);
        return found.isEmpty() ? "" : text(found.get(0));
    }

    private static String text(Element element) {
        return element.getTextContent().strip();
    }

    private static String local(String qualified) {
        return qualified.substring(qualified.indexOf(':') + 1);
    }
}
