package dev.wsman.testkit.data;

import dev.wsman.testkit.model.CimFacets;
import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.CimReference;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.MethodDeclaration;
import dev.wsman.testkit.model.MethodResult;
import dev.wsman.testkit.model.ModelException;
import dev.wsman.testkit.model.UnsupportedActionException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Win32_Service with services that exist in memory only. It has methods and ReturnValues that Windows documents
 * (MicrosoftDocs/win32, desktop-src/CIMWin32Prov/win32-service.md and the pages of the methods). A change of state is
 * complete when the method returns; there are no Pending states. The ProcessId of a running service is the id of this
 * Java process; a stopped service has 0. Put changes writable properties. It ignores other properties, and keeps those
 * that the content omits.
 */
final class ServiceClass extends DeclaredManagedClass {
    private static final ClassDeclaration WIN32 = ClassDeclaration.of("Win32_Service", null, """
            boolean AcceptPause
            boolean AcceptStop
            string Caption
            uint32 CheckPoint
            string CreationClassName
            [write] boolean DelayedAutoStart
            [write] string Description
            [write] boolean DesktopInteract
            [write] string DisplayName
            [write] string ErrorControl
            uint32 ExitCode
            datetime InstallDate
            [key] string Name
            string PathName
            uint32 ProcessId
            uint32 ServiceSpecificExitCode
            string ServiceType
            boolean Started
            [write] string StartMode
            string StartName
            string State
            string Status
            string SystemCreationClassName
            string SystemName
            uint32 TagId
            uint32 WaitHint
            """);
    private static final Map<String, ClassDeclaration> METHODS = methodParameters();
    private static final Map<String, String> START_MODES =
            ignoringCase(Map.of("Automatic", "Auto", "Manual", "Manual", "Disabled", "Disabled"));
    private static final Set<String> ERROR_CONTROLS = Set.of("Ignore", "Normal", "Severe", "Critical");

    private final ServiceTable table;

    private ServiceClass(ServiceTable table) {
        super(WIN32);
        this.table = table;
    }

    /** Returns Win32_Service, and CIM_ServiceProcess, which associates running services with their process. */
    static List<ManagedClass> of(String systemName) {
        ServiceTable table = new ServiceTable(
                WIN32, ServiceSeed.ALL, systemName, ProcessHandle.current().pid());
        return List.of(new ServiceClass(table), new ServiceProcessClass(table));
    }

    private static Map<String, ClassDeclaration> methodParameters() {
        Map<String, ClassDeclaration> methods = new LinkedHashMap<>();
        Stream.of("StartService", "StopService", "PauseService", "ResumeService", "InterrogateService")
                .forEach(method -> methods.put(method, ClassDeclaration.parameters(method, "")));
        methods.put("ChangeStartMode", ClassDeclaration.parameters("ChangeStartMode", "string StartMode"));
        methods.put("Change", ClassDeclaration.parameters("Change", """
                string DisplayName
                string PathName
                uint8 ServiceType
                uint8 ErrorControl
                string StartMode
                boolean DesktopInteract
                string StartName
                string StartPassword
                string LoadOrderGroup
                string LoadOrderGroupDependencies[]
                string ServiceDependencies[]
                """));
        return methods;
    }

    static Map<String, String> ignoringCase(Map<String, String> map) {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(map);
        return copy;
    }

    @Override
    public List<String> methods() {
        return List.copyOf(METHODS.keySet());
    }

    @Override
    public List<MethodDeclaration> methodDeclarations() {
        return ServiceClassMetadata.methods(METHODS);
    }

    @Override
    public CimFacets facets(String property) {
        return ServiceClassMetadata.facets(property);
    }

    @Override
    public Stream<CimInstance> instances() {
        return table.all().stream();
    }

    @Override
    public MethodResult invoke(String method, Map<String, String> keys, CimInstance input) {
        ClassDeclaration parameters = METHODS.get(method);
        if (parameters == null) {
            throw new UnsupportedActionException(name(), method);
        }
        String service = existing(keys);
        Map<String, Object> values = parameters.read(input, ModelException.Reason.INVALID_PARAMETER);
        return MethodResult.of(call(method, service, values).code());
    }

    private ServiceReturnValue call(String method, String service, Map<String, Object> values) {
        return switch (method) {
            case "StartService" -> table.start(service);
            case "StopService" -> table.stop(service);
            case "PauseService" -> table.pause(service);
            case "ResumeService" -> table.resume(service);
            case "InterrogateService" -> table.interrogate(service);
            case "ChangeStartMode" -> changeStartMode(service, (String) values.get("StartMode"));
            default -> new ServiceChange(table, service, values).apply();
        };
    }

    private String existing(Map<String, String> keys) {
        String name = declaration().selectors(keys).get("Name");
        return table.find(name).map(service -> name).orElseThrow(() -> notFound(keys));
    }

    private ServiceReturnValue changeStartMode(String service, String method) {
        Optional<String> mode = startMode(method);
        mode.ifPresent(wanted -> table.change(service, state -> state.with("StartMode", wanted)));
        return mode.isPresent() ? ServiceReturnValue.SUCCESS : ServiceReturnValue.INVALID_PARAMETER;
    }

    /**
     * Converts a parameter StartMode to the value of the property StartMode. Returns empty for Boot and System, which
     * are only for drivers.
     */
    static Optional<String> startMode(String parameter) {
        return Optional.ofNullable(parameter).map(START_MODES::get);
    }

    @Override
    public CimInstance put(Map<String, String> keys, CimInstance content) {
        String service = existing(keys);
        Map<String, Object> values = declaration().read(content, ModelException.Reason.INVALID_VALUES);
        requireSameName(service, values);
        synchronized (table) {
            requireValid(service, values);
            return table.change(service, state -> changed(state, values));
        }
    }

    private static void requireSameName(String service, Map<String, Object> values) {
        require(
                !values.containsKey("Name") || service.equalsIgnoreCase((String) values.get("Name")),
                "Name is the key and cannot change");
    }

    private void requireValid(String service, Map<String, Object> values) {
        String display = (String) values.getOrDefault("DisplayName", service);
        require(display != null && !display.isBlank(), "DisplayName must not be empty");
        require(!table.isDisplayNameTaken(display, service), "DisplayName belongs to another service: " + display);
        Object mode = values.getOrDefault("StartMode", "Auto");
        require(
                START_MODES.containsValue(String.valueOf(mode)),
                "StartMode must be Auto, Manual or Disabled, not " + mode);
        Object control = values.getOrDefault("ErrorControl", "Normal");
        require(ERROR_CONTROLS.contains(String.valueOf(control)), "ErrorControl must be one of " + ERROR_CONTROLS);
    }

    private static void require(boolean satisfied, String rule) {
        if (!satisfied) {
            throw new ModelException(ModelException.Reason.INVALID_VALUES, "Win32_Service: " + rule);
        }
    }

    private CimInstance changed(CimInstance state, Map<String, Object> values) {
        CimInstance changed = state;
        for (Map.Entry<String, Object> each : values.entrySet()) {
            if (declaration().find(each.getKey()).orElseThrow().writable()) {
                changed = changed.with(each.getKey(), each.getValue());
            }
        }
        return changed.with("Caption", changed.value("DisplayName").orElseThrow());
    }

    /** CIM_ServiceProcess: the process in which a service runs. It follows the states of the services. */
    private static final class ServiceProcessClass extends DeclaredManagedClass {
        private static final int EXECUTES_IN_EXISTING_PROCESS = 2;
        private static final ClassDeclaration CIM = ClassDeclaration.of("CIM_ServiceProcess", null, """
                [key] ref Service
                [key] ref Process
                uint16 ExecutionType
                """);

        private final ServiceTable table;

        ServiceProcessClass(ServiceTable table) {
            super(CIM);
            this.table = table;
        }

        @Override
        public CimFacets facets(String property) {
            return switch (property) {
                case "Service" -> CimFacets.ofTarget("Win32_Service");
                case "Process" -> CimFacets.ofTarget("Win32_Process");
                default -> CimFacets.NONE;
            };
        }

        @Override
        public Stream<CimInstance> instances() {
            return table.all().stream()
                    .filter(service -> service.value("Started")
                            .filter(Boolean.TRUE::equals)
                            .isPresent())
                    .map(this::association);
        }

        private CimInstance association(CimInstance service) {
            String name = service.value("Name").orElseThrow().toString();
            String process = service.value("ProcessId").orElseThrow().toString();
            return declaration()
                    .instance(Map.of(
                            "Service", new CimReference("Win32_Service", Map.of("Name", name)),
                            "Process", new CimReference("Win32_Process", Map.of("Handle", process)),
                            "ExecutionType", EXECUTES_IN_EXISTING_PROCESS));
        }
    }
}
