package dev.wsman.testkit.data;

import static dev.wsman.testkit.data.ModelAssertions.assertReason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.MethodResult;
import dev.wsman.testkit.model.ModelException;
import dev.wsman.testkit.model.PropertyDeclaration;
import dev.wsman.testkit.model.UnsupportedActionException;
import dev.wsman.testkit.wql.WqlQuery;
import java.lang.management.ManagementFactory;
import java.net.NetworkInterface;
import java.nio.file.FileSystems;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineDataTest {
    private static final List<ManagedClass> CLASSES = StandardClasses.create();
    private static final String OWN_HANDLE =
            String.valueOf(ProcessHandle.current().pid());

    static List<ManagedClass> classes() {
        return CLASSES;
    }

    private static ManagedClass classNamed(String name) {
        return CLASSES.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static CimInstance only(String className) {
        List<CimInstance> all = classNamed(className).instances().toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @ParameterizedTest
    @MethodSource("classes")
    void hasExactlyDeclaredPropertiesAndTypes(ManagedClass each) {
        List<String> names =
                each.properties().stream().map(PropertyDeclaration::name).toList();
        assertThat(names).doesNotHaveDuplicates();
        each.instances().forEach(instance -> {
            assertThat(instance.className()).isEqualTo(each.name());
            assertThat(instance.properties().keySet()).containsExactlyElementsOf(names);
            each.properties()
                    .forEach(property -> ReceivedValueConverter.convert(
                            property, instance.properties().get(property.name())));
        });
    }

    @ParameterizedTest
    @MethodSource("classes")
    void hasUniqueKeysThatAreNotNull(ManagedClass each) {
        List<String> keys = each.properties().stream()
                .filter(PropertyDeclaration::key)
                .map(PropertyDeclaration::name)
                .toList();
        assertThat(keys).isNotEmpty();
        Set<List<Object>> seen = new HashSet<>();
        each.instances().forEach(instance -> assertThat(seen.add(keys.stream()
                        .map(key -> instance.value(key).orElseThrow())
                        .toList()))
                .isTrue());
    }

    @ParameterizedTest
    @MethodSource("classes")
    void findsInstanceByItsKeys(ManagedClass each) {
        each.instances().filter(MachineDataTest::staysAlive).findFirst().ifPresent(instance -> assertThat(
                        each.find(keysOf(each, instance)))
                .get()
                .satisfies(found -> assertThat(keysOf(each, found)).isEqualTo(keysOf(each, instance))));
    }

    private static boolean staysAlive(CimInstance instance) {
        return instance.value("Handle").map(OWN_HANDLE::equals).orElse(true);
    }

    private static Map<String, String> keysOf(ManagedClass each, CimInstance instance) {
        return each.properties().stream()
                .filter(PropertyDeclaration::key)
                .collect(Collectors.toMap(
                        PropertyDeclaration::name,
                        key -> instance.value(key.name()).orElseThrow().toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Process", "OperatingSystem", "ComputerSystem", "LogicalDisk", "NetworkAdapter"})
    void extendsEquivalentClassOfDmtf(String suffix) {
        ManagedClass windows = classNamed("Win32_" + suffix);
        ManagedClass dmtf = classNamed("CIM_" + suffix);
        assertThat(windows.superclass()).contains(dmtf.name());
        assertThat(dmtf.representsSubclasses()).isTrue();
        assertThat(windows.representsSubclasses()).isFalse();
        assertThat(names(windows)).containsAll(names(dmtf));
        dmtf.instances().forEach(instance -> instance.properties().forEach((name, value) -> {
            if (name.endsWith("CreationClassName")) {
                assertThat(value).asString().startsWith("CIM_");
            }
        }));
    }

    private static List<String> names(ManagedClass each) {
        return each.properties().stream().map(PropertyDeclaration::name).toList();
    }

    @Test
    void returnsOwnProcess() {
        CimInstance own =
                classNamed("Win32_Process").find(Map.of("handle", OWN_HANDLE)).orElseThrow();
        assertThat(own.value("ProcessId")).contains(ProcessHandle.current().pid());
        assertThat(own.value("Name")).get().asString().startsWith("java");
        assertThat(own.value("ExecutablePath"))
                .isEqualTo(ProcessHandle.current().info().command().map(Object.class::cast));
        assertThat((long) own.value("WorkingSetSize").orElseThrow()).isGreaterThan(10_000_000L);
        assertThat((long) own.value("ThreadCount").orElseThrow()).isGreaterThan(1L);
        OffsetDateTime created = (OffsetDateTime) own.value("CreationDate").orElseThrow();
        Instant started =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        assertThat(Duration.between(created.toInstant(), started).abs()).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void neverReturnsCommandLines() {
        assertThat(classNamed("Win32_Process").instances())
                .isNotEmpty()
                .allSatisfy(process -> assertThat(process.properties()).containsEntry("CommandLine", null));
    }

    @Test
    void returnsUserAsOwnerOfProcess() {
        MethodResult owner = classNamed("Win32_Process")
                .invoke("GetOwner", Map.of("Handle", OWN_HANDLE), CimInstance.of("GetOwner_INPUT"));
        assertThat(owner.returnValue()).isZero();
        assertThat(owner.out())
                .containsOnlyKeys("Domain", "User")
                .containsEntry("User", System.getProperty("user.name"));
    }

    @Test
    void rejectsGetOwnerWithoutProcess() {
        ManagedClass processes = classNamed("Win32_Process");
        CimInstance input = CimInstance.of("GetOwner_INPUT");
        assertReason(
                ModelException.Reason.NOT_FOUND,
                () -> processes.invoke("GetOwner", Map.of("Handle", "999999999"), input));
        assertReason(ModelException.Reason.NOT_FOUND, () -> processes.invoke("GetOwner", Map.of("Handle", "x"), input));
        assertReason(ModelException.Reason.INVALID_SELECTORS, () -> processes.invoke("GetOwner", Map.of(), input));
        assertReason(
                ModelException.Reason.INVALID_SELECTORS,
                () -> processes.invoke("GetOwner", Map.of("Name", "java"), input));
        assertReason(
                ModelException.Reason.INVALID_PARAMETER,
                () -> processes.invoke("GetOwner", Map.of("Handle", OWN_HANDLE), input.with("x", "y")));
        assertThatThrownBy(() -> processes.invoke("Terminate", Map.of("Handle", OWN_HANDLE), input))
                .isInstanceOf(UnsupportedActionException.class);
    }

    @Test
    void rejectsChangesToMachine() {
        ManagedClass system = classNamed("Win32_OperatingSystem");
        CimInstance content = CimInstance.of("Win32_OperatingSystem");
        assertThatThrownBy(() -> system.put(Map.of(), content)).isInstanceOf(UnsupportedActionException.class);
        assertThatThrownBy(() -> system.create(Map.of(), content)).isInstanceOf(UnsupportedActionException.class);
        assertThatThrownBy(() -> system.delete(Map.of())).isInstanceOf(UnsupportedActionException.class);
    }

    @Test
    void describesOperatingSystemAsJavaDoes() {
        CimInstance system = only("Win32_OperatingSystem");
        OffsetDateTime boot = (OffsetDateTime) system.value("LastBootUpTime").orElseThrow();
        OffsetDateTime local = (OffsetDateTime) system.value("LocalDateTime").orElseThrow();
        assertThat(boot).isBefore(local);
        assertThat((long) system.value("FreePhysicalMemory").orElseThrow())
                .isBetween(1L, (long) system.value("TotalVisibleMemorySize").orElseThrow());
        assertThat(only("CIM_OperatingSystem").value("CSCreationClassName")).contains("CIM_ComputerSystem");
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            assertThat(system.value("OSType")).contains(36);
        }
    }

    @Test
    void namesSameComputerInAllClasses() {
        Object name = only("Win32_ComputerSystem").value("Name").orElseThrow();
        assertThat(only("Win32_OperatingSystem").value("CSName")).contains(name);
        assertThat(classNamed("Win32_Process").instances())
                .allSatisfy(each -> assertThat(each.value("CSName")).contains(name));
        assertThat(classNamed("Win32_NetworkAdapter").instances())
                .allSatisfy(each -> assertThat(each.value("SystemName")).contains(name));
    }

    @Test
    void returnsFileSystemsOfThisMachine() {
        ManagedClass disks = classNamed("Win32_LogicalDisk");
        Set<String> types = new HashSet<>();
        FileSystems.getDefault()
                .getFileStores()
                .forEach(store -> types.add(store.type().toLowerCase(Locale.ROOT)));
        assertThat(disks.instances()).allSatisfy(disk -> {
            assertThat(types)
                    .contains(disk.value("FileSystem").orElseThrow().toString().toLowerCase(Locale.ROOT));
            assertThat((long) disk.value("FreeSpace").orElseThrow())
                    .isLessThanOrEqualTo((long) disk.value("Size").orElseThrow());
        });
    }

    @Test
    void returnsNetworkAddressesOfThisMachine() throws Exception {
        Map<String, CimInstance> byIndex = new HashMap<>();
        classNamed("Win32_NetworkAdapterConfiguration")
                .instances()
                .forEach(each -> byIndex.put(each.value("Index").orElseThrow().toString(), each));
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            CimInstance configuration = byIndex.get(String.valueOf(each.getIndex()));
            if (configuration == null || each.getInterfaceAddresses().isEmpty()) {
                continue;
            }
            List<?> addresses = (List<?>) configuration.value("IPAddress").orElseThrow();
            assertThat(addresses).hasSameSizeAs(each.getInterfaceAddresses());
            assertThat((List<?>) configuration.value("IPSubnet").orElseThrow()).hasSameSizeAs(addresses);
            assertThat(configuration.value("IPEnabled")).contains(true);
        }
        assertThat(classNamed("Win32_NetworkAdapter").instances().count()).isEqualTo(byIndex.size());
    }

    @Test
    void convertsPrefixLengthToMask() {
        assertThat(NetworkAdapterClasses.mask(0)).isEqualTo("0.0.0.0");
        assertThat(NetworkAdapterClasses.mask(20)).isEqualTo("255.255.240.0");
        assertThat(NetworkAdapterClasses.mask(32)).isEqualTo("255.255.255.255");
    }

    @Test
    void findsLargestProcessesWithQuery() {
        WqlQuery query =
                WqlQuery.parse("SELECT Name, WorkingSetSize FROM Win32_Process WHERE WorkingSetSize > 10000000");
        query.check(classNamed("Win32_Process"));
        assertThat(query.select(classNamed("Win32_Process").instances())).isNotEmpty();
    }

    @Test
    void readsMachineInManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Long>> readers = new ArrayList<>();
            CLASSES.forEach(
                    each -> readers.add(() -> (long) each.instances().toList().size()));
            readers.addAll(List.copyOf(readers));
            for (Future<Long> read : threads.invokeAll(readers)) {
                assertThat(read.get()).isNotNegative();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
