package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimReference;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.w3c.dom.Element;

/**
 * The content of a SelectorSet header: values by name. Names compare without regard to case. A value may be a
 * reference.
 */
final class SelectorSet {
    /** The selector that names a CIM namespace; it is not a key. */
    static final String CIM_NAMESPACE = "__cimnamespace";

    private static final SelectorSet NONE = new SelectorSet(Map.of());

    private final Map<String, String> values;

    private SelectorSet(Map<String, String> values) {
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(values);
        this.values = Collections.unmodifiableMap(sorted);
    }

    static SelectorSet none() {
        return NONE;
    }

    static SelectorSet read(Element selectorSet) {
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Element selector : DomElements.children(selectorSet, ServiceNamespaces.WSMAN, "Selector")) {
            String name = selector.getAttributeNS(null, "Name");
            if (name.isBlank()) {
                throw FaultKind.INVALID_SELECTORS.fault("InvalidValue").exception();
            }
            if (values.put(name, value(selector)) != null) {
                throw FaultKind.INVALID_SELECTORS
                        .fault("DuplicateSelectors")
                        .nativeCode(2150858847L)
                        .exception();
            }
        }
        return new SelectorSet(values);
    }

    /** Returns the value of a selector. An endpoint reference (DSP0226 5.1.2.2) is converted to an object path. */
    private static String value(Element selector) {
        return DomElements.child(selector, ServiceNamespaces.ADDRESSING, "EndpointReference")
                .map(ReferenceXml::read)
                .map(CimReference::toString)
                .orElseGet(selector::getTextContent);
    }

    /** The keys: all selectors except {@link #CIM_NAMESPACE}. */
    Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>(values);
        keys.keySet().removeIf(CIM_NAMESPACE::equalsIgnoreCase);
        return keys;
    }

    Optional<String> cimNamespace() {
        return Optional.ofNullable(values.get(CIM_NAMESPACE));
    }

    /** Whether both sets select the same object. Values compare without regard to case, as on Windows. */
    boolean sameAs(SelectorSet other) {
        return values.keySet().equals(other.values.keySet())
                && values.entrySet().stream()
                        .allMatch(each -> each.getValue().equalsIgnoreCase(other.values.get(each.getKey())));
    }
}
