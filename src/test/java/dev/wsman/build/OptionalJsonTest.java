package dev.wsman.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application without a JSON library. An annotation with elements whose class is missing would make its compiler
 * warn: "Cannot find annotation method 'value()'".
 */
class OptionalJsonTest {
    private static final Pattern JSON =
            Pattern.compile(".*(jackson|jakarta\\.json|yasson|parsson|micrometer)[^/\\\\]*\\.jar");
    private static final String SOURCE = """
            package com.example;

            import dev.wsman.*;
            import dev.wsman.cim.*;
            import java.util.*;

            public class Program implements java.util.function.Supplier<String> {
                public record Report(Instance instance, ResourceLocator locator, Optional<WsmanError> error) {}

                static String describe(Object value) {
                    if (value instanceof Instance instance) {
                        return instance.toMap() + " " + instance.with("B", Map.of("C", 1));
                    }
                    return value instanceof ResourceLocator locator ? locator.toText() : "other";
                }

                static String describe(Session session, Identity identity, CimObject object, Ref<CimObject> ref) {
                    return identity.toMap() + "" + object.instance() + ref.locator() + session.error();
                }

                @Override
                public String get() {
                    Report report = new Report(
                            Instance.parse("<A><B>1</B></A>"), ResourceLocator.parse("urn:x:y?a=b"), Optional.empty());
                    return describe(report.instance()) + " " + describe(report.locator());
                }
            }
            """;

    private static List<String> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !JSON.matcher(entry).matches())
                .filter(entry -> !entry.endsWith("test-classes"))
                .toList();
    }

    @Test
    void compilesWithoutWarningAndRunsWithoutJsonLibraries(@TempDir Path folder) throws Exception {
        assertThat(compile(folder)).isEmpty();
        List<URL> urls = new ArrayList<>(List.of(folder.toUri().toURL()));
        for (String entry : classPath()) {
            urls.add(url(entry));
        }
        try (URLClassLoader application =
                new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            assertThat(application.getResource("com/fasterxml/jackson/annotation/JsonValue.class"))
                    .isNull();
            assertThat(application.getResource("jakarta/json/bind/Jsonb.class")).isNull();
            Supplier<?> program = (Supplier<?>) application
                    .loadClass("com.example.Program")
                    .getConstructor()
                    .newInstance();
            assertThat(program.get()).isEqualTo("{B=1} A(B={C=1}) urn:x:y?a=b");
        }
    }

    private static URL url(String entry) throws MalformedURLException {
        return Path.of(entry).toUri().toURL();
    }

    /** Returns what the compiler reports. */
    private static List<String> compile(Path folder) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
            JavaFileObject source =
                    new SimpleJavaFileObject(Path.of("com/example/Program.java").toUri(), JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                            return SOURCE;
                        }
                    };
            // path: the manifests of JAX-WS RI's jars refer to jars by other names than Maven Central's
            List<String> options = List.of(
                    "-proc:none",
                    "-Xlint:all,-path",
                    "-Werror",
                    "-d",
                    folder.toString(),
                    "-cp",
                    String.join(File.pathSeparator, classPath()));
            boolean done = compiler.getTask(null, files, found, options, null, List.of(source))
                    .call();
            List<String> reports = found.getDiagnostics().stream()
                    .map(report -> report.getMessage(Locale.ROOT))
                    .toList();
            return done
                    ? reports
                    : Stream.concat(Stream.of("not compiled"), reports.stream()).toList();
        }
    }
}
