package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.ManagedClass;
import java.util.Optional;

/**
 * What a resource URI names.
 *
 * @param uri as the request has it
 * @param prefix what stands before the class's name in URIs of this family, ending with a slash
 * @param type the class, or null where the URI names all classes
 * @param cim whether it is a CIM class rather than a resource with a URI of its own
 */
record TargetResource(String uri, String prefix, ManagedClass type, boolean cim) {

    Optional<ManagedClass> managed() {
        return Optional.ofNullable(type);
    }

    boolean allClasses() {
        return type == null;
    }

    /** The class; a URI of all classes is not supported for what is asked. */
    ManagedClass required() {
        return managed()
                .orElseThrow(() ->
                        FaultKind.ACTION_NOT_SUPPORTED.fault("ActionMismatch").exception());
    }

    /** The same, but answers have another prefix. */
    TargetResource answeredWith(String otherPrefix) {
        return new TargetResource(uri, otherPrefix, type, cim);
    }
}
