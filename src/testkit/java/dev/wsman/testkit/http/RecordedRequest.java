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
import org.w3c.dom.NodeList;

/**
 * An HTTP request that the service received, and the reply that it sent. {@link #bytes} has the plain body if
 * messages are encrypted, {@link #rawBytes} the body as it was sent. Thread-safe.
 */
public final class RecordedRequest {
    private final String method;
    private final String path;
    private final Map<String, List<String>> headers;
    private final int connection;
    private final byte[] raw;
    private final byte[] body;
    private final Document document;
    private final ServiceOperation operation;
    private volatile int status;
    private volatile byte[] response = {};

    RecordedRequest(
            String method, String path, Map<String, List<String>> headers, int connection, byte[] raw, byte[] body) {
        this.method = method;
        this.path = path;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> this.headers.put(name, List.copyOf(values)));
        this.connection = connection;
        this.raw = raw;
        this.body = body;
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
        return raw.clone();
    }

    /** The plain body. */
    public byte[] bytes() {
        return body.clone();
    }

    /** The plain body as text, in the charset that Content-Type names. */
    public String text() {
        return new String(body, charset());
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
        return new String(response, charset());
    }

    void replied(int httpStatus, byte[] plainBody) {
        response = plainBody;
        status = httpStatus;
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
