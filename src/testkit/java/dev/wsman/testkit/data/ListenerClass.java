package dev.wsman.testkit.data;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.ModelException;
import dev.wsman.testkit.model.PropertyDeclaration;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The listeners in the configuration of the service: {@code winrm/config/Listener} (MS-WSMV 3.1.4.1.29.5, and
 * MicrosoftDocs/win32, desktop-src/WinRM/installation-and-configuration-for-windows-remote-management.md). They are in
 * memory only; creating one opens no port. At the start there is one, with Address=* and Transport=HTTP. Create uses a
 * default for each property that the content omits: Port 5985 or 5986, Enabled true, URLPrefix "wsman", Hostname and
 * CertificateThumbprint empty. Put keeps the current value instead. ListeningOn has the addresses of this machine that
 * Address stands for.
 */
final class ListenerClass extends DeclaredManagedClass {
    private static final ClassDeclaration LISTENER = ClassDeclaration.of("Listener", null, """
            [key] string Address
            [key] string Transport
            [write] uint32 Port
            [write] string Hostname
            [write] boolean Enabled
            [write] string URLPrefix
            [write] string CertificateThumbprint
            string ListeningOn[]
            """);
    private static final Map<String, Long> PORTS = Map.of("HTTP", 5985L, "HTTPS", 5986L);
    private static final String MAC = "MAC:([0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}";
    private static final String IPV4 = "IP:(\\d{1,3}\\.){3}\\d{1,3}";
    private static final String IPV6 = "IP:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.%]*";

    private final Map<String, CimInstance> listeners = new LinkedHashMap<>();

    ListenerClass() {
        super(LISTENER);
        create(Map.of("Address", "*", "Transport", "HTTP"), CimInstance.of("Listener"));
    }

    @Override
    public Stream<CimInstance> instances() {
        synchronized (listeners) {
            return List.copyOf(listeners.values()).stream();
        }
    }

    @Override
    public CimInstance create(Map<String, String> keys, CimInstance content) {
        Map<String, Object> sent = declaration().read(content, ModelException.Reason.INVALID_VALUES);
        Map<String, String> selectors = declaration().selectors(withKeysOf(keys, sent));
        String transport = selectors.get("Transport").toUpperCase(Locale.ROOT);
        requireKnown(selectors.get("Address"), transport);
        requireSameKeys(selectors, sent);
        Map<String, Object> values = new LinkedHashMap<>(defaults(selectors.get("Address"), transport));
        values.putAll(writable(sent));
        CimInstance made = valid(declaration().instance(values));
        synchronized (listeners) {
            if (listeners.putIfAbsent(key(selectors), made) != null) {
                throw new ModelException(ModelException.Reason.ALREADY_EXISTS, "there is a Listener with " + selectors);
            }
        }
        return made;
    }

    @Override
    public CimInstance put(Map<String, String> keys, CimInstance content) {
        Map<String, String> selectors = declaration().selectors(keys);
        Map<String, Object> sent = declaration().read(content, ModelException.Reason.INVALID_VALUES);
        requireSameKeys(selectors, sent);
        synchronized (listeners) {
            CimInstance listener =
                    Optional.ofNullable(listeners.get(key(selectors))).orElseThrow(() -> notFound(keys));
            Map<String, Object> values = new LinkedHashMap<>(listener.properties());
            values.putAll(writable(sent));
            CimInstance changed = valid(declaration().instance(values));
            listeners.put(key(selectors), changed);
            return changed;
        }
    }

    @Override
    public void delete(Map<String, String> keys) {
        synchronized (listeners) {
            if (listeners.remove(key(declaration().selectors(keys))) == null) {
                throw notFound(keys);
            }
        }
    }

    private static String key(Map<String, String> selectors) {
        return (selectors.get("Transport") + " " + selectors.get("Address")).toLowerCase(Locale.ROOT);
    }

    private Map<String, String> withKeysOf(Map<String, String> selectors, Map<String, Object> sent) {
        Map<String, String> keys = new LinkedHashMap<>();
        declaration().keys().stream()
                .filter(key -> sent.get(key) != null)
                .forEach(key -> keys.put(key, sent.get(key).toString()));
        selectors.forEach((name, value) ->
                keys.put(declaration().find(name).map(PropertyDeclaration::name).orElse(name), value));
        return keys;
    }

    private void requireSameKeys(Map<String, String> selectors, Map<String, Object> sent) {
        selectors.forEach((key, value) -> require(
                sent.get(key) == null || sent.get(key).toString().equalsIgnoreCase(value),
                key + " in the content differs from the selector"));
    }

    private static void requireKnown(String address, String transport) {
        boolean known = address.equals("*") || address.matches(IPV4) || address.matches(IPV6) || address.matches(MAC);
        if (!known || !PORTS.containsKey(transport)) {
            throw new ModelException(
                    ModelException.Reason.INVALID_SELECTORS,
                    "Address must be *, IP:address or MAC:aa-bb-cc-dd-ee-ff, and Transport HTTP or HTTPS, not "
                            + address + ", " + transport);
        }
    }

    private static Map<String, Object> defaults(String address, String transport) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("Address", address);
        values.put("Transport", transport);
        values.put("Port", PORTS.get(transport));
        values.put("Hostname", "");
        values.put("Enabled", true);
        values.put("URLPrefix", "wsman");
        values.put("CertificateThumbprint", "");
        values.put("ListeningOn", listeningOn(address));
        return values;
    }

    private Map<String, Object> writable(Map<String, Object> sent) {
        Map<String, Object> kept = new LinkedHashMap<>(sent);
        kept.keySet().removeIf(name -> !declaration().find(name).orElseThrow().writable());
        return kept;
    }

    private static CimInstance valid(CimInstance listener) {
        LISTENER.properties().stream()
                .filter(PropertyDeclaration::writable)
                .forEach(property ->
                        require(listener.value(property.name()).isPresent(), property.name() + " must not be NULL"));
        long port = (Long) listener.value("Port").orElseThrow();
        require(port >= 1 && port <= 65_535, "Port must be from 1 to 65535, not " + port);
        String prefix = listener.value("URLPrefix").orElseThrow().toString();
        require(
                prefix.matches("[A-Za-z0-9_/-]+"),
                "URLPrefix may contain only letters, digits, _, - and /, not " + prefix);
        String thumbprint =
                listener.value("CertificateThumbprint").orElseThrow().toString();
        require(
                thumbprint.matches("([0-9A-Fa-f]{40})?"),
                "CertificateThumbprint must be 40 hexadecimal digits or empty");
        require(
                thumbprint.isEmpty()
                        || listener.value("Transport").filter("HTTPS"::equals).isPresent(),
                "CertificateThumbprint requires Transport HTTPS");
        return listener;
    }

    private static void require(boolean satisfied, String rule) {
        if (!satisfied) {
            throw new ModelException(ModelException.Reason.INVALID_VALUES, "Listener: " + rule);
        }
    }

    private static List<String> listeningOn(String address) {
        if (address.startsWith("IP:")) {
            return List.of(address.substring("IP:".length()));
        }
        try {
            List<String> addresses = new ArrayList<>();
            for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (address.equals("*") || address.equalsIgnoreCase(macAddress(each))) {
                    each.getInterfaceAddresses().stream()
                            .map(InterfaceAddress::getAddress)
                            .map(InetAddress::getHostAddress)
                            .forEach(addresses::add);
                }
            }
            return addresses;
        } catch (SocketException unknown) {
            throw new ModelException(
                    ModelException.Reason.INTERNAL_ERROR,
                    "cannot read this machine's addresses: " + unknown.getMessage());
        }
    }

    private static String macAddress(NetworkInterface each) throws SocketException {
        byte[] address = each.getHardwareAddress();
        return address == null ? null : "MAC:" + HexFormat.ofDelimiter("-").formatHex(address);
    }
}
