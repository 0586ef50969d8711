package dev.wsman.testkit.protocol;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The namespace prefixes of one reply: which prefix the server uses for a namespace, and which its envelope must
 * declare.
 */
final class NamespacePrefixes {
    private final ServerQuirks quirks;
    private final Map<String, String> used = new LinkedHashMap<>();
    private int classes;

    NamespacePrefixes(ServerQuirks quirks) {
        this.quirks = quirks;
        onEnvelope(ServiceNamespaces.SOAP);
    }

    /** Returns the prefix that the envelope declares for a namespace, or null if an inner element declares it. */
    String onEnvelope(String namespace) {
        String prefix = used.get(namespace);
        if (prefix == null) {
            prefix = quirks.prefixes().names().get(namespace);
            if (prefix == null && quirks.prefixes().classes() != null) {
                prefix = quirks.prefixes().classes() + ++classes;
            }
            if (prefix != null) {
                used.put(namespace, prefix);
            }
        }
        return prefix;
    }

    /** Returns the declarations for the start tag of the envelope. */
    String declarations() {
        Map<String, String> declared = new LinkedHashMap<>();
        if (quirks.has(ServerQuirk.ALL_NAMESPACES_DECLARED)) {
            declared.putAll(quirks.prefixes().names());
        }
        declared.putAll(used);
        StringBuilder text = new StringBuilder();
        declared.forEach((namespace, prefix) -> text.append(" xmlns:")
                .append(prefix)
                .append("=\"")
                .append(namespace.replace("&", "&amp;").replace("\"", "&quot;"))
                .append('"'));
        return text.toString();
    }
}
