package dev.wsman.testkit.data;

import dev.wsman.testkit.model.CimInstance;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The states of all services (Stopped, Running, Paused) and the transitions between them. One lock protects all of
 * them, because starting a service starts those on which it depends. Returned states are immutable.
 */
final class ServiceTable {
    private static final long NEVER_STARTED = 1077;
    private static final String STOPPED = "Stopped";
    private static final String RUNNING = "Running";
    private static final String PAUSED = "Paused";

    private final ClassDeclaration declaration;
    private final long processId;
    private final Map<String, CimInstance> states = new LinkedHashMap<>();
    private final Map<String, ServiceSeed> seeds = new HashMap<>();
    private final Map<String, List<String>> dependencies = new HashMap<>();

    /** Creates a table of services that appear to run in the given process. */
    ServiceTable(ClassDeclaration declaration, List<ServiceSeed> services, String systemName, long processId) {
        this.declaration = declaration;
        this.processId = processId;
        for (ServiceSeed seed : services) {
            seeds.put(key(seed.name()), seed);
            dependencies.put(key(seed.name()), seed.dependencies());
            states.put(key(seed.name()), first(seed, systemName));
        }
    }

    private CimInstance first(ServiceSeed seed, String systemName) {
        Map<String, Object> values = new HashMap<>();
        values.put("Caption", seed.displayName());
        values.put("CheckPoint", 0L);
        values.put("CreationClassName", "Win32_Service");
        values.put("DelayedAutoStart", false);
        values.put("Description", seed.description());
        values.put("DesktopInteract", false);
        values.put("DisplayName", seed.displayName());
        values.put("ErrorControl", "Normal");
        values.put("Name", seed.name());
        values.put("PathName", seed.path());
        values.put("ServiceSpecificExitCode", 0L);
        values.put("ServiceType", seed.sharesItsProcess() ? "Share Process" : "Own Process");
        values.put("StartMode", seed.startMode());
        values.put("StartName", seed.account());
        values.put("Status", "OK");
        values.put("SystemCreationClassName", "Win32_ComputerSystem");
        values.put("SystemName", systemName);
        values.put("TagId", 0L);
        values.put("WaitHint", 0L);
        CimInstance stopped = stopped(declaration.instance(values)).with("ExitCode", NEVER_STARTED);
        return seed.running() ? running(stopped, seed) : stopped;
    }

    synchronized List<CimInstance> all() {
        return List.copyOf(states.values());
    }

    synchronized Optional<CimInstance> find(String name) {
        return Optional.ofNullable(states.get(key(name)));
    }

    synchronized ServiceReturnValue start(String name) {
        CimInstance service = states.get(key(name));
        if (!isIn(service, STOPPED)) {
            return ServiceReturnValue.ALREADY_RUNNING;
        }
        if (service.value("StartMode").filter("Disabled"::equals).isPresent()) {
            return ServiceReturnValue.DISABLED;
        }
        if (!dependencies.get(key(name)).stream().allMatch(this::runs)) {
            return ServiceReturnValue.DEPENDENCY_FAILURE;
        }
        states.put(key(name), running(service, seeds.get(key(name))));
        return ServiceReturnValue.SUCCESS;
    }

    /** Starts a service on which another depends. A paused service is sufficient, as on Windows. */
    private boolean runs(String dependency) {
        ServiceReturnValue result = start(dependency);
        return result == ServiceReturnValue.SUCCESS || result == ServiceReturnValue.ALREADY_RUNNING;
    }

    synchronized ServiceReturnValue stop(String name) {
        CimInstance service = states.get(key(name));
        if (isIn(service, STOPPED)) {
            return ServiceReturnValue.CANNOT_ACCEPT_CONTROL;
        }
        if (!seeds.get(key(name)).stoppable()) {
            return ServiceReturnValue.INVALID_SERVICE_CONTROL;
        }
        if (hasRunningDependents(name)) {
            return ServiceReturnValue.DEPENDENT_SERVICES_RUNNING;
        }
        states.put(key(name), stopped(service));
        return ServiceReturnValue.SUCCESS;
    }

    private boolean hasRunningDependents(String name) {
        return states.entrySet().stream()
                .filter(other -> dependencies.get(other.getKey()).stream().anyMatch(name::equalsIgnoreCase))
                .anyMatch(other -> !isIn(other.getValue(), STOPPED));
    }

    synchronized ServiceReturnValue pause(String name) {
        CimInstance service = states.get(key(name));
        Optional<ServiceReturnValue> refusal = refusesToPause(service);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (isIn(service, PAUSED)) {
            return ServiceReturnValue.ALREADY_PAUSED;
        }
        states.put(key(name), service.with("State", PAUSED));
        return ServiceReturnValue.SUCCESS;
    }

    synchronized ServiceReturnValue resume(String name) {
        CimInstance service = states.get(key(name));
        Optional<ServiceReturnValue> refusal = refusesToPause(service);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        states.put(key(name), service.with("State", RUNNING));
        return ServiceReturnValue.SUCCESS;
    }

    private Optional<ServiceReturnValue> refusesToPause(CimInstance service) {
        if (isIn(service, STOPPED)) {
            return Optional.of(ServiceReturnValue.CANNOT_ACCEPT_CONTROL);
        }
        boolean accepts =
                service.value("AcceptPause").filter(Boolean.TRUE::equals).isPresent();
        return accepts ? Optional.empty() : Optional.of(ServiceReturnValue.INVALID_SERVICE_CONTROL);
    }

    synchronized ServiceReturnValue interrogate(String name) {
        return isIn(states.get(key(name)), STOPPED) ? ServiceReturnValue.NOT_ACTIVE : ServiceReturnValue.SUCCESS;
    }

    /** Replaces a state and returns the new one. */
    synchronized CimInstance change(String name, UnaryOperator<CimInstance> change) {
        return states.computeIfPresent(key(name), (key, service) -> change.apply(service));
    }

    synchronized boolean isDisplayNameTaken(String displayName, String by) {
        return states.entrySet().stream()
                .filter(other -> !other.getKey().equals(key(by)))
                .flatMap(other -> other.getValue().value("DisplayName").stream())
                .anyMatch(other -> other.toString().equalsIgnoreCase(displayName));
    }

    /** Returns why a service cannot depend on the given ones, or empty if it can. */
    synchronized Optional<ServiceReturnValue> refusesDependencies(String name, List<String> wanted) {
        if (!wanted.stream().allMatch(each -> states.containsKey(key(each)))) {
            return Optional.of(ServiceReturnValue.DEPENDENCY_DELETED);
        }
        boolean circular = wanted.stream().anyMatch(each -> dependsOn(each, name));
        return circular ? Optional.of(ServiceReturnValue.CIRCULAR_DEPENDENCY) : Optional.empty();
    }

    private boolean dependsOn(String service, String target) {
        return service.equalsIgnoreCase(target)
                || dependencies.get(key(service)).stream().anyMatch(next -> dependsOn(next, target));
    }

    synchronized void depend(String name, List<String> on) {
        dependencies.put(key(name), List.copyOf(on));
    }

    private CimInstance running(CimInstance service, ServiceSeed seed) {
        return service.with("State", RUNNING)
                .with("Started", true)
                .with("ProcessId", processId)
                .with("ExitCode", 0L)
                .with("AcceptStop", seed.stoppable())
                .with("AcceptPause", seed.pausable());
    }

    private static CimInstance stopped(CimInstance service) {
        return service.with("State", STOPPED)
                .with("Started", false)
                .with("ProcessId", 0L)
                .with("ExitCode", 0L)
                .with("AcceptStop", false)
                .with("AcceptPause", false);
    }

    private static boolean isIn(CimInstance service, String state) {
        return service.value("State").filter(state::equals).isPresent();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
