package dev.wsman.testkit.data;

import dev.wsman.testkit.model.CimFacets;
import dev.wsman.testkit.model.MethodDeclaration;
import dev.wsman.testkit.model.ParameterDeclaration;
import dev.wsman.testkit.model.PropertyDeclaration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The declarations of Win32_Service besides names and types, as Windows documents them (MicrosoftDocs/win32,
 * desktop-src/CIMWin32Prov/win32-service.md): value maps without names of values.
 */
final class ServiceClassMetadata {
    private static final Map<String, CimFacets> PROPERTIES = Map.of(
            "State",
            CimFacets.ofValues(
                    "Stopped",
                    "Start Pending",
                    "Stop Pending",
                    "Running",
                    "Continue Pending",
                    "Pause Pending",
                    "Paused",
                    "Unknown"),
            "StartMode",
            CimFacets.ofValues("Boot", "System", "Auto", "Manual", "Disabled"),
            "ErrorControl",
            CimFacets.ofValues("Ignore", "Normal", "Severe", "Critical", "Unknown"),
            "ServiceType",
            CimFacets.ofValues(
                    "Kernel Driver",
                    "File System Driver",
                    "Adapter",
                    "Recognizer Driver",
                    "Own Process",
                    "Share Process",
                    "Interactive Process"),
            "Status",
            CimFacets.ofValues(
                    "OK",
                    "Error",
                    "Degraded",
                    "Unknown",
                    "Pred Fail",
                    "Starting",
                    "Stopping",
                    "Service",
                    "Stressed",
                    "NonRecover",
                    "No Contact",
                    "Lost Comm"));
    private static final String[] RESULTS =
            IntStream.rangeClosed(0, 24).mapToObj(Integer::toString).toArray(String[]::new);

    private ServiceClassMetadata() {}

    static CimFacets facets(String property) {
        return PROPERTIES.getOrDefault(property, CimFacets.NONE);
    }

    static List<MethodDeclaration> methods(Map<String, ClassDeclaration> parameters) {
        return parameters.values().stream()
                .map(each -> MethodDeclaration.of(each.name(), inputs(each.properties()))
                        .returning(RESULTS))
                .toList();
    }

    private static ParameterDeclaration[] inputs(List<PropertyDeclaration> declared) {
        return declared.stream().map(ParameterDeclaration::in).toArray(ParameterDeclaration[]::new);
    }
}
