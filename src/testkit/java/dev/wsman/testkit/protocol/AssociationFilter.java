package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.wql.AssociatorsQuery;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * The association filter of the CIM binding (DSP0227): AssociatedInstances or AssociationInstances.
 *
 * @param query the associations or associated instances that the filter selects
 * @param properties the properties that the reply is limited to; empty for all
 */
record AssociationFilter(AssociatorsQuery query, List<String> properties) {

    /** Reads a filter. Returns empty if the element is neither of the two or has no Object. */
    static Optional<AssociationFilter> read(Element element) {
        boolean associations = DomElements.is(element, ServiceNamespaces.CIM_BINDING, "AssociationInstances");
        if (!associations && !DomElements.is(element, ServiceNamespaces.CIM_BINDING, "AssociatedInstances")) {
            return Optional.empty();
        }
        return DomElements.child(element, ServiceNamespaces.CIM_BINDING, "Object")
                .map(ReferenceXml::read)
                .map(source -> new AssociatorsQuery(
                        associations,
                        source,
                        text(element, associations ? "ResultClassName" : "AssociationClassName"),
                        associations ? Optional.empty() : text(element, "ResultClassName"),
                        text(element, "Role"),
                        text(element, "ResultRole")))
                .map(query -> new AssociationFilter(
                        query,
                        DomElements.children(element, ServiceNamespaces.CIM_BINDING, "IncludeResultProperty").stream()
                                .map(DomElements::text)
                                // openwsman's own client always sends an empty element
                                .filter(name -> !name.isEmpty())
                                .toList()));
    }

    private static Optional<String> text(Element element, String name) {
        return DomElements.child(element, ServiceNamespaces.CIM_BINDING, name)
                .map(DomElements::text)
                .filter(text -> !text.isEmpty());
    }

    /** Returns the instance with only the included properties. */
    CimInstance reduced(CimInstance instance) {
        CimInstance reduced = CimInstance.of(instance.className());
        for (String name : properties) {
            Optional<String> spelled = instance.propertyName(name);
            if (spelled.isPresent()) {
                reduced = reduced.with(spelled.get(), instance.value(name).orElse(null));
            }
        }
        return reduced;
    }
}
