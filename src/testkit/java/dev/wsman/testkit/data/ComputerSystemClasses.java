package dev.wsman.testkit.data;

import static dev.wsman.testkit.data.LocalMachine.text;

import dev.wsman.testkit.model.ManagedClass;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** This machine as Win32_ComputerSystem and CIM_ComputerSystem. TotalPhysicalMemory is in bytes. */
final class ComputerSystemClasses {
    private static final ClassDeclaration WIN32 =
            ClassDeclaration.of("Win32_ComputerSystem", "CIM_ComputerSystem", """
            uint16 AdminPasswordStatus
            boolean AutomaticManagedPagefile
            boolean AutomaticResetBootOption
            boolean AutomaticResetCapability
            uint16 BootOptionOnLimit
            uint16 BootOptionOnWatchDog
            boolean BootROMSupported
            uint16 BootStatus[]
            string BootupState
            string Caption
            uint16 ChassisBootupState
            string ChassisSKUNumber
            string CreationClassName
            sint16 CurrentTimeZone
            boolean DaylightInEffect
            string Description
            string DNSHostName
            string Domain
            uint16 DomainRole
            boolean EnableDaylightSavingsTime
            uint16 FrontPanelResetStatus
            boolean HypervisorPresent
            boolean InfraredSupported
            string InitialLoadInfo[]
            datetime InstallDate
            uint16 KeyboardPasswordStatus
            string LastLoadInfo
            string Manufacturer
            string Model
            [key] string Name
            string NameFormat
            boolean NetworkServerModeEnabled
            uint32 NumberOfLogicalProcessors
            uint32 NumberOfProcessors
            uint8 OEMLogoBitmap[]
            string OEMStringArray[]
            boolean PartOfDomain
            sint64 PauseAfterReset
            uint16 PCSystemType
            uint16 PCSystemTypeEx
            uint16 PowerManagementCapabilities[]
            boolean PowerManagementSupported
            uint16 PowerOnPasswordStatus
            uint16 PowerState
            uint16 PowerSupplyState
            string PrimaryOwnerContact
            string PrimaryOwnerName
            uint16 ResetCapability
            sint16 ResetCount
            sint16 ResetLimit
            string Roles[]
            string Status
            string SupportContactDescription[]
            string SystemFamily
            string SystemSKUNumber
            uint16 SystemStartupDelay
            string SystemStartupOptions[]
            uint8 SystemStartupSetting
            string SystemType
            uint16 ThermalState
            uint64 TotalPhysicalMemory
            string UserName
            uint16 WakeUpType
            string Workgroup
            """);
    private static final ClassDeclaration CIM = ClassDeclaration.of("CIM_ComputerSystem", null, """
            string Caption
            [key] string CreationClassName
            string Description
            datetime InstallDate
            [key] string Name
            string NameFormat
            string PrimaryOwnerContact
            string PrimaryOwnerName
            string Roles[]
            string Status
            """);

    private ComputerSystemClasses() {}

    static List<ManagedClass> of(LocalMachine machine) {
        return List.of(
                new MachineClass(CIM, () -> Stream.of(row(machine))),
                new MachineClass(WIN32, () -> Stream.of(row(machine))));
    }

    private static Map<String, Object> row(LocalMachine machine) {
        ZoneId zone = ZoneId.systemDefault();
        OffsetDateTime now = OffsetDateTime.now(zone);
        Map<String, Object> row = new HashMap<>();
        row.put("Caption", machine.name());
        row.put("CreationClassName", "Win32_ComputerSystem");
        row.put("CurrentTimeZone", now.getOffset().getTotalSeconds() / 60);
        row.put("DaylightInEffect", zone.getRules().isDaylightSavings(now.toInstant()));
        row.put("DNSHostName", machine.hostName());
        row.put("Domain", machine.domain());
        row.put("Manufacturer", text("/sys/class/dmi/id/sys_vendor"));
        row.put("Model", text("/sys/class/dmi/id/product_name"));
        row.put("Name", machine.name());
        row.put("NumberOfLogicalProcessors", (long) Runtime.getRuntime().availableProcessors());
        row.put("NumberOfProcessors", packages());
        row.put("TotalPhysicalMemory", machine.memory("MemTotal"));
        return row;
    }

    /** The number of processor packages, which is at least 1. */
    private static long packages() {
        long listed = LocalMachine.lines("/proc/cpuinfo").stream()
                .filter(line -> line.startsWith("physical id"))
                .distinct()
                .count();
        return Math.max(1, listed);
    }
}
