package dev.wsman.testkit.http;

import dev.wsman.testkit.protocol.ServiceNamespaces;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;

/** The namespace prefixes of XPath expressions on recorded requests. */
final class ProtocolNamespaceContext implements NamespaceContext {
    private static final Map<String, String> NAMESPACES = Map.ofEntries(
            Map.entry("s", ServiceNamespaces.SOAP),
            Map.entry("wsa", ServiceNamespaces.ADDRESSING),
            Map.entry("wsman", ServiceNamespaces.WSMAN),
            Map.entry("wsen", ServiceNamespaces.ENUMERATION),
            Map.entry("wxf", ServiceNamespaces.TRANSFER),
            Map.entry("wse", ServiceNamespaces.EVENTING),
            Map.entry("wsmb", ServiceNamespaces.CIM_BINDING),
            Map.entry("wsmid", ServiceNamespaces.IDENTITY),
            Map.entry("cim", ServiceNamespaces.CIM),
            Map.entry("f", ServiceNamespaces.WSMAN_FAULT),
            Map.entry("p", ServiceNamespaces.MICROSOFT),
            Map.entry("rsp", ServiceNamespaces.SHELL),
            Map.entry("xsi", ServiceNamespaces.XSI),
            Map.entry("xml", ServiceNamespaces.XML));

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
