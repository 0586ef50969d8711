package dev.wsman.codegen.model;

import java.util.List;
import java.util.Optional;

/** Anything that has a name and qualifiers: a class, a property, a method, a parameter. */
public sealed interface CimElement permits CimClass, CimProperty, CimMethod, CimParameter {

    /** Its name. */
    CimName name();

    /** Its qualifiers, in the order of the source. */
    List<CimQualifier> qualifiers();

    /** The qualifier of that name, in any case. */
    default Optional<CimQualifier> qualifier(String name) {
        return qualifiers().stream().filter(q -> q.name().is(name)).findFirst();
    }

    /** Whether the boolean qualifier of that name is there and true. */
    default boolean is(String name) {
        return texts(name).stream().anyMatch("true"::equalsIgnoreCase);
    }

    /** The first value of that qualifier; empty where it is absent or NULL. */
    default Optional<String> text(String name) {
        return texts(name).stream().findFirst();
    }

    /**
     * The class of its embedded instances, which the qualifier {@code EmbeddedInstance} names; empty where it does not.
     */
    default Optional<CimName> embeddedClass() {
        return text(CimQualifier.EMBEDDED_INSTANCE).flatMap(CimQualifier::embedded);
    }

    /** All values of that qualifier; empty where it is absent or NULL. */
    default List<String> texts(String name) {
        return qualifier(name).flatMap(CimQualifier::value).map(CimValue::texts).orElse(List.of());
    }
}
