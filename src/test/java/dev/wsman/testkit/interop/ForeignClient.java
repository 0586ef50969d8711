package dev.wsman.testkit.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A program that uses another WS-Management client (src/test/clients), in a process of its own. If it is not built or
 * installed, its tests are skipped; they fail if the system property {@code wsman.clients} is {@code required}, as in
 * .ci/run.
 */
final class ForeignClient {
    private static final Path CLIENTS = Path.of("src/test/clients").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 60;

    private final String name;
    private final List<String> command;

    private ForeignClient(String name, List<String> command) {
        this.name = name;
        this.command = command;
    }

    /** Returns a Java program, by the directory of its module and its main class. */
    static ForeignClient java(String module, String mainClass) {
        Path target = CLIENTS.resolve(module).resolve("target");
        need(Files.exists(target.resolve("client.jar")), module + " is not built: mvn -f src/test/clients package");
        String classPath = target.resolve("client.jar") + File.pathSeparator + target.resolve("lib") + "/*";
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ForeignClient(module, List.of(java.toString(), "-cp", classPath, "dev.wsman.clients." + mainClass));
    }

    /** Returns a Python program, by its file and the modules that it needs. */
    static ForeignClient python(String file, Set<String> modules) throws IOException, InterruptedException {
        Path python = Path.of("/usr/bin/python3");
        need(Files.isExecutable(python), python + " is not installed");
        Process probe = new ProcessBuilder(python.toString(), "-c", "import " + String.join(", ", modules))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        need(
                probe.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && probe.exitValue() == 0,
                modules + " are not installed");
        return new ForeignClient(
                "python", List.of(python.toString(), CLIENTS.resolve(file).toString()));
    }

    private static void need(boolean there, String otherwise) {
        if ("required".equals(System.getProperty("wsman.clients"))) {
            assertThat(there).as(otherwise).isTrue();
        }
        assumeTrue(there, otherwise);
    }

    /** Runs the program and returns the lines of its standard output. */
    List<String> run(Path directory, String password, String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, name, ".out");
        Path errors = Files.createTempFile(directory, name, ".err");
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line);
        // proxies of the environment are for other traffic
        builder.environment()
                .put("OPENSSL_CONF", CLIENTS.resolve("pywinrm/openssl.cnf").toString());
        builder.environment().keySet().removeIf(variable -> variable.toLowerCase(Locale.ROOT)
                .endsWith("_proxy"));
        Process process = builder.redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(password.getBytes(StandardCharsets.UTF_8));
        }
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended && process.exitValue() == 0)
                .as(() -> name + " ended well: " + read(output) + read(errors))
                .isTrue();
        return read(output).lines().toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
