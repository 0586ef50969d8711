package dev.wsman.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A Java process with the class path of one module. Lines are written to its input and read from its output. */
final class ChildProcess implements AutoCloseable {
    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    private final Process process;
    private final BufferedReader out;
    private final PrintStream in;

    private ChildProcess(Process process) {
        this.process = process;
        this.out = process.inputReader();
        this.in = new PrintStream(process.getOutputStream(), true);
    }

    /** Starts {@code java OPTIONS -cp … MAIN ARGUMENTS}. Its error output is appended to the log. */
    static ChildProcess start(Path home, String module, List<String> options, String main, String... arguments) {
        return start(new ArrayList<>(), home, module, options, main, arguments);
    }

    /** Starts a process as {@link #start} does, with another JDK. */
    static ChildProcess startWith(
            Path javaHome, Path home, String module, List<String> options, String main, String... arguments) {
        return start(new ArrayList<>(), javaHome, home, module, options, main, arguments);
    }

    /**
     * Starts a process that runs on the last processor only. Where {@code taskset} is missing, only the JVM's own
     * threads are chosen for one processor.
     */
    static ChildProcess startOnOneProcessor(
            Path home, String module, List<String> options, String main, String... arguments) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(TASKSET)) {
            String last = Integer.toString(Runtime.getRuntime().availableProcessors() - 1);
            command.addAll(List.of(TASKSET.toString(), "-c", last));
        }
        List<String> all = new ArrayList<>(options);
        all.add("-XX:ActiveProcessorCount=1");
        return start(command, home, module, all, main, arguments);
    }

    private static ChildProcess start(
            List<String> command, Path home, String module, List<String> options, String main, String... arguments) {
        return start(command, Path.of(System.getProperty("java.home")), home, module, options, main, arguments);
    }

    private static ChildProcess start(
            List<String> command,
            Path javaHome,
            Path home,
            String module,
            List<String> options,
            String main,
            String... arguments) {
        command.add(javaHome + "/bin/java");
        command.addAll(options);
        command.add("-cp");
        command.add(classPath(home, module));
        command.add("dev.wsman.bench." + main);
        command.addAll(Arrays.asList(arguments));
        try {
            File log = Files.createDirectories(home.resolve("target"))
                    .resolve("run.log")
                    .toFile();
            return new ChildProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the jars of a module in a fixed order, because a class data archive is valid for one class path only. */
    static String classPath(Path home, String module) {
        Path target = home.resolve(module).resolve("target");
        try (Stream<Path> own = Files.list(target);
                Stream<Path> lib = module.equals("common") ? Stream.empty() : Files.list(target.resolve("lib"))) {
            return Stream.concat(own.filter(path -> path.toString().endsWith(".jar")), lib.sorted())
                    .map(Path::toString)
                    .reduce((a, b) -> a + File.pathSeparator + b)
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(String line) {
        in.println(line);
    }

    /** Returns the next line of the output. */
    String line() {
        try {
            String line = out.readLine();
            if (line == null) {
                throw new NotMeasuredException("the process ended with status " + exitCode() + "; see target/run.log");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the process ends. */
    private int exitCode() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        in.close();
        exitCode();
    }
}
