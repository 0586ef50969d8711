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

/** A set of class declarations, ordered by name, with their inheritance. Immutable; equal where its classes are equal. */
public final class CimRepository {
    /** How many superclasses may follow each other; CIM 2.41 and Windows have fewer than 20. */
    public static final int MOST_SUPERCLASSES = 64;

    /** What is wrong with a class that has more. */
    public static final String TOO_MANY_SUPERCLASSES =
            "it has more than " + MOST_SUPERCLASSES + " superclasses, one above the other";

    private final Map<CimName, CimClass> classes;
    private final Map<CimName, List<CimName>> children = new HashMap<>();

    private CimRepository(TreeMap<CimName, CimClass> classes) {
        this.classes = Collections.unmodifiableMap(classes);
        classes.values().forEach(c -> c.superclass()
                .ifPresent(parent ->
                        children.computeIfAbsent(parent, p -> new ArrayList<>()).add(c.name())));
    }

    /** These classes; the same declaration may come twice, two different ones of a name are a {@link DeclarationException}. */
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

    /** These classes. */
    public static CimRepository of(CimClass... classes) {
        return of(List.of(classes));
    }

    /** All classes, ordered by name. */
    public Collection<CimClass> classes() {
        return classes.values();
    }

    /** The class of that name, in any case. */
    public Optional<CimClass> find(String name) {
        return CimName.isName(name) ? find(new CimName(name)) : Optional.empty();
    }

    /** The class of that name. */
    public Optional<CimClass> find(CimName name) {
        return Optional.ofNullable(classes.get(name));
    }

    /** The class of that name; {@link DeclarationException} where there is none. */
    public CimClass get(CimName name) {
        return find(name).orElseThrow(() -> new DeclarationException("class " + name, "it is not declared"));
    }

    /**
     * The known superclasses of a class, nearest first; the list ends where one is not declared here. A class that is its own
     * ancestor is a {@link DeclarationException} that names the circle, and so is one with more than
     * {@link #MOST_SUPERCLASSES}.
     */
    public List<CimClass> superclasses(CimName name) {
        Set<CimName> seen = new LinkedHashSet<>(List.of(name));
        List<CimClass> chain = new ArrayList<>();
        Optional<CimClass> next = find(name).flatMap(CimClass::superclass).flatMap(this::find);
        while (next.isPresent()) {
            if (!seen.add(next.get().name())) {
                throw new DeclarationException("class " + name, "it is its own ancestor: " + seen);
            }
            if (chain.size() == MOST_SUPERCLASSES) {
                throw new DeclarationException("class " + name, TOO_MANY_SUPERCLASSES);
            }
            chain.add(next.get());
            next = next.get().superclass().flatMap(this::find);
        }
        return chain;
    }

    /** The classes that name this one as their superclass, ordered by name. */
    public List<CimName> subclasses(CimName name) {
        return Collections.unmodifiableList(children.getOrDefault(name, List.of()));
    }

    /** The superclasses that are named and not declared here, ordered by name. */
    public List<CimName> missingSuperclasses() {
        return children.keySet().stream()
                .filter(parent -> !classes.containsKey(parent))
                .sorted()
                .toList();
    }

    /** The property a class overrides: that of the same name in its nearest superclass that declares it. */
    public Optional<CimProperty> overridden(CimName declaring, CimName property) {
        return superclasses(declaring).stream()
                .flatMap(c -> c.property(property).stream())
                .findFirst();
    }

    /**
     * The classes a pattern names: {@code *} stands for any characters, {@code ?} for one, case does not matter. A pattern that
     * names nothing is a {@link DeclarationException} that shows names near it.
     */
    public List<CimName> matching(String pattern) {
        NamePattern wanted = new NamePattern(pattern);
        List<CimName> names = classes.keySet().stream().filter(wanted::matches).toList();
        if (names.isEmpty()) {
            throw new DeclarationException("class " + pattern, "nothing of that name is declared" + near(pattern));
        }
        return names;
    }

    private String near(String pattern) {
        String wanted =
                pattern.replaceAll("[*?]", "").replaceFirst("^[^_]*_", "").toLowerCase(Locale.ROOT);
        List<String> near = classes.keySet().stream()
                .filter(name -> !wanted.isEmpty() && name.folded().contains(wanted))
                .map(CimName::text)
                .limit(5)
                .toList();
        return near.isEmpty() ? "" : "; there is " + String.join(", ", near);
    }

    /**
     * The named classes and all that they need: superclasses, classes their references point to, classes of embedded instances,
     * of properties and of parameters alike. What is needed and not declared is left out.
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

    /** The class with all it inherits written out, as a server shows it with {@code IncludeInheritedElements}. */
    public CimClass flattened(CimName name) {
        return new Flattening(this).of(get(name));
    }

    /**
     * These classes, as a server gave them, completed from MOF: structure stays as it is here; descriptions and other texts,
     * ValueMaps, superclasses, targets of references and methods come from {@code mof}, as do classes that are needed and were
     * not served. Each of OMI, openwsman and Windows needs some of it.
     */
    public CimRepository overlay(CimRepository mof) {
        return new Overlay(this, mof).result();
    }

    /** These classes and those; the same name declared differently is a {@link DeclarationException}. */
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
