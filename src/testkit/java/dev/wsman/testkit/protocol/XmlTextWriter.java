package dev.wsman.testkit.protocol;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes elements as text. The envelope declares the namespaces of the protocol with the prefixes of {@link
 * NamespacePrefixes}. The namespace of a class is declared on its first element, or on the envelope if the server
 * does so.
 */
final class XmlTextWriter {
    private record Scope(String element, String namespace, String prefix) {}

    private final StringBuilder text = new StringBuilder();
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private final NamespacePrefixes prefixes;
    private boolean startTagOpen;

    XmlTextWriter(NamespacePrefixes prefixes) {
        this.prefixes = prefixes;
    }

    NamespacePrefixes prefixes() {
        return prefixes;
    }

    /** Starts an element. An empty namespace means no namespace. */
    XmlTextWriter open(String namespace, String name) {
        endStartTag();
        String known = namespace.isEmpty() ? "" : inScope(namespace);
        String prefix = known == null ? freePrefix() : known;
        String element = prefix.isEmpty() ? name : prefix + ":" + name;
        text.append('<').append(element);
        scopes.push(new Scope(element, known == null ? namespace : null, prefix));
        if (known == null) {
            declare(prefix, namespace);
        }
        startTagOpen = true;
        return this;
    }

    /** Adds an attribute to the element that was started last. */
    XmlTextWriter attribute(String namespace, String name, String value) {
        String qualified = namespace.isEmpty()
                ? name
                : namespace.equals(ServiceNamespaces.XML) ? "xml:" + name : qualified(namespace, name);
        text.append(' ').append(qualified).append("=\"");
        escape(value, true);
        text.append('"');
        return this;
    }

    /**
     * Returns a qualified name for a text or an attribute value. Declares its prefix on the element that was started
     * last.
     */
    String qualified(String namespace, String name) {
        String prefix = inScope(namespace);
        if (prefix == null) {
            prefix = freePrefix();
            declare(prefix, namespace);
            scopes.push(new Scope("", namespace, prefix));
        }
        return prefix + ":" + name;
    }

    XmlTextWriter text(String content) {
        if (!content.isEmpty()) {
            endStartTag();
            escape(content, false);
        }
        return this;
    }

    /** Adds text that is already XML. */
    XmlTextWriter raw(CharSequence xml) {
        if (xml.length() > 0) {
            endStartTag();
            text.append(xml);
        }
        return this;
    }

    XmlTextWriter close() {
        Scope scope = scopes.pop();
        while (scope.element().isEmpty()) {
            scope = scopes.pop();
        }
        if (startTagOpen) {
            text.append("/>");
            startTagOpen = false;
        } else {
            text.append("</").append(scope.element()).append('>');
        }
        return this;
    }

    XmlTextWriter element(String namespace, String name, String content) {
        return open(namespace, name).text(content).close();
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private String inScope(String namespace) {
        String fixed = prefixes.onEnvelope(namespace);
        if (fixed != null) {
            return fixed;
        }
        return scopes.stream()
                .filter(scope -> namespace.equals(scope.namespace()))
                .findFirst()
                .map(Scope::prefix)
                .orElse(null);
    }

    private String freePrefix() {
        long taken = scopes.stream().filter(scope -> scope.namespace() != null).count();
        return taken == 0 ? "p" : "p" + taken;
    }

    private void declare(String prefix, String namespace) {
        text.append(" xmlns:").append(prefix).append("=\"");
        escape(namespace, true);
        text.append('"');
    }

    private void endStartTag() {
        if (startTagOpen) {
            text.append('>');
            startTagOpen = false;
        }
    }

    private void escape(String content, boolean attribute) {
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '\r' -> text.append("&#13;");
                case '"' -> text.append(attribute ? "&quot;" : "\"");
                default -> text.append(isXml(c) ? c : '\uFFFD');
            }
        }
    }

    /**
     * Whether XML 1.0 can represent a character. Command lines of processes may contain control characters that it
     * cannot.
     */
    private static boolean isXml(char c) {
        return c >= ' ' && c != '\uFFFE' && c != '\uFFFF' || c == '\t' || c == '\n';
    }
}
