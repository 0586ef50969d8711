package com.example.checks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a JVM and returns its output. */
final class Java {
    private static final Path MODULES = Path.of("..");
    private static final long SECONDS = 120;

    record Result(int exitCode, List<String> lines) {}

    private Java() {}

    static Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow"); // JAXB uses it, which the JDK warns about
        }
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return new Result(process.exitValue(), Files.readAllLines(output, StandardCharsets.UTF_8));
    }

    /** The class path of a module: the artifacts that Maven resolved, and the classes of the module if it has any. */
    static String classPath(String module) throws IOException {
        Path target = MODULES.resolve(module).resolve("target");
        String dependencies = Files.readString(target.resolve("classpath")).strip();
        Path own = target.resolve("classes");
        return Files.isDirectory(own) ? dependencies + File.pathSeparator + own : dependencies;
    }

    /** The jar that a module builds. */
    static Path jar(String module) {
        return MODULES.resolve(module).resolve("target").resolve(module + "-1.0.jar");
    }
}
