package dev.wsman.testkit.data;

import static dev.wsman.testkit.data.ModelAssertions.assertReason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.CimReference;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.ModelException;
import dev.wsman.testkit.model.UnsupportedActionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceClassTest {
    private static final CimInstance NOTHING = CimInstance.of("Input");

    private final List<ManagedClass> classes = ServiceClass.of("machine");
    private final ManagedClass services = classes.get(0);
    private final ManagedClass association = classes.get(1);

    private static Map<String, String> named(String name) {
        return Map.of("Name", name);
    }

    private long call(String method, String service) {
        return call(method, service, NOTHING);
    }

    private long call(String method, String service, CimInstance input) {
        return services.invoke(method, named(service), input).returnValue();
    }

    private Object property(String service, String property) {
        return services.find(named(service)).orElseThrow().value(property).orElse(null);
    }

    @Test
    void hasServicesOfWindows() {
        assertThat(services.name()).isEqualTo("Win32_Service");
        assertThat(services.instances().map(each -> each.value("Name").orElseThrow()))
                .containsExactly(
                        "RpcSs",
                        "winmgmt",
                        "Spooler",
                        "W32Time",
                        "WinRM",
                        "LanmanWorkstation",
                        "Netlogon",
                        "BITS",
                        "RemoteRegistry");
        assertThat(services.instances())
                .allSatisfy(each -> assertThat(each.value("SystemName")).contains("machine"));
    }

    @Test
    void changesStateAndProcessOnStopAndStart() {
        assertThat(property("spooler", "State")).isEqualTo("Running");
        assertThat(property("Spooler", "ProcessId"))
                .isEqualTo(ProcessHandle.current().pid());

        assertThat(call("StopService", "SPOOLER")).isZero();
        assertThat(property("Spooler", "State")).isEqualTo("Stopped");
        assertThat(property("Spooler", "Started")).isEqualTo(false);
        assertThat(property("Spooler", "AcceptStop")).isEqualTo(false);
        assertThat(property("Spooler", "ProcessId")).isEqualTo(0L);

        assertThat(call("StartService", "Spooler")).isZero();
        assertThat(property("Spooler", "State")).isEqualTo("Running");
        assertThat(property("Spooler", "AcceptStop")).isEqualTo(true);
    }

    @Test
    void returnsDocumentedValuesIfStopped() {
        call("StopService", "winmgmt");
        assertThat(call("StopService", "winmgmt")).isEqualTo(5);
        assertThat(call("PauseService", "winmgmt")).isEqualTo(5);
        assertThat(call("ResumeService", "winmgmt")).isEqualTo(5);
        assertThat(call("InterrogateService", "winmgmt")).isEqualTo(6);
    }

    @Test
    void returnsDocumentedValuesIfRunning() {
        assertThat(call("StartService", "Spooler")).isEqualTo(10);
        assertThat(call("PauseService", "Spooler")).isEqualTo(4);
        assertThat(call("StopService", "RpcSs")).isEqualTo(4);
        assertThat(call("InterrogateService", "Spooler")).isZero();
    }

    @Test
    void changesStateOnPauseAndResume() {
        assertThat(call("PauseService", "winmgmt")).isZero();
        assertThat(property("winmgmt", "State")).isEqualTo("Paused");
        assertThat(property("winmgmt", "Started")).isEqualTo(true);
        assertThat(call("PauseService", "winmgmt")).isEqualTo(24);
        assertThat(call("StartService", "winmgmt")).isEqualTo(10);
        assertThat(call("ResumeService", "winmgmt")).isZero();
        assertThat(property("winmgmt", "State")).isEqualTo("Running");
    }

    @Test
    void startsDisabledServiceOnlyAfterChangeOfStartMode() {
        assertThat(property("RemoteRegistry", "ExitCode")).isEqualTo(1077L);
        assertThat(call("StartService", "RemoteRegistry")).isEqualTo(14);
        assertThat(call("ChangeStartMode", "RemoteRegistry", NOTHING.with("StartMode", "manual")))
                .isZero();
        assertThat(property("RemoteRegistry", "StartMode")).isEqualTo("Manual");
        assertThat(call("StartService", "RemoteRegistry")).isZero();
        assertThat(property("RemoteRegistry", "ExitCode")).isEqualTo(0L);
    }

    @Test
    void convertsAutomaticOfMethodToAutoOfProperty() {
        assertThat(call("ChangeStartMode", "BITS", NOTHING.with("StartMode", "Automatic")))
                .isZero();
        assertThat(property("BITS", "StartMode")).isEqualTo("Auto");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Auto", "Boot", "System", "", "never"})
    void rejectsUnknownStartMode(String mode) {
        assertThat(call("ChangeStartMode", "BITS", NOTHING.with("StartMode", mode)))
                .isEqualTo(21);
        assertThat(call("ChangeStartMode", "BITS")).isEqualTo(21);
        assertThat(property("BITS", "StartMode")).isEqualTo("Manual");
    }

    @Test
    void stopsServiceOnlyAfterItsDependents() {
        assertThat(call("StopService", "LanmanWorkstation")).isEqualTo(3);
        assertThat(call("StopService", "Netlogon")).isZero();
        assertThat(call("StopService", "LanmanWorkstation")).isZero();
    }

    @Test
    void startsDependenciesOfService() {
        call("StopService", "Netlogon");
        call("StopService", "LanmanWorkstation");
        assertThat(call("StartService", "Netlogon")).isZero();
        assertThat(property("LanmanWorkstation", "State")).isEqualTo("Running");
    }

    @Test
    void doesNotStartServiceIfDependencyCannotStart() {
        call("StopService", "Netlogon");
        call("StopService", "LanmanWorkstation");
        call("ChangeStartMode", "LanmanWorkstation", NOTHING.with("StartMode", "Disabled"));
        assertThat(call("StartService", "Netlogon")).isEqualTo(13);
        assertThat(property("Netlogon", "State")).isEqualTo("Stopped");
    }

    @Test
    void changesOnlyGivenParameters() {
        CimInstance input = NOTHING.with("DisplayName", "Printing")
                .with("ErrorControl", "2")
                .with("StartMode", "Disabled")
                .with("ServiceType", 32)
                .with("DesktopInteract", "true")
                .with("StartPassword", "secret")
                .with("PathName", null);
        assertThat(call("Change", "Spooler", input)).isZero();
        CimInstance spooler = services.find(named("Spooler")).orElseThrow();
        assertThat(spooler.properties())
                .containsEntry("DisplayName", "Printing")
                .containsEntry("Caption", "Printing")
                .containsEntry("ErrorControl", "Severe")
                .containsEntry("StartMode", "Disabled")
                .containsEntry("ServiceType", "Share Process")
                .containsEntry("DesktopInteract", true)
                .containsEntry("PathName", "C:\\Windows\\System32\\spoolsv.exe");
        assertThat(spooler.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "DisplayName, Windows Time, 19",
        "DisplayName, ' ', 21",
        "StartMode, Boot, 21",
        "ErrorControl, 4, 21",
        "ServiceType, 1, 21",
        "LoadOrderGroup, x, 1",
        "ServiceDependencies, nobody, 12",
        "ServiceDependencies, Netlogon, 18",
        "ServiceDependencies, LanmanWorkstation, 18"
    })
    void rejectsChangeAsWholeWithDocumentedValue(String parameter, String value, long expected) {
        CimInstance before = services.find(named("LanmanWorkstation")).orElseThrow();
        CimInstance input = NOTHING.with("PathName", "elsewhere").with(parameter, value);
        assertThat(call("Change", "LanmanWorkstation", input)).isEqualTo(expected);
        assertThat(services.find(named("LanmanWorkstation"))).contains(before);
    }

    @Test
    void appliesChangedDependencies() {
        assertThat(call("Change", "Spooler", NOTHING.with("ServiceDependencies", List.of("W32Time"))))
                .isZero();
        assertThat(call("StopService", "W32Time")).isEqualTo(3);
    }

    @Test
    void changesOnlyWritablePropertiesOnPut() {
        CimInstance content = services.find(named("Spooler"))
                .orElseThrow()
                .with("DisplayName", "Printing")
                .with("Description", null)
                .with("StartMode", "Manual")
                .with("State", "Stopped")
                .with("ProcessId", "17");
        CimInstance now = services.put(named("Spooler"), content);
        assertThat(now.properties())
                .containsEntry("DisplayName", "Printing")
                .containsEntry("Caption", "Printing")
                .containsEntry("Description", null)
                .containsEntry("StartMode", "Manual")
                .containsEntry("State", "Running")
                .containsEntry("ProcessId", ProcessHandle.current().pid());
        assertThat(services.find(named("Spooler"))).contains(now);
        assertThat(services.put(named("Spooler"), NOTHING).properties()).isEqualTo(now.properties());
    }

    @ParameterizedTest
    @CsvSource({
        "Name, Other",
        "DisplayName, ''",
        "DisplayName, windows time",
        "StartMode, Automatic",
        "ErrorControl, none",
        "DesktopInteract, maybe",
        "Colour, red"
    })
    void rejectsPutWithInvalidValuesWithoutChange(String property, String value) {
        CimInstance before = services.find(named("Spooler")).orElseThrow();
        CimInstance content = NOTHING.with("Description", "new").with(property, value);
        assertReason(ModelException.Reason.INVALID_VALUES, () -> services.put(named("Spooler"), content));
        assertThat(services.find(named("Spooler"))).contains(before);
    }

    @Test
    void rejectsCallsWithoutExistingTarget() {
        assertReason(ModelException.Reason.NOT_FOUND, () -> call("StopService", "nobody"));
        assertReason(ModelException.Reason.NOT_FOUND, () -> services.put(named("nobody"), NOTHING));
        assertReason(ModelException.Reason.INVALID_SELECTORS, () -> services.invoke("StopService", Map.of(), NOTHING));
        assertReason(
                ModelException.Reason.INVALID_SELECTORS,
                () -> services.invoke("StopService", Map.of("Name", "Spooler", "State", "Running"), NOTHING));
        assertReason(
                ModelException.Reason.INVALID_PARAMETER,
                () -> call("StopService", "Spooler", NOTHING.with("Force", true)));
        assertThatThrownBy(() -> call("stopservice", "Spooler")).isInstanceOf(UnsupportedActionException.class);
        assertThatThrownBy(() -> services.delete(named("Spooler"))).isInstanceOf(UnsupportedActionException.class);
    }

    @Test
    void associatesRunningServicesWithExistingProcess() {
        ManagedClass processes = StandardClasses.create().stream()
                .filter(each -> each.name().equals("Win32_Process"))
                .findFirst()
                .orElseThrow();
        Set<Object> running = services.instances()
                .filter(each -> each.value("Started").orElseThrow().equals(true))
                .map(each -> each.value("Name").orElseThrow())
                .collect(Collectors.toSet());
        Set<Object> associated = association
                .instances()
                .map(each -> ((CimReference) each.value("Service").orElseThrow())
                        .keys()
                        .get("Name"))
                .collect(Collectors.toSet());
        assertThat(associated).isEqualTo(running).isNotEmpty();
        assertThat(association.instances()).allSatisfy(each -> assertThat(
                        processes.find(((CimReference) each.value("Process").orElseThrow()).keys()))
                .isPresent());
    }

    @Test
    void updatesAssociationWhenStateChanges() {
        Map<String, String> keys = Map.of(
                "Service",
                "Win32_Service.Name=\"Spooler\"",
                "Process",
                "Win32_Process.Handle=\"" + ProcessHandle.current().pid() + '"');
        assertThat(association.name()).isEqualTo("CIM_ServiceProcess");
        assertThat(association.find(keys)).isPresent();
        call("StopService", "Spooler");
        assertThat(association.find(keys)).isEmpty();
    }

    @Test
    void startsServiceOnceForManyThreads() throws Exception {
        call("StopService", "Spooler");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Long>> starts = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                starts.add(() -> call("StartService", "Spooler"));
            }
            List<Long> results = new ArrayList<>();
            for (Future<Long> result : threads.invokeAll(starts)) {
                results.add(result.get());
            }
            assertThat(results).containsOnlyOnce(0L).containsOnly(0L, 10L);
        } finally {
            threads.shutdownNow();
        }
    }
}
