package dev.wsman.testkit.data;

import dev.wsman.testkit.model.ManagedClass;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The file systems of this machine as Win32_LogicalDisk and CIM_LogicalDisk. As in WMI, but unlike in the DMTF's
 * schema, CIM_LogicalDisk has FreeSpace and Size. DeviceID is the drive letter with a colon on Windows, and the mount
 * point elsewhere. Sizes are in bytes.
 */
final class LogicalDiskClasses {
    private static final ClassDeclaration WIN32 = ClassDeclaration.of("Win32_LogicalDisk", "CIM_LogicalDisk", """
            uint16 Access
            uint16 Availability
            uint64 BlockSize
            string Caption
            boolean Compressed
            uint32 ConfigManagerErrorCode
            boolean ConfigManagerUserConfig
            string CreationClassName
            string Description
            [key] string DeviceID
            uint32 DriveType
            boolean ErrorCleared
            string ErrorDescription
            string ErrorMethodology
            string FileSystem
            uint64 FreeSpace
            datetime InstallDate
            uint32 LastErrorCode
            uint32 MaximumComponentLength
            uint32 MediaType
            string Name
            uint64 NumberOfBlocks
            string PNPDeviceID
            uint16 PowerManagementCapabilities[]
            boolean PowerManagementSupported
            string ProviderName
            string Purpose
            boolean QuotasDisabled
            boolean QuotasIncomplete
            boolean QuotasRebuilding
            uint64 Size
            string Status
            uint16 StatusInfo
            boolean SupportsDiskQuotas
            boolean SupportsFileBasedCompression
            string SystemCreationClassName
            string SystemName
            boolean VolumeDirty
            string VolumeName
            string VolumeSerialNumber
            """);
    private static final ClassDeclaration CIM = ClassDeclaration.of("CIM_LogicalDisk", null, """
            uint16 Access
            uint16 Availability
            uint64 BlockSize
            string Caption
            [key] string CreationClassName
            string Description
            [key] string DeviceID
            boolean ErrorCleared
            string ErrorDescription
            string ErrorMethodology
            uint64 FreeSpace
            datetime InstallDate
            uint32 LastErrorCode
            string Name
            uint64 NumberOfBlocks
            uint16 PowerManagementCapabilities[]
            boolean PowerManagementSupported
            string Purpose
            uint64 Size
            string Status
            uint16 StatusInfo
            [key] string SystemCreationClassName
            [key] string SystemName
            """);

    private LogicalDiskClasses() {}

    static List<ManagedClass> of(LocalMachine machine) {
        return List.of(new MachineClass(CIM, () -> rows(machine)), new MachineClass(WIN32, () -> rows(machine)));
    }

    private static Stream<Map<String, Object>> rows(LocalMachine machine) {
        String name = machine.name();
        Map<String, Map<String, Object>> byMount = new LinkedHashMap<>();
        LocalDisk.all().filter(disk -> disk.size() > 0).forEach(disk -> byMount.put(disk.id(), row(disk, name)));
        return byMount.values().stream();
    }

    private static Map<String, Object> row(LocalDisk disk, String system) {
        Map<String, Object> row = new HashMap<>();
        row.put("Caption", disk.id());
        row.put("CreationClassName", "Win32_LogicalDisk");
        row.put("Description", disk.description());
        row.put("DeviceID", disk.id());
        row.put("DriveType", disk.driveType());
        row.put("FileSystem", disk.fileSystem());
        row.put("FreeSpace", disk.free());
        row.put("Name", disk.id());
        row.put("Size", disk.size());
        row.put("SystemCreationClassName", "Win32_ComputerSystem");
        row.put("SystemName", system);
        row.put("VolumeName", disk.label());
        return row;
    }
}
