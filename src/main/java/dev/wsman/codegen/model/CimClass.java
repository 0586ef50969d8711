package dev.wsman.codegen.model;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A class declaration.
 *
 * @param name its name
 * @param superclass the class it extends; empty for a root class, and if the source does not contain it (openwsman)
 * @param qualifiers its qualifiers
 * @param properties its properties and references: its own, and the inherited ones that the source repeats
 * @param methods its methods
 */
public record CimClass(
        CimName name,
        Optional<CimName> superclass,
        List<CimQualifier> qualifiers,
        List<CimProperty> properties,
        List<CimMethod> methods)
        implements CimElement {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if two properties or two methods have the same name
     */
    public CimClass {
        qualifiers = List.copyOf(qualifiers);
        properties = List.copyOf(properties);
        methods = List.copyOf(methods);
        rejectDuplicates(name, "property", properties);
        rejectDuplicates(name, "method", methods);
    }

    /** Returns the property of a name. */
    public Optional<CimProperty> property(CimName name) {
        return properties.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /** Returns the property of a name, in any case. */
    public Optional<CimProperty> property(String name) {
        return CimName.isName(name) ? property(new CimName(name)) : Optional.empty();
    }

    /** Returns the method of a name. */
    public Optional<CimMethod> method(CimName name) {
        return methods.stream().filter(m -> m.name().equals(name)).findFirst();
    }

    /** Returns the method of a name, in any case. */
    public Optional<CimMethod> method(String name) {
        return CimName.isName(name) ? method(new CimName(name)) : Optional.empty();
    }

    /** Returns whether its instances relate others: whether it has the {@code Association} qualifier. */
    public boolean isAssociation() {
        return is("Association");
    }

    /**
     * Returns the classes that it refers to: its superclass, the targets of references, and the classes of embedded
     * instances.
     */
    public Set<CimName> needs() {
        Set<CimName> needed = new LinkedHashSet<>();
        CimRepository.needs(this, needed::add);
        return needed;
    }

    private static void rejectDuplicates(CimName owner, String what, List<? extends CimElement> elements) {
        Set<CimName> seen = new HashSet<>();
        for (CimElement element : elements) {
            if (!seen.add(element.name())) {
                throw new IllegalArgumentException(
                        "class " + owner + " declares the " + what + " " + element.name() + " twice");
            }
        }
    }
}
