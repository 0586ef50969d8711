package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.PropertyDeclaration;
import java.util.List;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** How an enumeration of a class handles the instances of its subclasses (DSP0227, PolymorphismMode). */
enum PolymorphismMode {
    INCLUDE_SUBCLASS_PROPERTIES,
    EXCLUDE_SUBCLASS_PROPERTIES,
    NONE;

    static PolymorphismMode of(Element enumerate, ServerQuirks quirks) {
        String mode = DomElements.child(enumerate, ServiceNamespaces.CIM_BINDING, "PolymorphismMode")
                .map(DomElements::text)
                .orElse("IncludeSubClassProperties");
        if (quirks.has(ServerQuirk.POLYMORPHISM_IGNORED)) {
            return INCLUDE_SUBCLASS_PROPERTIES;
        }
        return switch (mode) {
            case "IncludeSubClassProperties" -> INCLUDE_SUBCLASS_PROPERTIES;
            case "ExcludeSubClassProperties" -> EXCLUDE_SUBCLASS_PROPERTIES;
            case "None" -> NONE;
            default -> throw FaultKind.POLYMORPHISM_MODE_NOT_SUPPORTED.fault().exception();
        };
    }

    Stream<CimInstance> instances(ManagedClass type, ClassRegistry registry) {
        return switch (this) {
            case NONE -> type.instances();
            case INCLUDE_SUBCLASS_PROPERTIES -> deep(type, registry);
            case EXCLUDE_SUBCLASS_PROPERTIES ->
                type.representsSubclasses()
                        ? type.instances()
                        : deep(type, registry).map(instance -> reduced(instance, type));
        };
    }

    private static Stream<CimInstance> deep(ManagedClass type, ClassRegistry registry) {
        List<ManagedClass> sources = registry.hierarchy(type).stream()
                .filter(each ->
                        !each.representsSubclasses() || registry.hierarchy(each).size() == 1)
                .toList();
        return sources.size() == 1
                ? sources.get(0).instances()
                : ConcatenatingIterator.stream(sources, ManagedClass::instances);
    }

    private static CimInstance reduced(CimInstance instance, ManagedClass type) {
        CimInstance reduced = CimInstance.of(type.name());
        for (PropertyDeclaration property : type.properties()) {
            if (instance.propertyName(property.name()).isPresent()) {
                reduced = reduced.with(
                        property.name(), instance.value(property.name()).orElse(null));
            }
        }
        return reduced;
    }
}
