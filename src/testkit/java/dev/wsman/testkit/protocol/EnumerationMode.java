package dev.wsman.testkit.protocol;

import org.w3c.dom.Element;

/** The form of the items of an enumeration: objects, references or both (DSP0226 8.7). */
enum EnumerationMode {
    OBJECT,
    EPR,
    OBJECT_AND_EPR;

    static EnumerationMode of(Element enumerate) {
        String mode = DomElements.child(enumerate, ServiceNamespaces.WSMAN, "EnumerationMode")
                .map(DomElements::text)
                .orElse("");
        return switch (mode) {
            case "" -> OBJECT;
            case "EnumerateEPR" -> EPR;
            case "EnumerateObjectAndEPR" -> OBJECT_AND_EPR;
            default ->
                throw FaultKind.UNSUPPORTED_FEATURE
                        .fault("EnumerationMode")
                        .nativeCode(2150858886L)
                        .exception();
        };
    }
}
