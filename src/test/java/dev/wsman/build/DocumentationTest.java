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

/** What the build's doclint leaves to us: it asks for every tag or for nothing that is missing, we ask for the sentence. */
class DocumentationTest {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final List<String> OPTIONS = List.of(
            "-proc:none",
            "-Xmaxwarns",
            "10000",
            "-Xdoclint:missing/protected",
            "-Xdoclint/package:dev.wsman,dev.wsman.cim,dev.wsman.codegen,dev.wsman.codegen.*");

    @Test
    void everythingThatUsersSeeIsDescribed() throws IOException {
        assertThat(missing()).isEmpty();
    }

    private static List<String> missing() throws IOException {
        DiagnosticCollector<JavaFileObject> remarks = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(remarks, Locale.ROOT, null)) {
            JavacTask reading = (JavacTask) compiler.getTask(
                    new StringWriter(), files, remarks, OPTIONS, null, files.getJavaFileObjectsFromPaths(sources()));
            reading.analyze();
        }
        assertThat(remarks.getDiagnostics()).noneMatch(remark -> remark.getKind() == Diagnostic.Kind.ERROR);
        return remarks.getDiagnostics().stream()
                .filter(remark -> remark.getMessage(Locale.ROOT).contains("no comment"))
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

    private static String place(Diagnostic<? extends JavaFileObject> remark) {
        return remark.getSource().getName() + ":" + remark.getLineNumber();
    }
}
