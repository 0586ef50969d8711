package dev.wsman.codegen;

import dev.wsman.codegen.model.CimName;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where the classes of a schema are served, by the prefix of their names. A prefix that is given for all classes comes
 * before those of single schemas, which a server was asked for, and those before what DSP0230 and vendors document.
 * Immutable.
 *
 * @param namespace the CIM namespace of the classes; empty if it is not known
 * @param given what comes before the names of all classes; empty if nothing is given
 * @param bySchema what comes before the names of a schema's classes, by the schema's name in lower case
 */
record ResourceUris(String namespace, String given, Map<String, String> bySchema) {
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

    ResourceUris in(String otherNamespace) {
        return new ResourceUris(otherNamespace, given, bySchema);
    }

    ResourceUris given(String prefix) {
        return new ResourceUris(namespace, prefix, bySchema);
    }

    ResourceUris with(Map<String, String> prefixes) {
        Map<String, String> all = new TreeMap<>(bySchema);
        all.putAll(prefixes);
        return new ResourceUris(namespace, given, all);
    }

    /** The resource URI of a class. */
    String of(CimName name) {
        return prefix(schema(name)) + name;
    }

    /** What comes before the names of a schema's classes. */
    String prefix(String schema) {
        return given.isEmpty() ? bySchema.getOrDefault(schema, documented(schema)) : given;
    }

    private String documented(String schema) {
        return WINDOWS.contains(schema) ? wmi() : VENDORS.getOrDefault(schema, DMTF);
    }

    /** What comes before the names of classes in a namespace of Windows. */
    String wmi() {
        return WMI + (namespace.isEmpty() ? "root/cimv2" : namespace) + "/";
    }

    /** The schema of a class, in lower case: what comes before the first underscore of its name. */
    static String schema(CimName name) {
        return name.text().substring(0, Math.max(0, name.text().indexOf('_'))).toLowerCase(Locale.ROOT);
    }

    /** Whether resource URIs with this prefix name the namespace, so that no selector does. */
    static boolean tellsNamespace(String prefix) {
        return prefix.startsWith(WMI);
    }
}
