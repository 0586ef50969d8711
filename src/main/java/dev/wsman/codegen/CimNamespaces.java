package dev.wsman.codegen;

import dev.wsman.ResourceLocator;

/** CIM namespaces, such as {@code root/cimv2}, as arguments and in requests. */
final class CimNamespaces {
    private CimNamespaces() {}

    /** Returns a namespace with slashes instead of backslashes, and without slashes at its beginning and end. */
    static String normalize(String namespace) {
        return namespace.strip().replace('\\', '/').replaceAll("^/+|/+$", "");
    }

    /** Adds the selector by which OMI, openwsman and Windows take the namespace (DSP0227). */
    static ResourceLocator select(ResourceLocator resource, String namespace) {
        return resource.selector("__cimnamespace", namespace);
    }
}
