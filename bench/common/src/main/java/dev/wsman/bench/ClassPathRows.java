package dev.wsman.bench;

import static dev.wsman.bench.ResultTable.text;

import dev.wsman.bench.ResultTable.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The number and size of the jars that wsman-session needs at run time, including its own. */
final class ClassPathRows {
    private final Path home;
    private final ResultTable table;

    ClassPathRows(Path home, ResultTable table) {
        this.home = home;
        this.table = table;
    }

    void run() {
        List<Path> jars = jars("session", "(bench-|slf4j-|jetty-|aalto-).*");
        List<Path> others = jars("opennms", "(bench-|slf4j-nop).*");
        table.row(
                "jars of the runtime class path",
                "at most 30",
                () -> new Row(
                        jars.size() + "",
                        "OpenNMS " + others.size(),
                        text("%.2f ×", (double) jars.size() / others.size()),
                        jars.size() <= 30));
        table.row(
                "weight of the runtime class path",
                "at most 9 MB",
                () -> new Row(
                        text("%.2f MB", weight(jars) / 1e6),
                        text("OpenNMS %.2f MB", weight(others) / 1e6),
                        text("%.2f ×", (double) weight(jars) / weight(others)),
                        weight(jars) <= 9_000_000));
    }

    /**
     * Returns the jars that a user gets. SLF4J's API is not one of wsman-session's: the provider that the measurements
     * use depends on it. Jetty is optional, for the event sink. Aalto is inside wsman-session's own jar; the floor uses
     * another copy.
     *
     * @param others matches the names of jars that only the measurements need
     */
    private List<Path> jars(String module, String others) {
        try (Stream<Path> lib = Files.list(home.resolve(module).resolve("target/lib"))) {
            return lib.filter(jar -> !jar.getFileName().toString().matches(others))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long weight(List<Path> jars) {
        return jars.stream().mapToLong(jar -> jar.toFile().length()).sum();
    }
}
