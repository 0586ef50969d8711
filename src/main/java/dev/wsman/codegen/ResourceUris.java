package dev.wsman.codegen;

import dev.wsman.codegen.model.CimName;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The resource URIs of classes, by the schema prefix of their names. The order of precedence: the common prefix, if it
 * is set; the prefixes of single schemas, which a server was asked for; the prefixes that DSP0230 and vendors document.
 * Immutable.
 *
 * @param namespace the CIM namespace of the classes; empty if it is unknown
 * @param commonPrefix the part before the class name in all resource URIs; empty if it is not set
 * @param bySchema the part before the class name, by schema name in lower case
 */
record ResourceUris(String namespace, String commonPrefix, Map<String, String> bySchema) {
    static final String DMTF = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/";
    private static final String WMI = "http://schemas.microsoft.com/wbem/wsman/1/wmi/";
    private static final Map<String, String> VENDORS = Map.of(
            "dcim", "http://schemas.dell.com/wbem/wscim/1/cim-schema/2/",
            "amt", "http://intel.com/wbem/wscim/1/amt-schema/1/",
            "ips", "http://intel.com/wbem/wscim/1/ips-schema/1/",
            "omc", "http://schema.omc-project.org/wbem/wscim/1/cim-schema/2/",
            "linux", "http://sblim.sf.net/wbem/wscim/1/cim-schema/2/",
            "pg", "http://schema.openpegasus.org/wbem/wscim/1/cim-schema/2/");
    private static final Set<String> WINDOWS = Set.of("win32", "msvm", "msft", "wmi", "rsop", "softwarelicensing");

    ResourceUris {
        bySchema = Collections.unmodifiableMap(new TreeMap<>(bySchema));
    }

    ResourceUris withNamespace(String other) {
        return new ResourceUris(other, commonPrefix, bySchema);
    }

    ResourceUris withCommonPrefix(String prefix) {
        return new ResourceUris(namespace, prefix, bySchema);
    }

    ResourceUris withSchemaPrefixes(Map<String, String> prefixes) {
        Map<String, String> all = new TreeMap<>(bySchema);
        all.putAll(prefixes);
        return new ResourceUris(namespace, commonPrefix, all);
    }

    /** Returns the resource URI of a class. */
    String of(CimName name) {
        return prefix(schema(name)) + name;
    }

    /** Returns the part before the class name in resource URIs of a schema. */
    String prefix(String schema) {
        return commonPrefix.isEmpty() ? bySchema.getOrDefault(schema, documented(schema)) : commonPrefix;
    }

    private String documented(String schema) {
        return WINDOWS.contains(schema) ? wmi() : VENDORS.getOrDefault(schema, DMTF);
    }

    /** Returns the part before the class name in resource URIs of the namespace on Windows. */
    String wmi() {
        return WMI + (namespace.isEmpty() ? "root/cimv2" : namespace) + "/";
    }

    /** Returns the schema of a class in lower case: the part of its name before the first underscore. */
    static String schema(CimName name) {
        return name.text().substring(0, Math.max(0, name.text().indexOf('_'))).toLowerCase(Locale.ROOT);
    }

    /** Returns whether resource URIs with this prefix contain the namespace, so that the selector is not sent. */
    static boolean containsNamespace(String prefix) {
        return prefix.startsWith(WMI);
    }
}
