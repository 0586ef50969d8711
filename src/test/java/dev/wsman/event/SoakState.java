package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Session;
import dev.wsman.fixture.HeapHistogram;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process holds. The service and the forwarding host of the test run in the same process.
 *
 * @param heap the bytes of all reachable objects
 * @param library the bytes of those whose class is one of the library's
 * @param sockets the open sockets; 0 where the process cannot tell
 */
record SoakState(long heap, long library, int threads, long sockets, int subscriptions) {
    private static final String LIBRARY =
            Session.class.getProtectionDomain().getCodeSource().getLocation().toString();

    static SoakState take(int subscriptions) throws IOException {
        HeapHistogram histogram = HeapHistogram.take();
        return new SoakState(
                histogram.bytes(name -> true),
                histogram.bytes(SoakState::isOfLibrary),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                openSockets(),
                subscriptions);
    }

    /** Whether a class, also a nested one, a lambda, or an array of them, comes from where the library was loaded. */
    private static boolean isOfLibrary(String className) {
        String outer = className.replaceFirst("^\\[+L", "").replaceFirst("[$;/].*", "");
        return outer.startsWith("dev.wsman.")
                && String.valueOf(Session.class.getClassLoader().getResource(outer.replace('.', '/') + ".class"))
                        .contains(LIBRARY);
    }

    private static long openSockets() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(descriptors)) {
            return files.filter(SoakState::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // closed after it was listed
        }
    }

    void assertAsFlatAs(SoakState before) {
        assertThat(heap).as("heap").isLessThan(before.heap() + before.heap() / 20 + 1_000_000);
        assertThat(library).as("objects of the library").isLessThan(before.library() + before.library() / 10 + 20_000);
        assertThat(threads).as("threads").isLessThanOrEqualTo(before.threads() + 10);
        assertThat(sockets).as("sockets").isLessThanOrEqualTo(before.sockets() + 16);
        assertThat(subscriptions).as("subscriptions").isEqualTo(before.subscriptions());
    }
}
