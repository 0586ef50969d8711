package dev.wsman.codegen;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The classes of Java source that is compiled in memory, with every warning as an error. */
public final class CompiledSources extends ClassLoader {
    private final Map<String, byte[]> classes = new ConcurrentHashMap<>();

    private CompiledSources() {
        super(CompiledSources.class.getClassLoader());
    }

    /**
     * Compiles all files at once.
     *
     * @throws AssertionError with the first diagnostics, if there are any
     */
    public static CompiledSources of(Map<String, String> files) {
        CompiledSources compiled = new CompiledSources();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<JavaFileObject> sources = new ArrayList<>();
        files.forEach((path, text) -> sources.add(source(path, text)));
        JavaFileManager manager = compiled.manager(compiler.getStandardFileManager(diagnostics, null, null));
        List<String> options = List.of("-Xlint:all", "-Werror", "-proc:none", "--release", "17");
        if (!compiler.getTask(null, manager, diagnostics, options, null, sources)
                .call()) {
            throw new AssertionError(diagnostics.getDiagnostics().stream()
                    .limit(5)
                    .map(Diagnostic::toString)
                    .toList()
                    .toString());
        }
        return compiled;
    }

    /** Returns the number of classes, including nested ones. */
    public int size() {
        return classes.size();
    }

    /** Returns the class file of a class. */
    public byte[] bytes(String name) {
        return classes.get(name).clone();
    }

    /** Returns the binary names of all classes, including nested ones. */
    public Set<String> names() {
        return classes.keySet();
    }

    private static JavaFileObject source(String path, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + path), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private JavaFileManager manager(JavaFileManager standard) {
        return new ForwardingJavaFileManager<>(standard) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("mem:///" + name.replace('.', '/') + ".class"), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return new ByteArrayOutputStream() {
                            @Override
                            public void close() {
                                classes.put(name, toByteArray());
                            }
                        };
                    }
                };
            }
        };
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
