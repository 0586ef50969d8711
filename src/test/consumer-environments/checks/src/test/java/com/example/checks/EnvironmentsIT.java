package com.example.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.shell.ShellHost;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The application works with each class path and prints only its own output: no line at INFO or above, whatever the
 * logging framework. Each class path runs in its own JVM.
 */
class EnvironmentsIT {
    private static final List<String> OUTPUT = List.of(
            "instance Running",
            "JAXB Running",
            "generated Running",
            "enumerated true",
            "invoked 10",
            "fault DESTINATION_UNREACHABLE true",
            "changed true false",
            "not written IllegalArgumentException",
            "shell server01",
            "events running");
    private static final String MAIN = "com.example.inventory.Inventory";

    @AutoStart
    static final WsmanService server = WsmanService.builder()
            .withoutAuthentication()
            .shell(ShellHost.handlers().command("hostname", call -> {
                call.print("server01\r\n");
                return 0;
            }))
            .build();

    @BeforeAll
    static void writeEvent() {
        server.log("System").write(7036, "Spooler", "running");
    }

    private static void assertWorked(Java.Result result) {
        assertEquals(OUTPUT, result.lines());
        assertEquals(0, result.exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "logback", "log4j", "slf4j-jdk14", "foreign-parsers", "old-woodstox"})
    void worksAndLogsNothingWithClassPathOf(String module) throws Exception {
        assertWorked(Java.run("-cp", Java.classPath(module), MAIN, server.endpoint()));
    }

    @Test
    void hasClassPathThatBillOfMaterialsLists() throws Exception {
        String bom = System.getProperty("wsman.bom");
        assumeTrue(bom != null, "not run by the library's build");
        Set<String> listed = Pattern.compile("\"purl\" : \"pkg:maven/[^/]+/([^@]+)@([^?]+)")
                .matcher(Files.readString(Path.of(bom)))
                .results()
                .map(match -> match.group(1) + "-" + match.group(2) + ".jar")
                .collect(Collectors.toCollection(TreeSet::new));
        listed.removeIf(jar -> jar.matches("(aalto-xml|javapoet)-.*")); // inside the library's jar
        Set<String> present = Stream.of(Java.classPath("app").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(entry -> Path.of(entry).getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(listed, present);
    }

    @Test
    void worksAndLogsNothingOnModulePath() throws Exception {
        assertWorked(Java.run("-p", Java.classPath("app"), "-m", "com.example.inventory/" + MAIN, server.endpoint()));
    }

    @Test
    void namesPackagesThatModuleMustOpenAndExport() throws Exception {
        String main = "com.example.inventory.closed.ClosedInventory";
        Java.Result result =
                Java.run("-p", Java.classPath("app"), "-m", "com.example.inventory/" + main, server.endpoint());
        assertEquals(3, result.lines().size(), () -> String.join("\n", result.lines()));
        assertTrue(
                result.lines().get(0).contains("must be open to at least org.glassfish.jaxb.runtime"),
                result.lines()::toString);
        assertTrue(
                result.lines().get(1).contains("must export com.example.inventory.closed to dev.wsman"),
                result.lines()::toString);
        assertTrue(
                result.lines()
                        .get(2)
                        .contains("module com.example.inventory must open com.example.inventory.closed to dev.wsman"),
                result.lines()::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"boot-3", "boot-4"})
    void worksAndLogsNothingInNestedJarOf(String module) throws Exception {
        assertWorked(Java.run("-jar", Java.jar(module).toString(), server.endpoint()));
    }

    @Test
    void worksBesideServerAndClientOnAnotherCxf() throws Exception {
        Java.Result result =
                Java.run("-cp", Java.classPath("other-cxf"), "com.example.server.ServedInventory", server.endpoint());
        assertEquals(0, result.exitCode(), () -> String.join("\n", result.lines()));
        List<String> own = result.lines().stream()
                .filter(line -> !line.startsWith("INFO org.eclipse.jetty"))
                .toList();
        assertTrue(
                own.stream().anyMatch(line -> line.contains("Creating Service {http://server.example.com/}")),
                own::toString);
        assertTrue(own.stream().noneMatch(line -> line.contains("wsman")), own::toString);
        assertEquals(
                Stream.concat(OUTPUT.stream(), Stream.of("served Hello, Inventory"))
                        .toList(),
                own.stream().filter(line -> !line.startsWith("INFO ")).toList());
    }

    @Test
    void namesHttpCoreThatIsTooOld() throws Exception {
        Java.Result result = Java.run("-cp", Java.classPath("old-httpcore"), MAIN, server.endpoint());
        assertTrue(
                result.lines().get(0).contains("HttpCore 5.2.5 is too old: httpcore5 must be 5.3 or later"),
                result.lines()::toString);
    }

    @Test
    void isGarbageCollectedWithItsClassLoader() throws Exception {
        Java.Result result = Java.run(
                "-cp",
                "target/test-classes",
                "com.example.checks.IsolatedLoader",
                Java.classPath("app"),
                MAIN,
                server.endpoint());
        assertEquals(Stream.concat(OUTPUT.stream(), Stream.of("collected")).toList(), result.lines());
    }
}
