package dev.wsman.build.guide;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles code of a page, whose errors name the line of the page, and files. */
public final class BlockCompiler {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    /** Shared, because opening all jars of the class path would take longer than compiling a block. */
    private static final StandardJavaFileManager FILES =
            COMPILER.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

    private BlockCompiler() {}

    /**
     * One source file made from a block.
     *
     * @param name the simple name of its public type
     * @param firstLine the line of the file that has the first line of the block
     */
    record Source(CodeBlock block, String name, int firstLine, String text) {
        JavaFileObject file() {
            return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                @Override
                public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return text;
                }
            };
        }

        String place(long lineOfFile) {
            return block.place(lineOfFile - firstLine + 1);
        }
    }

    /**
     * Compiles to a folder.
     *
     * @throws AssertionError with the place in the page and the compiler's message for each error
     */
    static void compile(Source source, Path folder, Collection<Path> classes) {
        List<Diagnostic<? extends JavaFileObject>> errors = errors(List.of(source.file()), folder, classes);
        if (!errors.isEmpty()) {
            throw new AssertionError(errors.stream()
                    .map(error -> source.place(error.getLineNumber()) + ": " + error.getMessage(Locale.ROOT))
                    .collect(Collectors.joining("\n")));
        }
    }

    /**
     * Compiles files to a folder.
     *
     * @throws AssertionError with the compiler's messages
     */
    public static void compile(List<Path> files, Path folder) {
        List<Diagnostic<? extends JavaFileObject>> errors =
                errors(FILES.getJavaFileObjectsFromPaths(files), folder, List.of());
        if (!errors.isEmpty()) {
            throw new AssertionError(errors);
        }
    }

    private static List<Diagnostic<? extends JavaFileObject>> errors(
            Iterable<? extends JavaFileObject> files, Path folder, Collection<Path> classes) {
        List<Path> path = new ArrayList<>(classes);
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .forEach(path::add);
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try {
            FILES.setLocationFromPaths(StandardLocation.CLASS_PATH, path);
            FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean compiled = COMPILER.getTask(null, FILES, diagnostics, List.of("-proc:none", "-g"), null, files)
                .call();
        List<Diagnostic<? extends JavaFileObject>> errors = diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .collect(Collectors.toList());
        if (!compiled && errors.isEmpty()) {
            throw new AssertionError("the compiler failed: " + diagnostics.getDiagnostics());
        }
        return errors;
    }
}
