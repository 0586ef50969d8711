package dev.wsman.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that has the testkit's jar with its dependencies on its class path, and neither JUnit nor SLF4J. */
class PlainProgramTest {
    /** Enumerates, calls a method, gets a scripted fault, and reads what was sent. Everything is encrypted. */
    private static final String PROGRAM = """
            package plain;

            import dev.wsman.ResourceLocator;
            import dev.wsman.Session;
            import dev.wsman.WsmanFaultException;
            import dev.wsman.testkit.WsmanService;
            import dev.wsman.testkit.protocol.FaultKind;
            import dev.wsman.testkit.protocol.ServiceOperation;

            public final class Program {
                private Program() {}

                public static void main(String[] arguments) {
                    ResourceLocator spooler = ResourceLocator.of("wmicimv2/Win32_Service").selector("Name", "Spooler");
                    try (WsmanService server = WsmanService.builder().build().start();
                            Session session = Session.open(server.endpoint(), server.credentials())) {
                        System.out.println(session.get(spooler).text("State").orElseThrow());
                        session.invoke(spooler, "StopService", null);
                        System.out.println(session.get(spooler).text("State").orElseThrow());
                        System.out.println(session.enumerate(ResourceLocator.of("wmicimv2/Win32_Process")).list().size() > 0);
                        server.on(ServiceOperation.GET).fault(FaultKind.ACCESS_DENIED);
                        try {
                            session.get(spooler);
                        } catch (WsmanFaultException denied) {
                            System.out.println(denied.error().kind());
                        }
                        System.out.println(server.lastRequest(ServiceOperation.INVOKE).selectors());
                    }
                }
            }
            """;

    @TempDir
    Path directory;

    /** The class path of a program: that of this test without JUnit, and without the classes of this test. */
    private static String classPath() {
        String path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.matches(".*(junit|opentest4j|apiguardian|surefire|test-classes).*"))
                .collect(Collectors.joining(File.pathSeparator));
        assertTrue(
                path.contains(
                        Path.of(System.getProperty("testkit.jar")).getFileName().toString()),
                path);
        return path;
    }

    private record Outcome(int exitCode, List<String> output, String errors) {}

    private Outcome run(String... command) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Path errors = directory.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.contains("JAVA_") && name.contains("OPTIONS"));
        int exitCode = builder.start().waitFor();
        return new Outcome(exitCode, Files.readAllLines(output), Files.readString(errors, StandardCharsets.UTF_8));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    @Test
    void hasNeitherJunitNorSlf4jAmongItsDependencies() {
        assertFalse(classPath().matches("(?s).*(slf4j|jna|oshi|junit).*"), PlainProgramTest::classPath);
    }

    @Test
    void compilesWithoutWarningAndRunsWithoutOutputOfItsOwn() throws Exception {
        assumeTrue(ToolProvider.getSystemJavaCompiler() != null, "a JRE has no compiler");
        Path source = Files.writeString(directory.resolve("Program.java"), PROGRAM);
        String javac = Path.of(System.getProperty("java.home"), "bin", "javac").toString();
        // path: the manifests of two jars of JAX-WS RI refer to jars by other names than Maven Central's
        Outcome compiled = run(
                javac,
                "-Xlint:all,-path",
                "-Werror",
                "-cp",
                classPath(),
                "-d",
                directory.toString(),
                source.toString());
        assertEquals("", compiled.errors());
        assertEquals(0, compiled.exitCode());
        Outcome program = run(java(), "-cp", classPath() + File.pathSeparator + directory, "plain.Program");
        assertEquals("", program.errors());
        assertEquals(List.of("Running", "Stopped", "true", "ACCESS_DENIED", "{Name=Spooler}"), program.output());
        assertEquals(0, program.exitCode());
    }
}
