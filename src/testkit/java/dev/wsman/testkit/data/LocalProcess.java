package dev.wsman.testkit.data;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process of this machine. The JDK knows its identifiers, program, owner and times. Sizes are read from {@code /proc}
 * on Linux and from the output of {@code ps} or {@code tasklist} elsewhere; the other numbers are known on Linux only.
 *
 * @param handle the process as the JDK describes it
 * @param status the lines of {@code /proc/PID/status} by name; empty if there is no such file
 * @param stat the fields of {@code /proc/PID/stat} after the name, from the state; empty if there is no such file
 * @param sizes the sizes from a process list; null on Linux
 */
record LocalProcess(ProcessHandle handle, Map<String, String> status, List<String> stat, ProcessSizes sizes) {
    /** The clock ticks of a second in {@code /proc}: the constant USER_HZ of Linux. */
    private static final long HERTZ = 100;

    private static final long UNITS_PER_SECOND = 10_000_000;
    private static final long KIBI = 1024;

    /** Returns all processes that can be read. */
    static Stream<LocalProcess> all() {
        Map<Long, ProcessSizes> sizes = isLinux() ? Map.of() : ProcessSizes.list();
        return ProcessHandle.allProcesses().map(handle -> of(handle, sizes)).flatMap(Optional::stream);
    }

    /** Returns a process, or empty if there is none with this identifier. */
    static Optional<LocalProcess> of(long pid) {
        return ProcessHandle.of(pid).flatMap(handle -> of(handle, isLinux() ? Map.of() : ProcessSizes.list()));
    }

    private static Optional<LocalProcess> of(ProcessHandle handle, Map<Long, ProcessSizes> sizes) {
        if (!isLinux()) {
            return Optional.of(new LocalProcess(handle, Map.of(), List.of(), sizes.get(handle.pid())));
        }
        String stat = LocalMachine.text("/proc/" + handle.pid() + "/stat");
        Map<String, String> status = LocalMachine.keysAndValues("/proc/" + handle.pid() + "/status", ":");
        boolean ended = stat == null || status.isEmpty();
        // the name is in parentheses and may contain any character
        return ended
                ? Optional.empty()
                : Optional.of(new LocalProcess(
                        handle,
                        status,
                        List.of(stat.substring(stat.lastIndexOf(')') + 1)
                                .strip()
                                .split(" ")),
                        null));
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").equals("Linux");
    }

    String name() {
        return status.containsKey("Name")
                ? status.get("Name")
                : path().map(path -> String.valueOf(Path.of(path).getFileName()))
                        .orElse(null);
    }

    Optional<String> path() {
        return handle.info().command();
    }

    Optional<String> user() {
        return handle.info().user();
    }

    Optional<Instant> start() {
        return handle.info().startInstant();
    }

    Long parent() {
        return handle.parent().map(ProcessHandle::pid).orElse(null);
    }

    /** The time in the kernel, in units of 100 ns; null if only the sum with {@link #userTime} is known. */
    Long kernelTime() {
        Long ticks = number(12);
        return ticks == null ? null : ticks * (UNITS_PER_SECOND / HERTZ);
    }

    /** The time outside the kernel, in units of 100 ns; with {@link #kernelTime} if that is null. */
    Long userTime() {
        Long ticks = number(11);
        return ticks == null
                ? handle.info()
                        .totalCpuDuration()
                        .map(Duration::toNanos)
                        .map(nanos -> nanos / 100)
                        .orElse(null)
                : Long.valueOf(ticks * (UNITS_PER_SECOND / HERTZ));
    }

    Long pageFaults() {
        Long minor = number(7);
        Long major = number(9);
        return minor == null || major == null ? null : Long.valueOf((minor + major) & 0xFFFF_FFFFL);
    }

    Long priority() {
        Long priority = number(15);
        return priority == null || priority < 0 ? null : priority;
    }

    Long threads() {
        return number(17);
    }

    /** The virtual memory in bytes; 0 if it is not known. */
    long virtualSize() {
        return sizes != null ? sizes.virtual() : kibibytes("VmSize");
    }

    /** The memory in use in bytes; 0 if it is not known, as for threads of the kernel. */
    long workingSet() {
        return sizes != null ? sizes.resident() : kibibytes("VmRSS");
    }

    private long kibibytes(String name) {
        String size = status.get(name);
        return size == null ? 0 : Long.parseLong(size.split(" ")[0]) * KIBI;
    }

    private Long number(int field) {
        return field < stat.size() ? Long.valueOf(stat.get(field)) : null;
    }
}
