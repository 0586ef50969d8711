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

/** This machine as OSHI sees it. Nothing is read before it is asked for; safe for many threads. */
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

    /** The name that stands in the keys of everything on this machine: its host name without a domain. */
    String name() {
        String host = known(os().getNetworkParams().getHostName());
        String full = host == null ? InetAddress.getLoopbackAddress().getHostName() : host;
        return full.split("\\.")[0];
    }

    /** The operating system's name, with its version where that is known. */
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

    /** A text, or null where OSHI says that it does not know. */
    static String known(String text) {
        return text == null
                        || text.isBlank()
                        || Set.of(Constants.UNKNOWN, "null").contains(text)
                ? null
                : text;
    }

    /** A count, or null where 0 or less stands for "not known". */
    static Long positive(long count) {
        return count > 0 ? count : null;
    }

    /** A moment in this machine's time zone, or null where 0 stands for "not known". */
    static OffsetDateTime moment(long epochMillis) {
        return epochMillis <= 0
                ? null
                : Instant.ofEpochMilli(epochMillis)
                        .atZone(ZoneId.systemDefault())
                        .toOffsetDateTime();
    }
}
