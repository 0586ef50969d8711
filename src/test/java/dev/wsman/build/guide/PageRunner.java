package dev.wsman.build.guide;

import dev.wsman.Session;
import dev.wsman.build.guide.BlockCompiler.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * Compiles and runs the blocks of one page in their order. The types of a block are visible to all later blocks, and
 * hide earlier ones of the same name.
 */
public final class PageRunner implements AutoCloseable {
    private static final String IMPORTS = "package guide; import com.example.cim.*; import dev.wsman.*;"
            + " import dev.wsman.event.*; import dev.wsman.shell.*; import java.nio.file.*;"
            + " import jakarta.xml.bind.annotation.*; import java.time.*; import java.util.*; import java.util.stream.*;"
            + " ";
    private static final Pattern FILE = Pattern.compile(
            "(?m)^package ([\\w.]+);[\\s\\S]*?^(?:(?:public|final|abstract|sealed) )*(?:class|record|interface|enum) (\\w+)");
    private static final Pattern NAME = Pattern.compile("(?m)^(?:[\\w-]+ )*(?:class|record|interface|enum) (\\w+)");
    /** A line that is not indented, so that a nested type in one line does not match. */
    private static final Pattern END_OF_TYPE =
            Pattern.compile("\\}|(?:[\\w-]+ )*(?:class|record|interface|enum) .*\\}");

    private final GuideServices services;
    private final Deque<Path> classes = new ArrayDeque<>();
    private final Path folder;
    private int compiled;

    /** Starts the servers of a page. The folder has the files of all pages. */
    public PageRunner(Path folder) {
        try {
            Path generated = folder.resolve("generated-classes");
            classes.add(Files.exists(generated) ? generated : GuideClasses.compile(folder));
            this.folder = Files.createTempDirectory(folder, "page");
            this.services = new GuideServices(Files.createTempDirectory(folder, "disk"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the servers with which the blocks run. */
    public GuideServices services() {
        return services;
    }

    /** Compiles and runs a Java block; returns what it prints. */
    public String run(CodeBlock block) {
        return switch (block.kind()) {
            case FILE -> file(block);
            case TYPES -> types(block);
            case STATEMENTS -> statements(block);
            default -> throw new IllegalArgumentException("not Java: " + block);
        };
    }

    private String file(CodeBlock block) {
        Matcher names = FILE.matcher(block.text());
        if (!names.find()) {
            throw new AssertionError(block.place(1) + ": no type");
        }
        compile(new Source(block, names.group(2), 1, services.in(block.text())));
        if (!block.text().contains("void main(String")) {
            return "";
        }
        return run(block, 0, names.group(1), loader -> {
            Method main =
                    loader.loadClass(names.group(1) + "." + names.group(2)).getMethod("main", String[].class);
            main.invoke(null, (Object) services.arguments());
        });
    }

    /** A public type needs a file of its own. The lines of the others become empty, so that line numbers stay. */
    private String types(CodeBlock block) {
        StringBuilder before = new StringBuilder();
        StringBuilder type = new StringBuilder();
        for (String line : services.in(block.withoutImports()).split("\n", -1)) {
            type.append(line).append('\n');
            if (END_OF_TYPE.matcher(line).matches()) {
                compileType(block, before + type.toString());
                before.append(type.toString().replaceAll("[^\n]", ""));
                type.setLength(0);
            }
        }
        if (!type.toString().isBlank()) {
            throw new AssertionError(block.place(1) + ": no line with } alone ends the type");
        }
        return "";
    }

    private void compileType(CodeBlock block, String text) {
        Matcher name = NAME.matcher(text);
        if (!name.find()) {
            throw new AssertionError(block.place(1) + ": no type");
        }
        compile(new Source(block, name.group(1), 2, IMPORTS + block.imports() + "\n" + text));
    }

    private String statements(CodeBlock block) {
        String name = "Block" + compiled;
        String head = IMPORTS + block.imports() + "public class " + name
                + " { public static void run(Session session, char[] password) throws Exception"
                + " { new Body(session, password).run(); }"
                + " record Body(Session session, char[] password) { void run() throws Exception {\n";
        compile(new Source(block, name, 2, head + services.in(block.withoutImports()) + "}}}\n"));
        char[] password = services.password();
        return run(block, 1, "guide", loader -> {
            try (Session session = services.open()) {
                loader.loadClass("guide." + name)
                        .getMethod("run", Session.class, char[].class)
                        .invoke(null, session, password);
            }
        });
    }

    private void compile(Source source) {
        Path target = folder.resolve("block" + compiled++);
        try {
            Files.createDirectories(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        BlockCompiler.compile(source, target, classes);
        classes.addFirst(target);
    }

    private interface Program {
        void run(ClassLoader loader) throws Exception;
    }

    /** Runs code with the https server as trusted as a public one, and with its output captured. */
    private String run(CodeBlock block, int linesBefore, String packageName, Program program) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream standard = System.out;
        try (URLClassLoader loader = new URLClassLoader(urls(), getClass().getClassLoader())) {
            SSLContext trust = SSLContext.getDefault();
            SSLContext.setDefault(services.sslContext());
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            try {
                program.run(loader);
            } finally {
                System.setOut(standard);
                SSLContext.setDefault(trust);
            }
        } catch (Exception | LinkageError | AssertionError e) {
            throw failure(
                    block, linesBefore, packageName + '.', e instanceof InvocationTargetException ? e.getCause() : e);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private URL[] urls() throws IOException {
        URL[] urls = new URL[classes.size()];
        int next = 0;
        for (Path path : classes) {
            urls[next++] = path.toUri().toURL();
        }
        return urls;
    }

    private static AssertionError failure(CodeBlock block, int linesBefore, String classes, Throwable cause) {
        long lines = block.text().lines().count();
        Optional<Integer> line = Arrays.stream(cause.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(classes))
                .map(frame -> frame.getLineNumber() - linesBefore)
                .filter(number -> number > 0 && number <= lines)
                .findFirst();
        return new AssertionError(block.place(line.orElse(1)) + ": " + cause, cause);
    }

    @Override
    public void close() {
        services.close();
    }
}
