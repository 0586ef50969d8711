package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimInstance;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpression;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * An XPath 1.0 filter: it selects the items for which the expression is true. Prefixes in the expression are ignored.
 * The context node is the root element of the item, or its document if the expression starts with the name of the
 * class: for a Win32_Service, {@code State="Running"} and {@code Win32_Service[State="Running"]} are equivalent.
 */
final class XPathFilter {
    private static final Pattern PREFIX = Pattern.compile("(\"[^\"]*\"|'[^']*')|[\\p{L}_][\\w.-]*:(?!:)(?=[\\p{L}_*])");

    private final XPathExpression expression;
    private final boolean fromDocument;
    private final ServiceSettings service;
    private final TargetResource resource;

    private XPathFilter(
            XPathExpression expression, boolean fromDocument, ServiceSettings service, TargetResource resource) {
        this.expression = expression;
        this.fromDocument = fromDocument;
        this.service = service;
        this.resource = resource;
    }

    /** Compiles an expression. Returns empty if it is not XPath. */
    static Optional<XPathFilter> of(String expression, TargetResource resource, ServiceSettings service) {
        String plain =
                PREFIX.matcher(expression).replaceAll(match -> match.group(1) == null ? "" : quoted(match.group(1)));
        try {
            XPathExpression compiled = XPathFactory.newInstance().newXPath().compile(plain);
            boolean fromDocument =
                    plain.matches(Pattern.quote(resource.required().name()) + "(?![\\w.-]).*");
            return Optional.of(new XPathFilter(compiled, fromDocument, service, resource));
        } catch (XPathExpressionException bad) {
            return Optional.empty();
        }
    }

    private static String quoted(String literal) {
        return Matcher.quoteReplacement(literal);
    }

    boolean matches(CimInstance instance) {
        try {
            Document document = document(instance);
            Object context = fromDocument ? document : document.getDocumentElement();
            return (boolean) expression.evaluate(context, XPathConstants.BOOLEAN);
        } catch (XPathExpressionException bad) {
            throw FaultKind.CANNOT_PROCESS_FILTER
                    .fault()
                    .reason(bad.getMessage())
                    .exception();
        }
    }

    /** Returns the instance as a document without namespaces. */
    private Document document(CimInstance instance) {
        XmlTextWriter xml = new XmlTextWriter(new NamespacePrefixes(service.quirks()));
        new RepresentationWriter(service, resource).writeBare(xml, instance);
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml.toString())));
        } catch (ParserConfigurationException | SAXException | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
