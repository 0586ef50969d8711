package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.CimReference;
import dev.wsman.testkit.model.DataType;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.PropertyDeclaration;
import dev.wsman.testkit.wql.ClassHierarchy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The classes that the service offers, and their resource URIs. Immutable, except for the state of the classes. */
public final class ClassRegistry {
    private final Map<String, ManagedClass> byName = new LinkedHashMap<>();
    private final Map<String, String> ownUris = new LinkedHashMap<>();
    private final List<String> prefixes = new ArrayList<>();
    private final ClassHierarchy tree;

    /**
     * Creates a registry.
     *
     * @param classes the CIM classes, available under every prefix
     * @param resources the classes that have a resource URI of their own, by URI
     * @param prefixes the part of resource URIs before the class name, each ending with a slash
     */
    public ClassRegistry(
            Collection<? extends ManagedClass> classes,
            Map<String, ? extends ManagedClass> resources,
            List<String> prefixes) {
        classes.forEach(each -> byName.put(lower(each.name()), each));
        resources.forEach((uri, each) -> {
            byName.put(lower(each.name()), each);
            ownUris.put(lower(each.name()), uri);
        });
        this.prefixes.addAll(prefixes);
        this.tree = ClassHierarchy.of(byName.values());
    }

    Collection<ManagedClass> classes() {
        return byName.values();
    }

    /** Returns which class extends which. */
    public ClassHierarchy hierarchy() {
        return tree;
    }

    ClassHierarchy tree() {
        return tree;
    }

    Optional<ManagedClass> find(String name) {
        return Optional.ofNullable(byName.get(lower(name)));
    }

    boolean isCim(ManagedClass type) {
        return !ownUris.containsKey(lower(type.name()));
    }

    /** Returns the resource that a URI names, or empty if the service does not have it. */
    Optional<TargetResource> resolve(String uri) {
        if (uri.equals(ServiceNamespaces.DMTF_ALL_CLASSES)) {
            return Optional.of(new TargetResource(uri, ServiceNamespaces.DMTF_CLASSES, null, true));
        }
        for (Map.Entry<String, String> own : ownUris.entrySet()) {
            if (own.getValue().equalsIgnoreCase(uri)) {
                return Optional.of(new TargetResource(uri, "", byName.get(own.getKey()), false));
            }
        }
        return prefixes.stream()
                .filter(prefix -> uri.regionMatches(true, 0, prefix, 0, prefix.length()))
                .findFirst()
                .flatMap(prefix -> inFamily(uri, prefix));
    }

    private Optional<TargetResource> inFamily(String uri, String prefix) {
        String name = uri.substring(prefix.length());
        if (name.equals("*")) {
            return Optional.of(new TargetResource(uri, prefix, null, true));
        }
        return find(name).filter(this::isCim).map(type -> new TargetResource(uri, prefix, type, true));
    }

    /**
     * Returns the resource URI of a class: its own URI if it has one, else one with the prefix of the given resource.
     */
    String uriOf(String className, TargetResource family) {
        String own = ownUris.get(lower(className));
        String spelled = find(className).map(ManagedClass::name).orElse(className);
        return own != null ? own : family.cim() ? family.prefix() + spelled : prefixes.get(0) + spelled;
    }

    /** Returns the class and all classes that extend it. */
    List<ManagedClass> hierarchy(ManagedClass root) {
        return byName.values().stream()
                .filter(each -> tree.isA(each.name(), root.name()))
                .toList();
    }

    /** Returns the reference to an instance, with the keys that its class declares. */
    CimReference referenceTo(CimInstance instance) {
        Map<String, String> keys = new LinkedHashMap<>();
        find(instance.className()).map(ClassRegistry::keys).orElse(List.of()).forEach(key -> instance.value(key.name())
                .ifPresent(value -> keys.put(key.name(), String.valueOf(value))));
        return new CimReference(instance.className(), keys);
    }

    /** Returns the keys of a reference in the order in which its class declares them. */
    Map<String, String> inDeclaredOrder(CimReference reference) {
        Map<String, String> given = new LinkedHashMap<>(reference.keys());
        Map<String, String> ordered = new LinkedHashMap<>();
        find(reference.className()).map(ClassRegistry::keys).orElse(List.of()).forEach(key -> given.entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(key.name()))
                .findFirst()
                .ifPresent(each -> ordered.put(key.name(), each.getValue())));
        given.forEach((name, value) -> {
            if (ordered.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
                ordered.put(name, value);
            }
        });
        return ordered;
    }

    /**
     * Returns the reference that a key value holds, or null if the value is not the object path of an instance of a
     * known class.
     */
    CimReference referenceIn(String value) {
        if (!value.contains("=\"")) {
            return null;
        }
        try {
            CimReference reference = CimReference.parse(value);
            return find(reference.className()).isPresent() ? reference : null;
        } catch (IllegalArgumentException plainText) {
            return null;
        }
    }

    static List<PropertyDeclaration> keys(ManagedClass type) {
        return type.properties().stream().filter(PropertyDeclaration::key).toList();
    }

    static List<PropertyDeclaration> references(ManagedClass type) {
        return type.properties().stream()
                .filter(property -> property.type() == DataType.REFERENCE)
                .toList();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
