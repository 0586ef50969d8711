package dev.wsman.testkit;

import dev.wsman.testkit.protocol.EnvelopeParser;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.NamespaceContext;
import javax.xml.namespace.QName;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * What a {@link RawClient} received.
 *
 * @param status the HTTP status
 * @param headers the HTTP headers
 * @param body the octets
 */
record RawReply(int status, HttpHeaders headers, byte[] body) {
    private static final Map<String, String> PREFIXES = Map.of(
            "xml", ServiceNamespaces.XML,
            "s", ServiceNamespaces.SOAP,
            "wsa", ServiceNamespaces.ADDRESSING,
            "wsman", ServiceNamespaces.WSMAN,
            "wsen", ServiceNamespaces.ENUMERATION,
            "wxf", ServiceNamespaces.TRANSFER,
            "wsmid", ServiceNamespaces.IDENTITY,
            "cim", ServiceNamespaces.CIM,
            "f", ServiceNamespaces.WSMAN_FAULT,
            "xsi", ServiceNamespaces.XSI);

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    Document document() {
        return EnvelopeParser.parse(body).orElseThrow(() -> new AssertionError(status + " without XML: " + text()));
    }

    /** The string value of an expression. */
    String at(String expression) {
        return (String) evaluate(expression, XPathConstants.STRING);
    }

    int count(String expression) {
        return ((NodeList) evaluate(expression, XPathConstants.NODESET)).getLength();
    }

    /** The texts of all nodes that an expression selects. */
    List<String> texts(String expression) {
        return nodes(expression).stream().map(Node::getTextContent).toList();
    }

    /** The local names of the children of what is selected. */
    List<String> children(String expression) {
        return nodes(expression + "/*").stream().map(Node::getLocalName).toList();
    }

    List<Node> nodes(String expression) {
        NodeList list = (NodeList) evaluate(expression, XPathConstants.NODESET);
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < list.getLength(); i++) {
            nodes.add(list.item(i));
        }
        return nodes;
    }

    String context() {
        return at("//wsen:EnumerationContext");
    }

    /** The local name of the fault's subcode; of its code where it has none; empty where this is no fault. */
    String fault() {
        String subcode = at("/s:Envelope/s:Body/s:Fault/s:Code/s:Subcode/s:Value");
        String code = subcode.isEmpty() ? at("/s:Envelope/s:Body/s:Fault/s:Code/s:Value") : subcode;
        return code.substring(code.indexOf(':') + 1);
    }

    /** The last segment of the fault's detail. */
    String detail() {
        String uri = at("//s:Detail/wsman:FaultDetail");
        return uri.substring(uri.lastIndexOf('/') + 1);
    }

    String nativeCode() {
        return at("//s:Detail/f:WSManFault/@Code");
    }

    private Object evaluate(String expression, QName type) {
        XPath xpath = XPathFactory.newInstance().newXPath();
        xpath.setNamespaceContext(new Names());
        try {
            return xpath.evaluate(expression, document(), type);
        } catch (XPathExpressionException bad) {
            throw new IllegalArgumentException(expression, bad);
        }
    }

    private static final class Names implements NamespaceContext {
        @Override
        public String getNamespaceURI(String prefix) {
            return PREFIXES.getOrDefault(prefix, "");
        }

        @Override
        public String getPrefix(String namespaceUri) {
            return null;
        }

        @Override
        public Iterator<String> getPrefixes(String namespaceUri) {
            return List.<String>of().iterator();
        }
    }
}
