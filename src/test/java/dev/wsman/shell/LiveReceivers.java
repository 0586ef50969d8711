package dev.wsman.shell;

import static dev.wsman.fixture.SessionFixture.await;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The live threads of this process that receive the output of commands. {@link Thread#getAllStackTraces} omits virtual
 * threads; a thread dump of Java 21 and later has them.
 */
final class LiveReceivers {
    static final boolean ARE_VIRTUAL = Runtime.version().feature() >= 21;

    private static final String NAME = "wsman-command";

    private LiveReceivers() {}

    static List<Thread> platformThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(NAME))
                .toList();
    }

    static long count() {
        return ARE_VIRTUAL
                ? threadDump()
                        .lines()
                        .filter(line -> line.contains("\"" + NAME + "\""))
                        .count()
                : platformThreads().size();
    }

    static void awaitNone() {
        await("no thread receives", () -> count() == 0);
    }

    private static String threadDump() {
        try {
            Path directory = Files.createTempDirectory("wsman-threads");
            Path file = directory.resolve("dump.txt");
            try {
                dumpThreads(file);
                return Files.readString(file);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls the method by its name, because Java 17 does not have it. */
    private static void dumpThreads(Path file) {
        Class<HotSpotDiagnosticMXBean> type = HotSpotDiagnosticMXBean.class;
        try {
            Class<?> format = Class.forName(type.getName() + "$ThreadDumpFormat");
            type.getMethod("dumpThreads", String.class, format)
                    .invoke(
                            ManagementFactory.getPlatformMXBean(type),
                            file.toString(),
                            format.getField("TEXT_PLAIN").get(null));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
