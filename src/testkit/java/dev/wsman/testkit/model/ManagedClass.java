package dev.wsman.testkit.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A class of managed objects that the service offers. Many threads may call its methods at once. If a class does not
 * have an operation, the method throws {@link UnsupportedActionException}; if it rejects one, {@link ModelException}.
 */
public interface ManagedClass {

    /** The name of the class, the last segment of its resource URIs. */
    String name();

    /** The class that this one extends, if the service has it. */
    default Optional<String> superclass() {
        return Optional.empty();
    }

    /**
     * Whether this class describes the objects of its subclasses again, with its own properties. If so, an enumeration
     * with subclass properties returns the instances of the subclasses, and any other enumeration returns the instances
     * of this class. No object is returned twice.
     */
    default boolean representsSubclasses() {
        return false;
    }

    /** All properties, including keys and inherited ones, in the order in which they are sent. */
    List<PropertyDeclaration> properties();

    /** The names of the methods. */
    default List<String> methods() {
        return List.of();
    }

    /** The declarations of the methods, for requests for the class itself. */
    default List<MethodDeclaration> methodDeclarations() {
        return methods().stream().map(name -> MethodDeclaration.of(name)).toList();
    }

    /** Returns the declared facts about a property besides its type. */
    default CimFacets facets(String property) {
        return CimFacets.NONE;
    }

    /** Returns the current instances of this class, without those of subclasses. */
    Stream<CimInstance> instances();

    /** Returns the instance with these key values. Values compare as text and without regard to case. */
    default Optional<CimInstance> find(Map<String, String> keys) {
        return instances().filter(instance -> instance.hasValues(keys)).findFirst();
    }

    /** Changes an instance and returns its new state. */
    default CimInstance put(Map<String, String> keys, CimInstance content) {
        throw new UnsupportedActionException(name(), "Put");
    }

    /** Creates an instance and returns it with all its keys. */
    default CimInstance create(Map<String, String> keys, CimInstance content) {
        throw new UnsupportedActionException(name(), "Create");
    }

    /** Deletes an instance. */
    default void delete(Map<String, String> keys) {
        throw new UnsupportedActionException(name(), "Delete");
    }

    /** Calls a method. The keys are empty for a static method. */
    default MethodResult invoke(String method, Map<String, String> keys, CimInstance input) {
        throw new UnsupportedActionException(name(), method);
    }
}
