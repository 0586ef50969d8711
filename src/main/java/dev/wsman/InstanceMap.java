package dev.wsman;

import dev.wsman.internal.protocol.EndpointReferenceReader;
import dev.wsman.internal.protocol.UnqualifiedReference;
import dev.wsman.internal.value.PropertyElement;
import dev.wsman.internal.xml.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts an instance to a map of its properties: {@link Instance#toMap()}. */
final class InstanceMap {
    /** The key of the text of an element without properties. XML names do not begin with this character. */
    static final String TEXT = "#text";

    private final Tree instance;
    private final @Nullable String cimNamespace;
    /** The elements of each property, by local name. A property has those of one namespace: that of the instance. */
    private final Map<String, List<Tree>> properties = new LinkedHashMap<>();

    private InstanceMap(Tree instance, @Nullable String cimNamespace) {
        this.instance = instance;
        this.cimNamespace = cimNamespace;
        for (Tree child : instance.elements()) {
            if (!PropertyElement.describesRepresentation(child)) {
                add(child);
            }
        }
    }

    /**
     * Returns the properties of an instance.
     *
     * @param cimNamespace the CIM namespace of references that do not name one, or null
     */
    static Map<String, Object> of(Tree instance, @Nullable String cimNamespace) {
        return new InstanceMap(instance, cimNamespace).toMap();
    }

    private void add(Tree child) {
        List<Tree> elements = properties.computeIfAbsent(child.localName(), name -> new ArrayList<>(1));
        if (elements.isEmpty() || elements.get(0).name().equals(child.name())) {
            elements.add(child);
        } else if (isOwn(child) && !isOwn(elements.get(0))) {
            elements.clear();
            elements.add(child);
        }
    }

    private boolean isOwn(Tree child) {
        return child.namespace().equals(instance.namespace());
    }

    private Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        properties.forEach((name, elements) -> map.put(name, value(elements)));
        if (properties.isEmpty() && !instance.text().isBlank()) {
            map.put(TEXT, instance.text());
        }
        return Collections.unmodifiableMap(map);
    }

    private @Nullable Object value(List<Tree> elements) {
        if (elements.size() == 1) {
            return value(elements.get(0));
        }
        List<Object> values = new ArrayList<>(elements.size());
        elements.forEach(element -> values.add(value(element)));
        return Collections.unmodifiableList(values);
    }

    private @Nullable Object value(Tree element) {
        if (PropertyElement.isNull(element)) {
            return null;
        }
        if (!PropertyElement.holdsXml(element)) {
            return PropertyElement.text(element);
        }
        String reference = reference(element);
        if (reference != null) {
            return reference;
        }
        Tree embedded = PropertyElement.embedded(element);
        return embedded == null ? null : of(embedded, cimNamespace);
    }

    private @Nullable String reference(Tree element) {
        if (!isReference(UnqualifiedReference.qualified(element))) {
            return null;
        }
        try {
            return ResourceLocator.fromEndpointReference(element)
                    .inNamespace(cimNamespace)
                    .toText();
        } catch (IllegalArgumentException contentOfAnotherForm) {
            return null;
        }
    }

    private static boolean isReference(Tree element) {
        Tree first = element.firstElement();
        return EndpointReferenceReader.isReference(element)
                || first != null && EndpointReferenceReader.isReference(first);
    }
}
