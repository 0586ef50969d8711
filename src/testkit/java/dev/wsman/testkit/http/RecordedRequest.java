package dev.wsman.testkit.http;

import dev.wsman.testkit.protocol.EnvelopeParser;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.w3c.dom.Text;

/**
 * An HTTP request that the service received, and the reply that it sent. {@link #bytes} has the plain body if
 * messages are encrypted, {@link #rawBytes} the body as it was sent. Thread-safe.
 *
 * <p>The service keeps the bodies of long messages only up to 32 MB. Those that are older have no bytes and no text,
 * and their {@link #document} lacks long texts, such as the input of a command.
 */
public final class RecordedRequest {
    private static final int LONGEST_KEPT_TEXT = 1024;

    private final String method;
    private final String path;
    private final Map<String, List<String>> headers;
    private final int connection;
    private final Document document;
    private final ServiceOperation operation;
    private volatile Bodies bodies;
    private volatile int status;
    private volatile Runnable onReply = () -> {};

    private record Bodies(byte[] raw, byte[] plain, byte[] response) {}

    RecordedRequest(
            String method, String path, Map<String, List<String>> headers, int connection, byte[] raw, byte[] body) {
        this.method = method;
        this.path = path;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> this.headers.put(name, List.copyOf(values)));
        this.connection = connection;
        this.bodies = new Bodies(raw, body, new byte[0]);
        this.document = EnvelopeParser.parse(body).orElse(null);
        this.operation =
                document == null ? ServiceOperation.UNKNOWN : ServiceOperation.of(document.getDocumentElement());
    }

    /** The HTTP method. */
    public String method() {
        return method;
    }

    /** The path of the URL, including the query. */
    public String path() {
        return path;
    }

    /** The headers. Names compare without regard to case. */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /** Returns the first value of a header, or empty. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(values -> values.get(0));
    }

    /** The number of the connection, from 1. */
    public int connection() {
        return connection;
    }

    /** The body as it was received. */
    public byte[] rawBytes() {
        return bodies().raw().clone();
    }

    /** The plain body. */
    public byte[] bytes() {
        return bodies().plain().clone();
    }

    /** The plain body as text, in the charset that Content-Type names. */
    public String text() {
        return new String(bodies().plain(), charset());
    }

    Charset charset() {
        String type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return type.contains("utf-16") ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    /**
     * The envelope.
     *
     * @throws IllegalStateException if the body is not XML
     */
    public Document document() {
        return optionalDocument().orElseThrow(() -> new IllegalStateException("the body is not XML: " + text()));
    }

    Optional<Document> optionalDocument() {
        return Optional.ofNullable(document);
    }

    /**
     * The operation. It is {@link ServiceOperation#UNKNOWN} if the body is not XML, as in an authentication round
     * trip.
     */
    public ServiceOperation operation() {
        return operation;
    }

    /** The Action; empty if there is none. */
    public String action() {
        return headerBlock(ServiceNamespaces.ADDRESSING, "Action")
                .map(RecordedRequest::text)
                .orElse("");
    }

    /** The MessageID; empty if there is none. */
    public String messageId() {
        return headerBlock(ServiceNamespaces.ADDRESSING, "MessageID")
                .map(RecordedRequest::text)
                .orElse("");
    }

    /** The resource URI; empty if there is none. */
    public String resourceUri() {
        return headerBlock(ServiceNamespaces.WSMAN, "ResourceURI")
                .map(RecordedRequest::text)
                .orElse("");
    }

    /** The selectors by name, in their order. The value of an endpoint reference is its text. */
    public Map<String, String> selectors() {
        return named("SelectorSet", "Selector");
    }

    /** The options by name, in their order. */
    public Map<String, String> options() {
        return named("OptionSet", "Option");
    }

    private Map<String, String> named(String set, String name) {
        Map<String, String> values = new LinkedHashMap<>();
        headerBlock(ServiceNamespaces.WSMAN, set).ifPresent(block -> elements(block.getChildNodes()).stream()
                .filter(each -> name.equals(each.getLocalName()))
                .forEach(each -> values.put(each.getAttributeNS(null, "Name"), each.getTextContent())));
        return values;
    }

    /** Returns the first header block with a name, or empty. */
    public Optional<Element> headerBlock(String namespace, String name) {
        return envelopePart("Header").flatMap(header -> elements(header.getChildNodes()).stream()
                .filter(each -> namespace.equals(each.getNamespaceURI()) && name.equals(each.getLocalName()))
                .findFirst());
    }

    /** Returns the element in the body, or empty if the body is empty. */
    public Optional<Element> content() {
        return envelopePart("Body")
                .flatMap(found -> elements(found.getChildNodes()).stream().findFirst());
    }

    private Optional<Element> envelopePart(String name) {
        return optionalDocument()
                .flatMap(found -> elements(found.getDocumentElement().getChildNodes()).stream()
                        .filter(each -> name.equals(each.getLocalName())
                                && ServiceNamespaces.SOAP.equals(each.getNamespaceURI()))
                        .findFirst());
    }

    /**
     * Evaluates an XPath 1.0 expression on the envelope and returns its string value. The prefixes are s, wsa, wsman,
     * wsen, wxf, wse, wsmb, wsmid, cim, f, p (Microsoft's headers), rsp (the remote shell), xsi and xml. For example:
     *
     * <pre>{@code
     * request.xpath("/s:Envelope/s:Header/wsman:OperationTimeout")
     * }</pre>
     *
     * @throws IllegalArgumentException if the expression is not XPath
     */
    public String xpath(String expression) {
        try {
            XPath xpath = XPathFactory.newInstance().newXPath();
            xpath.setNamespaceContext(new ProtocolNamespaceContext());
            return xpath.evaluate(expression, document());
        } catch (XPathExpressionException bad) {
            throw new IllegalArgumentException("not XPath: " + expression, bad);
        }
    }

    /** The HTTP status of the reply; 0 until there is one. */
    public int responseStatus() {
        return status;
    }

    /** The plain body of the reply; empty until there is one. */
    public String responseText() {
        return new String(bodies().response(), charset());
    }

    void replied(int httpStatus, byte[] plainBody) {
        Bodies request = bodies();
        bodies = new Bodies(request.raw(), request.plain(), plainBody);
        status = httpStatus;
        onReply.run();
    }

    void onReply(Runnable action) {
        onReply = action;
    }

    /** The bytes of the bodies. */
    int size() {
        Bodies kept = bodies();
        int raw = kept.raw() == kept.plain() ? 0 : kept.raw().length;
        return raw + kept.plain().length + kept.response().length;
    }

    void forgetBodies() {
        bodies = null;
        optionalDocument().ifPresent(found -> forgetLongTexts(found.getDocumentElement()));
    }

    private static void forgetLongTexts(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Text text && text.getLength() > LONGEST_KEPT_TEXT) {
                text.setData("(no longer kept)");
            } else {
                forgetLongTexts(node);
            }
        }
    }

    private Bodies bodies() {
        Bodies kept = bodies;
        if (kept == null) {
            throw new IllegalStateException("the bodies of " + this + " are no longer kept: the service keeps 32 MB");
        }
        return kept;
    }

    private static String text(Element element) {
        return element.getTextContent().strip();
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    @Override
    public String toString() {
        return method + " " + path + " " + operation + (status == 0 ? "" : " -> " + status);
    }
}
