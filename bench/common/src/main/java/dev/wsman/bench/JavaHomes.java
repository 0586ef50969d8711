package dev.wsman.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Finds an installed JDK by its feature release. */
final class JavaHomes {
    private static final Path FOLDER = Path.of("/usr/lib/jvm");

    private JavaHomes() {}

    /**
     * Returns the home of a JDK: the one that runs this program, or one in the usual folder of Linux.
     *
     * @throws NotMeasuredException if none is installed
     */
    static Path find(int feature) {
        Path own = Path.of(System.getProperty("java.home"));
        if (Runtime.version().feature() == feature) {
            return own;
        }
        try (Stream<Path> installed = Files.isDirectory(FOLDER) ? Files.list(FOLDER) : Stream.empty()) {
            return installed
                    .filter(home -> isRelease(home, feature))
                    .sorted()
                    .findFirst()
                    .orElseThrow(() -> new NotMeasuredException("JDK " + feature + " is not installed in " + FOLDER));
        } catch (IOException e) {
            throw new NotMeasuredException(e.toString());
        }
    }

    private static boolean isRelease(Path home, int feature) {
        Path release = home.resolve("release");
        try {
            return Files.isExecutable(home.resolve("bin/java"))
                    && Files.isReadable(release)
                    && Files.readString(release).contains("JAVA_VERSION=\"" + feature + ".");
        } catch (IOException e) {
            return false;
        }
    }
}
