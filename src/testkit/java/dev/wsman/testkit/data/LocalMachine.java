package dev.wsman.testkit.data;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * This machine as the JDK and, on Linux, {@code /proc} and {@code /sys} describe it. Data is read only when it is
 * requested. What is not known is null. Thread-safe.
 */
final class LocalMachine {
    private static final Map<String, Integer> OS_TYPES =
            Map.of("windows", 18, "mac", 2, "linux", 36, "aix", 9, "sunos", 30, "freebsd", 42);
    private static final OperatingSystemMXBean MEMORY =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final long KIBI = 1024;

    private final String hostName = findHostName();
    private final Map<String, String> release = keysAndValues("/etc/os-release", "=");

    /** The name of this machine in keys: its host name without the domain. */
    String name() {
        return hostName.split("\\.")[0];
    }

    /** The host name, with the domain if that is configured. */
    String hostName() {
        return hostName;
    }

    /** The domain in the host name. */
    String domain() {
        int dot = hostName.indexOf('.');
        return dot < 0 ? null : hostName.substring(dot + 1);
    }

    private static String findHostName() {
        return Optional.ofNullable(known(System.getenv("COMPUTERNAME")))
                .or(() -> Optional.ofNullable(text("/proc/sys/kernel/hostname")))
                .or(() -> Optional.ofNullable(known(System.getenv("HOSTNAME"))))
                .orElseGet(LocalMachine::resolvedHostName);
    }

    private static String resolvedHostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return InetAddress.getLoopbackAddress().getHostName();
        }
    }

    /** The name of the operating system, with its version if that is known. */
    String osName() {
        String version = osVersion();
        String name = release.getOrDefault("NAME", System.getProperty("os.name"));
        return version == null ? name : name + " " + version;
    }

    /** The version of the operating system; that of the distribution on Linux. */
    String osVersion() {
        return release.getOrDefault("VERSION_ID", known(System.getProperty("os.version")));
    }

    /** The OSType of CIM_OperatingSystem; 1 is "Other". */
    int osType() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return OS_TYPES.entrySet().stream()
                .filter(type -> name.startsWith(type.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(1);
    }

    /** When the operating system started: by the kernel on Linux, otherwise the start of the oldest process. */
    OffsetDateTime bootTime() {
        String seconds = keysAndValues("/proc/stat", " ").get("btime");
        return seconds != null
                ? moment(Instant.ofEpochSecond(Long.parseLong(seconds)))
                : ProcessHandle.allProcesses()
                        .map(process -> process.info().startInstant().orElse(null))
                        .filter(Objects::nonNull)
                        .min(Instant::compareTo)
                        .map(LocalMachine::moment)
                        .orElse(null);
    }

    /**
     * Returns an amount of memory in bytes.
     *
     * @param name its name in {@code /proc/meminfo}
     */
    long memory(String name) {
        String size = keysAndValues("/proc/meminfo", ":").get(name);
        if (size != null) {
            return Long.parseLong(size.split(" ")[0]) * KIBI;
        }
        return switch (name) {
            case "MemTotal" -> MEMORY.getTotalMemorySize();
            case "MemAvailable" -> MEMORY.getFreeMemorySize();
            case "SwapTotal" -> MEMORY.getTotalSwapSpaceSize();
            default -> MEMORY.getFreeSwapSpaceSize();
        };
    }

    /** Returns the name servers in {@code /etc/resolv.conf}, or an empty list. */
    static List<String> nameServers() {
        return lines("/etc/resolv.conf").stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > 1 && words[0].equals("nameserver"))
                .map(words -> words[1])
                .toList();
    }

    /** Returns the content of a small file without surrounding white space, or null if it is empty or unreadable. */
    static String text(String file) {
        return known(String.join("\n", lines(file)).strip());
    }

    /** Returns the lines of a small file; none if it is unreadable. */
    static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException | IllegalArgumentException unreadable) {
            return List.of();
        }
    }

    /**
     * Reads lines of a key, a separator and a value, which may be in quotation marks. Of equal keys, the first
     * counts.
     */
    static Map<String, String> keysAndValues(String file, String separator) {
        Map<String, String> values = new HashMap<>();
        for (String line : lines(file)) {
            int end = line.indexOf(separator);
            if (end > 0) {
                String value = line.substring(end + 1).strip().replaceFirst("^\"(.*)\"$", "$1");
                values.putIfAbsent(line.substring(0, end).strip(), value);
            }
        }
        return values;
    }

    /** Returns a text, or null if it is null or blank. */
    static String known(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** Returns a time in the time zone of this machine. */
    static OffsetDateTime moment(Instant time) {
        return time.atZone(ZoneId.systemDefault()).toOffsetDateTime();
    }
}
