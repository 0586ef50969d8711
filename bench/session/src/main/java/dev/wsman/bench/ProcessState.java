package dev.wsman.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The resources that this process currently uses. */
final class ProcessState {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final Predicate<String> COMPILER =
            Pattern.compile("C[12] Compiler").asPredicate();

    private ProcessState() {}

    /** Returns the number of reachable bytes of the heap. */
    static long liveHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Returns the processor time of this process so far in nanoseconds. */
    static long processorNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    /** Returns {@link #processorNanos} without the share of the JVM's compilers; only on Linux. */
    static long processorNanosWithoutCompilers() {
        long compilers = 0;
        for (File thread : Objects.requireNonNull(new File("/proc/self/task").listFiles())) {
            compilers += compilerNanos(thread.toPath());
        }
        return processorNanos() - compilers;
    }

    /** The kernel keeps 15 characters of a thread's name. Its statistics begin with the nanoseconds on a processor. */
    private static long compilerNanos(Path thread) {
        try {
            return COMPILER.test(Files.readString(thread.resolve("comm")))
                    ? Long.parseLong(
                            Files.readString(thread.resolve("schedstat")).split(" ")[0])
                    : 0;
        } catch (IOException e) {
            return 0; // ended after it was listed
        }
    }

    static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    /** Returns the number of open sockets of this process; only on Linux. */
    static int sockets() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return (int) descriptors.filter(ProcessState::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // closed after it was listed
        }
    }
}
