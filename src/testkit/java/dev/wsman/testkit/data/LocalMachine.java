package dev.wsman.testkit.data;

import java.net.InetAddress;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import oshi.PlatformEnum;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OperatingSystem;
import oshi.util.Constants;

/** This machine as OSHI describes it. Data is read only when it is requested. Thread-safe. */
final class LocalMachine {
    private static final Map<String, Integer> OS_TYPES = Map.of(
            "windows", 18, "macos", 2, "aix", 9, "solaris", 29, "sunos", 30, "freebsd", 42, "netbsd", 43, "openbsd",
            65);

    private final SystemInfo info = new SystemInfo();

    OperatingSystem os() {
        return info.getOperatingSystem();
    }

    HardwareAbstractionLayer hardware() {
        return info.getHardware();
    }

    /** The name of this machine in keys: its host name without the domain. */
    String name() {
        String host = known(os().getNetworkParams().getHostName());
        String full = host == null ? InetAddress.getLoopbackAddress().getHostName() : host;
        return full.split("\\.")[0];
    }

    /** The name of the operating system, with its version if that is known. */
    String osName() {
        String family = known(os().getFamily());
        String version = known(os().getVersionInfo().getVersion());
        String name = family == null ? System.getProperty("os.name") : family;
        return version == null ? name : name + " " + version;
    }

    /** The OSType of CIM_OperatingSystem; 1 is "Other". */
    int osType() {
        String family = String.valueOf(os().getFamily()).toLowerCase(Locale.ROOT);
        return SystemInfo.getCurrentPlatform() == PlatformEnum.LINUX ? 36 : OS_TYPES.getOrDefault(family, 1);
    }

    /** Returns a text, or null if OSHI does not know it. */
    static String known(String text) {
        return text == null
                        || text.isBlank()
                        || Set.of(Constants.UNKNOWN, "null").contains(text)
                ? null
                : text;
    }

    /** Returns a count, or null for 0 and less, which mean "not known". */
    static Long positive(long count) {
        return count > 0 ? count : null;
    }

    /** Returns a time in the time zone of this machine, or null for 0, which means "not known". */
    static OffsetDateTime moment(long epochMillis) {
        return epochMillis <= 0
                ? null
                : Instant.ofEpochMilli(epochMillis)
                        .atZone(ZoneId.systemDefault())
                        .toOffsetDateTime();
    }
}
