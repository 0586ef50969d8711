package dev.wsman.testkit.data;

import static dev.wsman.testkit.data.LocalMachine.known;
import static dev.wsman.testkit.data.LocalMachine.positive;

import dev.wsman.testkit.model.ManagedClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import oshi.hardware.NetworkIF;

/**
 * The network interfaces of this machine, including the loopback interface, as Win32_NetworkAdapter,
 * CIM_NetworkAdapter and Win32_NetworkAdapterConfiguration. Speed is in bits per second. The name servers are those
 * of the machine, because OSHI does not know to which interface they belong. If an adapter has no address, its arrays
 * are NULL.
 */
final class NetworkAdapterClasses {
    private static final ClassDeclaration WIN32 =
            ClassDeclaration.of("Win32_NetworkAdapter", "CIM_NetworkAdapter", """
            string AdapterType
            uint16 AdapterTypeID
            boolean AutoSense
            uint16 Availability
            string Caption
            uint32 ConfigManagerErrorCode
            boolean ConfigManagerUserConfig
            string CreationClassName
            string Description
            [key] string DeviceID
            boolean ErrorCleared
            string ErrorDescription
            string GUID
            uint32 Index
            datetime InstallDate
            boolean Installed
            uint32 InterfaceIndex
            uint32 LastErrorCode
            string MACAddress
            string Manufacturer
            uint32 MaxNumberControlled
            uint64 MaxSpeed
            string Name
            string NetConnectionID
            uint16 NetConnectionStatus
            boolean NetEnabled
            string NetworkAddresses[]
            string PermanentAddress
            boolean PhysicalAdapter
            string PNPDeviceID
            uint16 PowerManagementCapabilities[]
            boolean PowerManagementSupported
            string ProductName
            string ServiceName
            uint64 Speed
            string Status
            uint16 StatusInfo
            string SystemCreationClassName
            string SystemName
            datetime TimeOfLastReset
            """);
    private static final ClassDeclaration CIM = ClassDeclaration.of("CIM_NetworkAdapter", null, """
            boolean AutoSense
            uint16 Availability
            string Caption
            [key] string CreationClassName
            string Description
            [key] string DeviceID
            boolean ErrorCleared
            string ErrorDescription
            datetime InstallDate
            uint32 LastErrorCode
            uint64 MaxSpeed
            string Name
            string NetworkAddresses[]
            string PermanentAddress
            uint16 PowerManagementCapabilities[]
            boolean PowerManagementSupported
            uint64 Speed
            string Status
            uint16 StatusInfo
            [key] string SystemCreationClassName
            [key] string SystemName
            """);
    private static final ClassDeclaration CONFIGURATION =
            ClassDeclaration.of("Win32_NetworkAdapterConfiguration", null, """
            boolean ArpAlwaysSourceRoute
            boolean ArpUseEtherSNAP
            string Caption
            string DatabasePath
            boolean DeadGWDetectEnabled
            string DefaultIPGateway[]
            uint8 DefaultTOS
            uint8 DefaultTTL
            string Description
            boolean DHCPEnabled
            datetime DHCPLeaseExpires
            datetime DHCPLeaseObtained
            string DHCPServer
            string DNSDomain
            string DNSDomainSuffixSearchOrder[]
            boolean DNSEnabledForWINSResolution
            string DNSHostName
            string DNSServerSearchOrder[]
            boolean DomainDNSRegistrationEnabled
            uint32 ForwardBufferMemory
            boolean FullDNSRegistrationEnabled
            uint16 GatewayCostMetric[]
            uint8 IGMPLevel
            [key] uint32 Index
            uint32 InterfaceIndex
            string IPAddress[]
            uint32 IPConnectionMetric
            boolean IPEnabled
            boolean IPFilterSecurityEnabled
            boolean IPPortSecurityEnabled
            string IPSecPermitIPProtocols[]
            string IPSecPermitTCPPorts[]
            string IPSecPermitUDPPorts[]
            string IPSubnet[]
            boolean IPUseZeroBroadcast
            string IPXAddress
            boolean IPXEnabled
            uint32 IPXFrameType[]
            uint32 IPXMediaType
            string IPXNetworkNumber[]
            string IPXVirtualNetNumber
            uint32 KeepAliveInterval
            uint32 KeepAliveTime
            string MACAddress
            uint32 MTU
            uint32 NumForwardPackets
            boolean PMTUBHDetectEnabled
            boolean PMTUDiscoveryEnabled
            string ServiceName
            string SettingID
            uint32 TcpipNetbiosOptions
            uint32 TcpMaxConnectRetransmissions
            uint32 TcpMaxDataRetransmissions
            uint32 TcpNumConnections
            boolean TcpUseRFC1122UrgentPointer
            uint16 TcpWindowSize
            boolean WINSEnableLMHostsLookup
            string WINSHostLookupFile
            string WINSPrimaryServer
            string WINSScopeID
            string WINSSecondaryServer
            """);
    private static final int CONNECTED = 2;
    private static final int DISCONNECTED = 0;

    private NetworkAdapterClasses() {}

    static List<ManagedClass> of(LocalMachine machine) {
        return List.of(
                new MachineClass(CIM, () -> adapters(machine)),
                new MachineClass(WIN32, () -> adapters(machine)),
                new MachineClass(CONFIGURATION, () -> configurations(machine)));
    }

    private static Stream<Map<String, Object>> adapters(LocalMachine machine) {
        String system = machine.name();
        return interfaces(machine).map(each -> adapter(each, system));
    }

    private static Stream<NetworkIF> interfaces(LocalMachine machine) {
        return machine.hardware().getNetworkIFs(true).stream();
    }

    private static Map<String, Object> adapter(NetworkIF each, String system) {
        Map<String, Object> row = new HashMap<>();
        row.put("Caption", each.getDisplayName());
        row.put("CreationClassName", "Win32_NetworkAdapter");
        row.put("Description", each.getDisplayName());
        row.put("DeviceID", String.valueOf(each.getIndex()));
        row.put("Index", (long) each.getIndex());
        row.put("InterfaceIndex", (long) each.getIndex());
        row.put("MACAddress", macAddress(each));
        row.put("Name", each.getDisplayName());
        row.put("NetConnectionID", each.getName());
        row.put("Speed", positive(each.getSpeed()));
        row.put("SystemCreationClassName", "Win32_ComputerSystem");
        row.put("SystemName", system);
        addStatus(row, each);
        return row;
    }

    private static void addStatus(Map<String, Object> row, NetworkIF each) {
        switch (each.getIfOperStatus()) {
            case UP -> {
                row.put("NetConnectionStatus", CONNECTED);
                row.put("NetEnabled", true);
            }
            case DOWN -> {
                row.put("NetConnectionStatus", DISCONNECTED);
                row.put("NetEnabled", false);
            }
            default -> row.put("NetConnectionStatus", null);
        }
    }

    private static Stream<Map<String, Object>> configurations(LocalMachine machine) {
        String host = known(machine.os().getNetworkParams().getHostName());
        List<String> servers = orNull(List.of(machine.os().getNetworkParams().getDnsServers()));
        return interfaces(machine).map(each -> configuration(each, host, servers));
    }

    private static Map<String, Object> configuration(NetworkIF each, String host, List<String> servers) {
        List<String> addresses = addresses(each);
        Map<String, Object> row = new HashMap<>();
        row.put("Caption", each.getDisplayName());
        row.put("Description", each.getDisplayName());
        row.put("Index", (long) each.getIndex());
        row.put("InterfaceIndex", (long) each.getIndex());
        row.put("IPAddress", orNull(addresses));
        row.put("IPEnabled", !addresses.isEmpty());
        row.put("IPSubnet", orNull(subnets(each)));
        row.put("MACAddress", macAddress(each));
        row.put("MTU", positive(each.getMTU()));
        if (!addresses.isEmpty()) {
            row.put("DNSHostName", host);
            row.put("DNSServerSearchOrder", servers);
        }
        return row;
    }

    private static List<String> addresses(NetworkIF each) {
        return Stream.of(each.getIPv4addr(), each.getIPv6addr())
                .flatMap(Arrays::stream)
                .toList();
    }

    /**
     * Returns a mask for each IPv4 address and a prefix length for each IPv6 address, in the order of the addresses,
     * as on Windows.
     */
    private static List<String> subnets(NetworkIF each) {
        List<String> subnets = new ArrayList<>();
        Arrays.stream(each.getSubnetMasks()).map(NetworkAdapterClasses::mask).forEach(subnets::add);
        Arrays.stream(each.getPrefixLengths()).map(String::valueOf).forEach(subnets::add);
        return subnets;
    }

    static String mask(int length) {
        int bits = length == 0 ? 0 : -1 << (32 - length);
        return String.format(Locale.ROOT, "%d.%d.%d.%d", bits >>> 24, bits >>> 16 & 255, bits >>> 8 & 255, bits & 255);
    }

    private static String macAddress(NetworkIF each) {
        String address = known(each.getMacaddr());
        return address == null || address.matches("[0:]*") ? null : address.toUpperCase(Locale.ROOT);
    }

    private static List<String> orNull(List<String> list) {
        return list.isEmpty() ? null : list;
    }
}
