package dev.wsman.testkit.http;

import dev.wsman.testkit.protocol.Namespaces;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;

/** The prefixes that expressions on recorded requests may use. */
final class ProtocolPrefixes implements NamespaceContext {
    private static final Map<String, String> NAMESPACES = Map.ofEntries(
            Map.entry("s", Namespaces.SOAP),
            Map.entry("wsa", Namespaces.ADDRESSING),
            Map.entry("wsman", Namespaces.WSMAN),
            Map.entry("wsen", Namespaces.ENUMERATION),
            Map.entry("wxf", Namespaces.TRANSFER),
            Map.entry("wse", Namespaces.EVENTING),
            Map.entry("wsmb", Namespaces.CIM_BINDING),
            Map.entry("wsmid", Namespaces.IDENTITY),
            Map.entry("cim", Namespaces.CIM),
            Map.entry("f", Namespaces.WSMAN_FAULT),
            Map.entry("p", Namespaces.MICROSOFT),
            Map.entry("xsi", Namespaces.XSI),
            Map.entry("xml", Namespaces.XML));

    @Override
    public String getNamespaceURI(String prefix) {
        return NAMESPACES.getOrDefault(prefix, XMLConstants.NULL_NS_URI);
    }

    @Override
    public String getPrefix(String namespaceUri) {
        return NAMESPACES.entrySet().stream()
                .filter(each -> each.getValue().equals(namespaceUri))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    @Override
    public Iterator<String> getPrefixes(String namespaceUri) {
        String prefix = getPrefix(namespaceUri);
        return prefix == null ? List.<String>of().iterator() : List.of(prefix).iterator();
    }
}
