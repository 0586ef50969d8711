package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.ManagedClass;
import java.util.Optional;

/**
 * The resource that a resource URI names.
 *
 * @param uri the URI as the request has it
 * @param prefix the part of the URI before the class name, ending with a slash
 * @param type the class, or null if the URI names all classes
 * @param cim whether it is a CIM class, rather than a resource with a URI of its own
 */
record TargetResource(String uri, String prefix, ManagedClass type, boolean cim) {

    Optional<ManagedClass> managed() {
        return Optional.ofNullable(type);
    }

    boolean allClasses() {
        return type == null;
    }

    /** Returns the class. If the URI names all classes, the action is not supported. */
    ManagedClass required() {
        return managed()
                .orElseThrow(() ->
                        FaultKind.ACTION_NOT_SUPPORTED.fault("ActionMismatch").exception());
    }

    /** Returns the same resource with another prefix for the reply. */
    TargetResource withReplyPrefix(String otherPrefix) {
        return new TargetResource(uri, otherPrefix, type, cim);
    }
}
