package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.CimReference;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.PropertyDeclaration;
import dev.wsman.testkit.wql.AssociatorsQuery;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Follows associations: the instances of classes that have reference properties. */
final class AssociationResolver {
    private final ClassRegistry registry;

    AssociationResolver(ClassRegistry registry) {
        this.registry = registry;
    }

    /**
     * Returns the associations, or the instances that they associate with the source. Each is returned once, whereas
     * WMI returns an instance once for each association (MicrosoftDocs/win32,
     * desktop-src/WmiSdk/associators-of-statement.md).
     */
    Stream<CimInstance> resolve(AssociatorsQuery query) {
        Stream<CimInstance> found = registry.classes().stream()
                .filter(type -> !ClassRegistry.references(type).isEmpty())
                .filter(type -> isA(type.name(), query.associationClass()))
                .flatMap(type -> type.instances().flatMap(association -> follow(query, type, association)));
        TreeMap<String, Boolean> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        return found.filter(instance -> seen.put(registry.referenceTo(instance).toString(), true) == null);
    }

    private Stream<CimInstance> follow(AssociatorsQuery query, ManagedClass type, CimInstance association) {
        return ClassRegistry.references(type).stream()
                .filter(near -> isNamed(near, query.role()))
                .filter(near -> refersTo(association, near, query.source()))
                .flatMap(near -> query.associations() ? Stream.of(association) : far(query, type, association, near));
    }

    private Stream<CimInstance> far(
            AssociatorsQuery query, ManagedClass type, CimInstance association, PropertyDeclaration near) {
        return ClassRegistry.references(type).stream()
                .filter(each -> each != near)
                .filter(each -> isNamed(each, query.resultRole()))
                .flatMap(each -> reference(association, each).stream())
                .filter(target -> isA(target.className(), query.resultClass()))
                .flatMap(target ->
                        registry.find(target.className()).flatMap(found -> found.find(target.keys())).stream());
    }

    private boolean isA(String name, Optional<String> ancestor) {
        return ancestor.isEmpty() || registry.tree().isA(name, ancestor.get());
    }

    private static boolean isNamed(PropertyDeclaration property, Optional<String> role) {
        return role.isEmpty() || property.name().equalsIgnoreCase(role.get());
    }

    private boolean refersTo(CimInstance association, PropertyDeclaration property, CimReference source) {
        return reference(association, property)
                .filter(end -> registry.tree().isA(end.className(), source.className())
                        || registry.tree().isA(source.className(), end.className()))
                .filter(end -> sameKeys(end.keys(), source.keys()))
                .isPresent();
    }

    private static boolean sameKeys(Map<String, String> one, Map<String, String> other) {
        TreeMap<String, String> lookup = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        lookup.putAll(other);
        return one.size() == other.size()
                && one.entrySet().stream().allMatch(key -> key.getValue().equalsIgnoreCase(lookup.get(key.getKey())));
    }

    private static Optional<CimReference> reference(CimInstance association, PropertyDeclaration property) {
        return association
                .value(property.name())
                .filter(CimReference.class::isInstance)
                .map(CimReference.class::cast);
    }
}
