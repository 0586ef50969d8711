package dev.wsman.testkit.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A class of managed objects that the service offers. All methods may be called by many threads at once. An operation
 * that a class does not have throws {@link UnsupportedActionException}; one that the class refuses throws {@link ModelException}.
 */
public interface ManagedClass {

    /** The class's name, the last segment of its resource URIs. */
    String name();

    /** The class that this one extends, where the service has it. */
    default Optional<String> superclass() {
        return Optional.empty();
    }

    /**
     * Whether the instances of this class are the same objects as those of the classes that extend it, told in this
     * class's words. Then each object is one instance of a hierarchy: without subclasses, or with base properties only,
     * the answer is {@link #instances()} of this class, and with subclasses it is those of the subclasses alone.
     */
    default boolean representsSubclasses() {
        return false;
    }

    /** All properties, keys among them, inherited ones included, in the order in which they are sent. */
    List<PropertyDeclaration> properties();

    /** The names of its methods. */
    default List<String> methods() {
        return List.of();
    }

    /** The declarations of its methods, for those who ask for the class rather than for instances. */
    default List<MethodDeclaration> methodDeclarations() {
        return methods().stream().map(name -> MethodDeclaration.of(name)).toList();
    }

    /** What is declared of a property besides its type. */
    default CimFacets facets(String property) {
        return CimFacets.NONE;
    }

    /** The instances of exactly this class, not those of a class that extends it, as they are now. */
    Stream<CimInstance> instances();

    /** The instance that has the given values (compared as text, without regard to case) for the given keys. */
    default Optional<CimInstance> find(Map<String, String> keys) {
        return instances().filter(instance -> instance.hasValues(keys)).findFirst();
    }

    /** Changes an instance; answers what it is now. */
    default CimInstance put(Map<String, String> keys, CimInstance content) {
        throw new UnsupportedActionException(name(), "Put");
    }

    /** Makes an instance; answers it with all its keys. */
    default CimInstance create(Map<String, String> keys, CimInstance content) {
        throw new UnsupportedActionException(name(), "Create");
    }

    /** Removes an instance. */
    default void delete(Map<String, String> keys) {
        throw new UnsupportedActionException(name(), "Delete");
    }

    /** Calls a method; no keys for a static one. */
    default MethodResult invoke(String method, Map<String, String> keys, CimInstance input) {
        throw new UnsupportedActionException(name(), method);
    }
}
