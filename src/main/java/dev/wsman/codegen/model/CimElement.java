package dev.wsman.codegen.model;

import java.util.List;
import java.util.Optional;

/** A declaration with a name and qualifiers: a class, a property, a method or a parameter. */
public sealed interface CimElement permits CimClass, CimProperty, CimMethod, CimParameter {

    /** Returns its name. */
    CimName name();

    /** Returns its qualifiers, in the order of the source. */
    List<CimQualifier> qualifiers();

    /** Returns the qualifier of a name, in any case. */
    default Optional<CimQualifier> qualifier(String name) {
        return qualifiers().stream().filter(q -> q.name().is(name)).findFirst();
    }

    /** Returns whether it has the boolean qualifier of a name with the value true. */
    default boolean is(String name) {
        return texts(name).stream().anyMatch("true"::equalsIgnoreCase);
    }

    /** Returns the first value of a qualifier; empty if the qualifier is absent or NULL. */
    default Optional<String> text(String name) {
        return texts(name).stream().findFirst();
    }

    /**
     * Returns the class of its embedded instances, which the qualifier {@code EmbeddedInstance} names; empty if it has
     * no such qualifier.
     */
    default Optional<CimName> embeddedClass() {
        return text(CimQualifier.EMBEDDED_INSTANCE).flatMap(CimQualifier::embedded);
    }

    /** Returns whether its values are embedded objects or embedded instances. */
    default boolean isEmbedded() {
        return is(CimQualifier.EMBEDDED_OBJECT)
                || qualifier(CimQualifier.EMBEDDED_INSTANCE).isPresent();
    }

    /** Returns all values of a qualifier; empty if the qualifier is absent or NULL. */
    default List<String> texts(String name) {
        return qualifier(name).flatMap(CimQualifier::value).map(CimValue::texts).orElse(List.of());
    }
}
