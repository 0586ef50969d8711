package dev.wsman.testkit.data;

import dev.wsman.testkit.model.CimInstance;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A read-only class with data about this machine, which is read again for each enumeration. */
class MachineClass extends DeclaredManagedClass {
    private static final Map<String, String> DMTF_NAMES = Map.of(
            "Win32_Process", "CIM_Process",
            "Win32_OperatingSystem", "CIM_OperatingSystem",
            "Win32_ComputerSystem", "CIM_ComputerSystem",
            "Win32_LogicalDisk", "CIM_LogicalDisk",
            "Win32_NetworkAdapter", "CIM_NetworkAdapter");

    private final Supplier<Stream<Map<String, Object>>> rows;
    private final boolean dmtf;

    MachineClass(ClassDeclaration declaration, Supplier<Stream<Map<String, Object>>> rows) {
        super(declaration);
        this.rows = rows;
        this.dmtf = DMTF_NAMES.containsValue(name());
    }

    /** Whether this is a CIM_ class: it describes the same objects as the Win32_ class that extends it. */
    @Override
    public final boolean representsSubclasses() {
        return dmtf;
    }

    @Override
    public Stream<CimInstance> instances() {
        return rows.get().map(this::instance);
    }

    final CimInstance instance(Map<String, Object> row) {
        return declaration().instance(dmtf ? dmtfNamed(row) : row);
    }

    /** Returns the row with the names of DMTF classes in its CreationClassName properties, which are keys there. */
    private static Map<String, Object> dmtfNamed(Map<String, Object> row) {
        Map<String, Object> copy = new HashMap<>(row);
        copy.replaceAll((name, value) -> name.endsWith("CreationClassName") ? DMTF_NAMES.get(value) : value);
        return copy;
    }
}
