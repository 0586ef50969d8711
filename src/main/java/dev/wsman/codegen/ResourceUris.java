package dev.wsman.codegen;

import dev.wsman.codegen.model.CimName;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Where the classes of a schema are served, by the prefix of their names: DSP0230 and what vendors document. */
final class ResourceUris {
    private static final String DMTF = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/";
    private static final String WMI = "http://schemas.microsoft.com/wbem/wsman/1/wmi/";
    private static final Map<String, String> VENDORS = Map.of(
            "dcim", "http://schemas.dell.com/wbem/wscim/1/cim-schema/2/",
            "amt", "http://intel.com/wbem/wscim/1/amt-schema/1/",
            "ips", "http://intel.com/wbem/wscim/1/ips-schema/1/",
            "omc", "http://schema.omc-project.org/wbem/wscim/1/cim-schema/2/",
            "linux", "http://sblim.sf.net/wbem/wscim/1/cim-schema/2/",
            "pg", "http://schema.openpegasus.org/wbem/wscim/1/cim-schema/2/");
    private static final Set<String> WINDOWS = Set.of("win32", "msvm", "msft", "wmi", "rsop", "softwarelicensing");

    private ResourceUris() {}

    static String of(CimName name, String namespace) {
        int underscore = name.text().indexOf('_');
        String schema = name.text().substring(0, Math.max(0, underscore)).toLowerCase(Locale.ROOT);
        if (WINDOWS.contains(schema)) {
            return WMI + (namespace.isEmpty() ? "root/cimv2" : namespace) + "/" + name;
        }
        return VENDORS.getOrDefault(schema, DMTF) + name;
    }
}
