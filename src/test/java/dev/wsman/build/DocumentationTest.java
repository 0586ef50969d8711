package dev.wsman.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Every public element has a comment. The build's doclint can require this only together with every tag. */
class DocumentationTest {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final List<String> OPTIONS = List.of(
            "-proc:none",
            "-Xmaxwarns",
            "10000",
            "-Xdoclint:missing/protected",
            "-Xdoclint/package:dev.wsman,dev.wsman.cim,dev.wsman.codegen,dev.wsman.codegen.*");

    @Test
    void documentsEveryPublicElement() throws IOException {
        assertThat(withoutComment()).isEmpty();
    }

    private static List<String> withoutComment() throws IOException {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    new StringWriter(),
                    files,
                    diagnostics,
                    OPTIONS,
                    null,
                    files.getJavaFileObjectsFromPaths(sources()));
            task.analyze();
        }
        assertThat(diagnostics.getDiagnostics()).noneMatch(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR);
        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getMessage(Locale.ROOT).contains("no comment"))
                .map(DocumentationTest::place)
                .toList();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> tree = Files.walk(SOURCES)) {
            return tree.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.startsWith(SOURCES.resolve("dev/wsman/internal")))
                    .toList();
        }
    }

    private static String place(Diagnostic<? extends JavaFileObject> diagnostic) {
        return diagnostic.getSource().getName() + ":" + diagnostic.getLineNumber();
    }
}
