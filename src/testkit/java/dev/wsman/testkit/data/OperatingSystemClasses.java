package dev.wsman.testkit.data;

import dev.wsman.testkit.model.ManagedClass;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The running operating system as Win32_OperatingSystem and CIM_OperatingSystem. Sizes are in units of 1024 bytes.
 */
final class OperatingSystemClasses {
    private static final ClassDeclaration WIN32 =
            ClassDeclaration.of("Win32_OperatingSystem", "CIM_OperatingSystem", """
            string BootDevice
            string BuildNumber
            string BuildType
            string Caption
            string CodeSet
            string CountryCode
            string CreationClassName
            string CSCreationClassName
            string CSDVersion
            string CSName
            sint16 CurrentTimeZone
            boolean DataExecutionPrevention_32BitApplications
            boolean DataExecutionPrevention_Available
            boolean DataExecutionPrevention_Drivers
            uint8 DataExecutionPrevention_SupportPolicy
            boolean Debug
            string Description
            boolean Distributed
            uint32 EncryptionLevel
            uint8 ForegroundApplicationBoost
            uint64 FreePhysicalMemory
            uint64 FreeSpaceInPagingFiles
            uint64 FreeVirtualMemory
            datetime InstallDate
            uint32 LargeSystemCache
            datetime LastBootUpTime
            datetime LocalDateTime
            string Locale
            string Manufacturer
            uint32 MaxNumberOfProcesses
            uint64 MaxProcessMemorySize
            string MUILanguages[]
            [key] string Name
            uint32 NumberOfLicensedUsers
            uint32 NumberOfProcesses
            uint32 NumberOfUsers
            uint32 OperatingSystemSKU
            string Organization
            string OSArchitecture
            uint32 OSLanguage
            uint32 OSProductSuite
            uint16 OSType
            string OtherTypeDescription
            boolean PAEEnabled
            string PlusProductID
            string PlusVersionNumber
            boolean PortableOperatingSystem
            boolean Primary
            uint32 ProductType
            string RegisteredUser
            string SerialNumber
            uint16 ServicePackMajorVersion
            uint16 ServicePackMinorVersion
            uint64 SizeStoredInPagingFiles
            string Status
            uint32 SuiteMask
            string SystemDevice
            string SystemDirectory
            string SystemDrive
            uint64 TotalSwapSpaceSize
            uint64 TotalVirtualMemorySize
            uint64 TotalVisibleMemorySize
            string Version
            string WindowsDirectory
            """);
    private static final ClassDeclaration CIM = ClassDeclaration.of("CIM_OperatingSystem", null, """
            string Caption
            [key] string CreationClassName
            [key] string CSCreationClassName
            [key] string CSName
            sint16 CurrentTimeZone
            string Description
            boolean Distributed
            uint64 FreePhysicalMemory
            uint64 FreeSpaceInPagingFiles
            uint64 FreeVirtualMemory
            datetime InstallDate
            datetime LastBootUpTime
            datetime LocalDateTime
            uint32 MaxNumberOfProcesses
            uint64 MaxProcessMemorySize
            [key] string Name
            uint32 NumberOfLicensedUsers
            uint32 NumberOfProcesses
            uint32 NumberOfUsers
            uint16 OSType
            string OtherTypeDescription
            uint64 SizeStoredInPagingFiles
            string Status
            uint64 TotalSwapSpaceSize
            uint64 TotalVirtualMemorySize
            uint64 TotalVisibleMemorySize
            string Version
            """);
    private static final long KIBI = 1024;

    private OperatingSystemClasses() {}

    static List<ManagedClass> of(LocalMachine machine) {
        return List.of(
                new MachineClass(CIM, () -> Stream.of(row(machine))),
                new MachineClass(WIN32, () -> Stream.of(row(machine))));
    }

    private static Map<String, Object> row(LocalMachine machine) {
        OffsetDateTime now = OffsetDateTime.now();
        Map<String, Object> row = new HashMap<>();
        row.put("BuildNumber", System.getProperty("os.version"));
        row.put("Caption", machine.osName());
        row.put("CreationClassName", "Win32_OperatingSystem");
        row.put("CSCreationClassName", "Win32_ComputerSystem");
        row.put("CSName", machine.name());
        row.put("CurrentTimeZone", now.getOffset().getTotalSeconds() / 60);
        row.put("LastBootUpTime", machine.bootTime());
        row.put("LocalDateTime", now);
        row.put("Name", machine.osName());
        row.put("NumberOfProcesses", ProcessHandle.allProcesses().count());
        row.put("OSArchitecture", System.getProperty("os.arch").contains("64") ? "64-bit" : "32-bit");
        row.put("OSType", machine.osType());
        row.put("Version", machine.osVersion());
        addMemory(row, machine);
        return row;
    }

    private static void addMemory(Map<String, Object> row, LocalMachine machine) {
        long total = machine.memory("MemTotal");
        long free = machine.memory("MemAvailable");
        long swap = machine.memory("SwapTotal");
        long freeSwap = machine.memory("SwapFree");
        row.put("FreePhysicalMemory", free / KIBI);
        row.put("FreeSpaceInPagingFiles", freeSwap / KIBI);
        row.put("FreeVirtualMemory", (free + freeSwap) / KIBI);
        row.put("SizeStoredInPagingFiles", swap / KIBI);
        row.put("TotalVirtualMemorySize", (total + swap) / KIBI);
        row.put("TotalVisibleMemorySize", total / KIBI);
    }
}
