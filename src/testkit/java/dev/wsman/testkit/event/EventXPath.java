package dev.wsman.testkit.event;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.namespace.NamespaceContext;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpression;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathFunction;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * The XPath of a Select or Suppress (EVENTING.md 2.3): XPath 1.0 that starts with {@code *} or {@code Event}, with the
 * functions {@code band} and {@code timediff}. Elements are named without a namespace, and {@code @SystemTime} compares
 * as a time.
 */
final class EventXPath {
    private static final String FUNCTIONS = "urn:testkit:event-functions";
    /** A text of the expression, or a function or comparison that XPath 1.0 does not have. */
    private static final Pattern EXTENSION = Pattern.compile("('[^']*'|\"[^\"]*\")"
            + "|\\b(band|timediff)(\\s*\\()"
            + "|@SystemTime\\s*(<=|>=|<|>|=)\\s*('[^']*'|\"[^\"]*\")");

    private static final Pattern DEFAULT_NAMESPACE = Pattern.compile("\\sxmlns\\s*=\\s*('[^']*'|\"[^\"]*\")");

    private final boolean all;
    private final XPathExpression expression;

    private EventXPath(boolean all, XPathExpression expression) {
        this.all = all;
        this.expression = expression;
    }

    static EventXPath compile(String text, Clock clock) {
        String source = text.strip();
        if (source.equals("*")) {
            return new EventXPath(true, null);
        }
        if (!source.startsWith("*") && !source.startsWith("Event")) {
            throw EventSourceFault.INVALID_QUERY.exception("The expression starts neither with * nor Event: " + source);
        }
        try {
            XPath xpath = XPathFactory.newInstance().newXPath();
            xpath.setNamespaceContext(new FunctionPrefix());
            xpath.setXPathFunctionResolver((name, arity) -> function(name.getLocalPart(), arity, clock));
            return new EventXPath(false, xpath.compile(extended(source)));
        } catch (XPathExpressionException bad) {
            throw EventSourceFault.INVALID_QUERY.exception("The expression is not XPath: " + source);
        }
    }

    private static String extended(String source) {
        return EXTENSION.matcher(source).replaceAll(match -> {
            if (match.group(2) != null) {
                return "f:" + match.group(2) + "(";
            }
            return Matcher.quoteReplacement(
                    match.group(4) == null
                            ? match.group()
                            : "f:time(@SystemTime) " + match.group(4) + " f:time(" + match.group(5) + ")");
        });
    }

    private static XPathFunction function(String name, int arity, Clock clock) {
        return switch (name) {
            case "band" -> arguments -> band(arguments);
            case "time" -> arguments -> millis(text(arguments.get(0))).orElse(Double.NaN);
            case "timediff" -> arguments -> difference(arguments, arity, clock);
            default -> null;
        };
    }

    private static boolean band(List<?> arguments) {
        return !number(arguments.get(0)).and(number(arguments.get(1))).equals(BigInteger.ZERO);
    }

    private static double difference(List<?> arguments, int arity, Clock clock) {
        double from = millis(text(arguments.get(0))).orElse(Double.NaN);
        double to = arity > 1
                ? millis(text(arguments.get(1))).orElse(Double.NaN)
                : clock.instant().toEpochMilli();
        return to - from;
    }

    private static Optional<Double> millis(String time) {
        try {
            return Optional.of((double) Instant.parse(time).toEpochMilli());
        } catch (DateTimeException bad) {
            return Optional.empty();
        }
    }

    private static BigInteger number(Object value) {
        if (value instanceof Double number) {
            return number.isNaN() ? BigInteger.ZERO : new BigDecimal(number).toBigInteger();
        }
        String text = text(value);
        try {
            return text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
        } catch (NumberFormatException none) {
            return BigInteger.ZERO;
        }
    }

    private static String text(Object value) {
        if (value instanceof NodeList nodes) {
            return nodes.getLength() == 0 ? "" : nodes.item(0).getTextContent().strip();
        }
        return String.valueOf(value).strip();
    }

    /** Whether the expression selects the event. An event that is not well-formed XML matches only {@code *}. */
    boolean matches(LoggedEvent event) {
        if (all) {
            return true;
        }
        String plain = DEFAULT_NAMESPACE.matcher(event.xml()).replaceAll("");
        return EventXml.parse(plain).map(this::matches).orElse(false);
    }

    private boolean matches(Document document) {
        try {
            return ((NodeList) expression.evaluate(document, XPathConstants.NODESET)).getLength() > 0;
        } catch (XPathExpressionException notNodes) {
            throw EventSourceFault.INVALID_QUERY.exception("The expression does not select events.");
        }
    }

    private static final class FunctionPrefix implements NamespaceContext {
        @Override
        public String getNamespaceURI(String prefix) {
            return prefix.equals("f") ? FUNCTIONS : "";
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
