package dev.wsman.codegen.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A set of class declarations with their inheritance, ordered by name. Immutable. Two repositories are equal if their
 * classes are equal.
 */
public final class CimRepository {
    /** The maximum length of a chain of superclasses. CIM 2.41 and Windows have fewer than 20. */
    public static final int MOST_SUPERCLASSES = 64;

    /** The error message for a class with a longer chain. */
    public static final String TOO_MANY_SUPERCLASSES =
            "it has more than " + MOST_SUPERCLASSES + " superclasses in a chain";

    private final Map<CimName, CimClass> classes;
    private final Map<CimName, List<CimName>> children = new HashMap<>();

    private CimRepository(TreeMap<CimName, CimClass> classes) {
        this.classes = Collections.unmodifiableMap(classes);
        classes.values().forEach(c -> c.superclass()
                .ifPresent(parent ->
                        children.computeIfAbsent(parent, p -> new ArrayList<>()).add(c.name())));
    }

    /**
     * Returns a repository of classes. A declaration may occur more than once.
     *
     * @throws DeclarationException if two different declarations have the same name
     */
    public static CimRepository of(Collection<CimClass> classes) {
        TreeMap<CimName, CimClass> byName = new TreeMap<>();
        for (CimClass declared : classes) {
            CimClass earlier = byName.putIfAbsent(declared.name(), declared);
            if (earlier != null && !earlier.equals(declared)) {
                throw new DeclarationException("class " + declared.name(), "it is declared twice, differently");
            }
        }
        return new CimRepository(byName);
    }

    /** Returns a repository of classes. */
    public static CimRepository of(CimClass... classes) {
        return of(List.of(classes));
    }

    /** Returns all classes, ordered by name. */
    public Collection<CimClass> classes() {
        return classes.values();
    }

    /** Returns the class of a name, in any case. */
    public Optional<CimClass> find(String name) {
        return CimName.isName(name) ? find(new CimName(name)) : Optional.empty();
    }

    /** Returns the class of a name. */
    public Optional<CimClass> find(CimName name) {
        return Optional.ofNullable(classes.get(name));
    }

    /**
     * Returns the class of a name.
     *
     * @throws DeclarationException if the class is not declared
     */
    public CimClass get(CimName name) {
        return find(name).orElseThrow(() -> new DeclarationException("class " + name, "it is not declared"));
    }

    /**
     * Returns the known superclasses of a class, nearest first. The list ends before the first superclass that is not
     * declared here.
     *
     * @throws DeclarationException if the class is its own superclass, with the cycle in the message, or if it has more
     *     than {@link #MOST_SUPERCLASSES} superclasses
     */
    public List<CimClass> superclasses(CimName name) {
        Set<CimName> seen = new LinkedHashSet<>(List.of(name));
        List<CimClass> chain = new ArrayList<>();
        Optional<CimClass> next = find(name).flatMap(CimClass::superclass).flatMap(this::find);
        while (next.isPresent()) {
            if (!seen.add(next.get().name())) {
                throw new DeclarationException("class " + name, "it is its own superclass: " + seen);
            }
            if (chain.size() == MOST_SUPERCLASSES) {
                throw new DeclarationException("class " + name, TOO_MANY_SUPERCLASSES);
            }
            chain.add(next.get());
            next = next.get().superclass().flatMap(this::find);
        }
        return chain;
    }

    /** Returns the classes whose superclass is this class, ordered by name. */
    public List<CimName> subclasses(CimName name) {
        return Collections.unmodifiableList(children.getOrDefault(name, List.of()));
    }

    /** Returns the superclasses of declared classes that are not declared here, ordered by name. */
    public List<CimName> missingSuperclasses() {
        return children.keySet().stream()
                .filter(parent -> !classes.containsKey(parent))
                .sorted()
                .toList();
    }

    /**
     * Returns the property that a class overrides: the one of the same name in the nearest superclass that declares it.
     */
    public Optional<CimProperty> overridden(CimName declaring, CimName property) {
        return superclasses(declaring).stream()
                .flatMap(c -> c.property(property).stream())
                .findFirst();
    }

    /**
     * Returns the classes whose names match a pattern: {@code *} matches any characters, {@code ?} matches one; case is
     * ignored.
     *
     * @throws DeclarationException if no class matches, with similar names in the message
     */
    public List<CimName> matching(String pattern) {
        NamePattern wanted = new NamePattern(pattern);
        List<CimName> names = classes.keySet().stream().filter(wanted::matches).toList();
        if (names.isEmpty()) {
            throw new DeclarationException("class " + pattern, "no declared class matches" + similarNames(pattern));
        }
        return names;
    }

    private String similarNames(String pattern) {
        String wanted =
                pattern.replaceAll("[*?]", "").replaceFirst("^[^_]*_", "").toLowerCase(Locale.ROOT);
        List<String> near = classes.keySet().stream()
                .filter(name -> !wanted.isEmpty() && name.folded().contains(wanted))
                .map(CimName::text)
                .limit(5)
                .toList();
        return near.isEmpty() ? "" : "; similar names: " + String.join(", ", near);
    }

    /**
     * Returns the named classes and all that they need: superclasses, targets of references and classes of embedded
     * instances, in properties and in parameters. Needed classes that are not declared are omitted.
     */
    public CimRepository closure(Collection<CimName> names) {
        TreeMap<CimName, CimClass> reached = new TreeMap<>();
        Deque<CimName> open = new ArrayDeque<>(names);
        while (!open.isEmpty()) {
            CimName name = open.pop();
            CimClass found = classes.get(name);
            if (found != null && reached.putIfAbsent(name, found) == null) {
                needs(found, open::push);
            }
        }
        return new CimRepository(reached);
    }

    static void needs(CimClass declared, Consumer<CimName> need) {
        declared.superclass().ifPresent(need);
        declared.properties().forEach(p -> needs(p, p.type(), need));
        for (CimMethod method : declared.methods()) {
            method.returnType().ifPresent(type -> needs(method, type, need));
            method.parameters().forEach(p -> needs(p, p.type(), need));
        }
    }

    private static void needs(CimElement element, CimDataType type, Consumer<CimName> need) {
        type.referenceClass().ifPresent(need);
        element.embeddedClass().ifPresent(need);
    }

    /**
     * Returns a class with all inherited members and qualifiers, as a server returns it with {@code
     * IncludeInheritedElements}.
     */
    public CimClass flattened(CimName name) {
        return new Flattening(this).of(get(name));
    }

    /**
     * Returns these classes of a server, completed from MOF. The structure is the server's. Descriptions and other
     * texts, ValueMaps, superclasses, targets of references and methods are taken from {@code mof}, and so are needed
     * classes that the server did not have. OMI, openwsman and Windows each omit some of this.
     */
    public CimRepository overlay(CimRepository mof) {
        return new Overlay(this, mof).result();
    }

    /**
     * Returns a repository of these classes and those of another repository.
     *
     * @throws DeclarationException if two different declarations have the same name
     */
    public CimRepository plus(CimRepository other) {
        List<CimClass> all = new ArrayList<>(classes());
        all.addAll(other.classes());
        return of(all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CimRepository that && classes.equals(that.classes);
    }

    @Override
    public int hashCode() {
        return classes.hashCode();
    }

    @Override
    public String toString() {
        return classes.size() + " classes";
    }
}
