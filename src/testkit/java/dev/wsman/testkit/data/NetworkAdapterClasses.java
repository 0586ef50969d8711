package dev.wsman.testkit.data;

import dev.wsman.testkit.model.ManagedClass;
import java.net.Inet6Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The network interfaces of this machine, including the loopback interface, as Win32_NetworkAdapter,
 * CIM_NetworkAdapter and Win32_NetworkAdapterConfiguration. Speed is in bits per second. The name servers are those
 * of the machine, because it is not known to which interface they belong. If an adapter has no address, its arrays
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
        return interfaces().map(each -> adapter(each, system));
    }

    private static Stream<NetworkInterface> interfaces() {
        try {
            return NetworkInterface.networkInterfaces();
        } catch (SocketException unreadable) {
            return Stream.empty();
        }
    }

    private static Map<String, Object> adapter(NetworkInterface each, String system) {
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
        row.put("Speed", speed(each));
        row.put("SystemCreationClassName", "Win32_ComputerSystem");
        row.put("SystemName", system);
        addStatus(row, each);
        return row;
    }

    private static void addStatus(Map<String, Object> row, NetworkInterface each) {
        boolean up = isUp(each);
        row.put("NetConnectionStatus", up ? CONNECTED : DISCONNECTED);
        row.put("NetEnabled", up);
    }

    private static boolean isUp(NetworkInterface each) {
        try {
            return each.isUp();
        } catch (SocketException removed) {
            return false;
        }
    }

    /** The speed in bits per second, or null if it is not known. Linux has it in units of 10^6, or -1. */
    private static Long speed(NetworkInterface each) {
        String megabits = LocalMachine.text("/sys/class/net/" + each.getName() + "/speed");
        return megabits == null || !megabits.matches("[1-9]\\d{0,8}") ? null : Long.valueOf(megabits + "000000");
    }

    private static Stream<Map<String, Object>> configurations(LocalMachine machine) {
        String host = machine.hostName();
        List<String> servers = orNull(LocalMachine.nameServers());
        return interfaces().map(each -> configuration(each, host, servers));
    }

    private static Map<String, Object> configuration(NetworkInterface each, String host, List<String> servers) {
        List<InterfaceAddress> addresses = addresses(each);
        Map<String, Object> row = new HashMap<>();
        row.put("Caption", each.getDisplayName());
        row.put("Description", each.getDisplayName());
        row.put("Index", (long) each.getIndex());
        row.put("InterfaceIndex", (long) each.getIndex());
        row.put("IPAddress", orNull(texts(addresses, NetworkAdapterClasses::address)));
        row.put("IPEnabled", !addresses.isEmpty());
        row.put("IPSubnet", orNull(texts(addresses, NetworkAdapterClasses::subnet)));
        row.put("MACAddress", macAddress(each));
        row.put("MTU", mtu(each));
        if (!addresses.isEmpty()) {
            row.put("DNSHostName", host);
            row.put("DNSServerSearchOrder", servers);
        }
        return row;
    }

    /** Returns the IPv4 addresses, then the IPv6 addresses. */
    private static List<InterfaceAddress> addresses(NetworkInterface each) {
        return each.getInterfaceAddresses().stream()
                .sorted(Comparator.comparing(address -> address.getAddress() instanceof Inet6Address))
                .toList();
    }

    private static List<String> texts(List<InterfaceAddress> addresses, Function<InterfaceAddress, String> text) {
        return addresses.stream().map(text).toList();
    }

    /** Returns the address without a zone. */
    private static String address(InterfaceAddress address) {
        return address.getAddress().getHostAddress().replaceFirst("%.*", "");
    }

    /** Returns the mask of an IPv4 address, or the length of the prefix of an IPv6 address, as on Windows. */
    private static String subnet(InterfaceAddress address) {
        int length = address.getNetworkPrefixLength();
        return address.getAddress() instanceof Inet6Address ? String.valueOf(length) : mask(length);
    }

    private static Long mtu(NetworkInterface each) {
        try {
            return each.getMTU() > 0 ? Long.valueOf(each.getMTU()) : null;
        } catch (SocketException removed) {
            return null;
        }
    }

    static String mask(int length) {
        int bits = length == 0 ? 0 : -1 << (32 - length);
        return String.format(Locale.ROOT, "%d.%d.%d.%d", bits >>> 24, bits >>> 16 & 255, bits >>> 8 & 255, bits & 255);
    }

    /** Returns the address in hexadecimal with colons, or null for the loopback interface, which has none. */
    private static String macAddress(NetworkInterface each) {
        try {
            byte[] address = each.getHardwareAddress();
            return address == null
                    ? null
                    : HexFormat.ofDelimiter(":").withUpperCase().formatHex(address);
        } catch (SocketException removed) {
            return null;
        }
    }

    private static List<String> orNull(List<String> list) {
        return list.isEmpty() ? null : list;
    }
}
