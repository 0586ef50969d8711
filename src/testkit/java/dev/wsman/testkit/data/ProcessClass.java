package dev.wsman.testkit.data;

import dev.wsman.testkit.model.CimFacets;
import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.DataType;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.MethodDeclaration;
import dev.wsman.testkit.model.MethodResult;
import dev.wsman.testkit.model.ModelException;
import dev.wsman.testkit.model.ParameterDeclaration;
import dev.wsman.testkit.model.PropertyDeclaration;
import dev.wsman.testkit.model.UnsupportedActionException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The processes of this machine as Win32_Process and CIM_Process. CommandLine is always NULL, because a command line
 * may contain passwords. Environment variables are never read. Times are in units of 100 ns, sizes in bytes. GetOwner
 * returns the owner of a process. The static method Create starts nothing and returns 2 (access denied).
 */
final class ProcessClass extends MachineClass {
    private static final ClassDeclaration WIN32 = ClassDeclaration.of("Win32_Process", "CIM_Process", """
            string Caption
            string CommandLine
            string CreationClassName
            datetime CreationDate
            string CSCreationClassName
            string CSName
            string Description
            string ExecutablePath
            uint16 ExecutionState
            [key] string Handle
            uint32 HandleCount
            datetime InstallDate
            uint64 KernelModeTime
            uint32 MaximumWorkingSetSize
            uint32 MinimumWorkingSetSize
            string Name
            string OSCreationClassName
            string OSName
            uint64 OtherOperationCount
            uint64 OtherTransferCount
            uint32 PageFaults
            uint32 PageFileUsage
            uint32 ParentProcessId
            uint32 PeakPageFileUsage
            uint64 PeakVirtualSize
            uint32 PeakWorkingSetSize
            uint32 Priority
            uint64 PrivatePageCount
            uint32 ProcessId
            uint32 QuotaNonPagedPoolUsage
            uint32 QuotaPagedPoolUsage
            uint32 QuotaPeakNonPagedPoolUsage
            uint32 QuotaPeakPagedPoolUsage
            uint64 ReadOperationCount
            uint64 ReadTransferCount
            uint32 SessionId
            string Status
            datetime TerminationDate
            uint32 ThreadCount
            uint64 UserModeTime
            uint64 VirtualSize
            string WindowsVersion
            uint64 WorkingSetSize
            uint64 WriteOperationCount
            uint64 WriteTransferCount
            """);
    private static final ClassDeclaration CIM = ClassDeclaration.of("CIM_Process", null, """
            string Caption
            [key] string CreationClassName
            datetime CreationDate
            [key] string CSCreationClassName
            [key] string CSName
            string Description
            uint16 ExecutionState
            [key] string Handle
            datetime InstallDate
            uint64 KernelModeTime
            string Name
            [key] string OSCreationClassName
            [key] string OSName
            uint32 Priority
            string Status
            datetime TerminationDate
            uint64 UserModeTime
            uint64 WorkingSetSize
            """);
    private static final ClassDeclaration GET_OWNER = ClassDeclaration.parameters("GetOwner", "");
    private static final ClassDeclaration CREATE = ClassDeclaration.parameters("Create", """
            string CommandLine
            string CurrentDirectory
            instance ProcessStartupInformation
            """);
    private static final String[] RESULTS = {"0", "2", "3", "8", "9", "21"};
    private static final List<MethodDeclaration> METHODS = List.of(
            MethodDeclaration.of(
                            "Create",
                            ParameterDeclaration.in(CREATE.properties().get(0)),
                            ParameterDeclaration.in(CREATE.properties().get(1)),
                            ParameterDeclaration.in(CREATE.properties().get(2))
                                    .with(CimFacets.ofTarget("Win32_ProcessStartup")),
                            ParameterDeclaration.out(PropertyDeclaration.of("ProcessId", DataType.UINT32)))
                    .asStatic()
                    .returning(RESULTS),
            MethodDeclaration.of(
                            "GetOwner",
                            ParameterDeclaration.out(PropertyDeclaration.of("User", DataType.STRING)),
                            ParameterDeclaration.out(PropertyDeclaration.of("Domain", DataType.STRING)))
                    .returning(RESULTS));
    private static final long ACCESS_DENIED = 2;

    private final LocalMachine machine;

    private ProcessClass(ClassDeclaration declaration, LocalMachine machine) {
        super(declaration, () -> rows(machine, LocalProcess.all()));
        this.machine = machine;
    }

    static List<ManagedClass> of(LocalMachine machine) {
        return List.of(new ProcessClass(CIM, machine), new ProcessClass(WIN32, machine));
    }

    @Override
    public List<String> methods() {
        return methodDeclarations().stream().map(MethodDeclaration::name).toList();
    }

    @Override
    public List<MethodDeclaration> methodDeclarations() {
        return declaration() == WIN32 ? METHODS : List.of();
    }

    /** Reads only one process if the keys identify it. */
    @Override
    public Optional<CimInstance> find(Map<String, String> keys) {
        return process(keys).flatMap(process -> rows(machine, Stream.of(process))
                .map(this::instance)
                .filter(instance -> instance.hasValues(keys))
                .findFirst());
    }

    private Optional<LocalProcess> process(Map<String, String> keys) {
        return keys.entrySet().stream()
                .filter(key -> key.getKey().equalsIgnoreCase("Handle")
                        && key.getValue().matches("\\d{1,9}"))
                .findFirst()
                .flatMap(key -> LocalProcess.of(Long.parseLong(key.getValue())));
    }

    @Override
    public MethodResult invoke(String method, Map<String, String> keys, CimInstance input) {
        if (!methods().contains(method)) {
            throw new UnsupportedActionException(name(), method);
        }
        if (method.equals("Create")) {
            CREATE.read(input, ModelException.Reason.INVALID_PARAMETER);
            return MethodResult.of(ACCESS_DENIED);
        }
        GET_OWNER.read(input, ModelException.Reason.INVALID_PARAMETER);
        LocalProcess process = process(declaration().selectors(keys)).orElseThrow(() -> notFound(keys));
        Optional<String> user = process.user();
        if (user.isEmpty()) {
            return MethodResult.of(ACCESS_DENIED);
        }
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("Domain", machine.name());
        out.put("User", user.get());
        return new MethodResult(0, out);
    }

    private static Stream<Map<String, Object>> rows(LocalMachine machine, Stream<LocalProcess> processes) {
        Map<String, Object> shared = new HashMap<>();
        shared.put("CreationClassName", "Win32_Process");
        shared.put("CSCreationClassName", "Win32_ComputerSystem");
        shared.put("CSName", machine.name());
        shared.put("OSCreationClassName", "Win32_OperatingSystem");
        shared.put("OSName", machine.osName());
        shared.put("WindowsVersion", machine.osVersion());
        return processes.map(process -> row(process, shared));
    }

    private static Map<String, Object> row(LocalProcess process, Map<String, Object> shared) {
        Map<String, Object> row = new HashMap<>(shared);
        String name = process.name();
        row.put("Caption", name);
        row.put("CreationDate", process.start().map(LocalMachine::moment).orElse(null));
        row.put("Description", name);
        row.put("ExecutablePath", process.path().orElse(null));
        row.put("Handle", String.valueOf(process.handle().pid()));
        row.put("KernelModeTime", process.kernelTime());
        row.put("Name", name);
        row.put("PageFaults", process.pageFaults());
        row.put("ParentProcessId", process.parent());
        row.put("Priority", process.priority());
        row.put("ProcessId", process.handle().pid());
        row.put("ThreadCount", process.threads());
        row.put("UserModeTime", process.userTime());
        row.put("VirtualSize", process.virtualSize());
        row.put("WorkingSetSize", process.workingSet());
        return row;
    }
}
