package dev.wsman.testkit.shell;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** Runs programs of this machine. */
final class LocalProgram {
    /** The exit code of a program that Ctrl+C ended (SHELL-AND-CLI.md 1.4). */
    static final int CONTROL_C_EXIT = 0xC000013A;

    /** The exit codes of a program that SIGINT or SIGTERM ended. */
    private static final Set<Integer> SIGNAL_EXITS = Set.of(130, 143);

    private final ExecutorService workers;
    private final ProcessTree tree;

    LocalProgram(ExecutorService workers, ProcessTree tree) {
        this.workers = workers;
        this.tree = tree;
    }

    /** Returns the program that a name refers to; {@code .exe} at its end is optional. Empty if there is none. */
    static Optional<Path> find(String name, CmdState state) {
        String bare = name.toLowerCase(Locale.ROOT).endsWith(".exe") ? name.substring(0, name.length() - 4) : name;
        return Stream.of(name, bare)
                .distinct()
                .flatMap(each -> candidates(each, state))
                .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
                .findFirst();
    }

    private static Stream<Path> candidates(String name, CmdState state) {
        if (name.contains("/") || name.contains("\\")) {
            return Stream.of(state.path(name));
        }
        String path = state.environment().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory).resolve(name));
    }

    /** Runs a program and returns its exit code. */
    int run(Path program, List<String> arguments, CmdState state) throws IOException, InterruptedException {
        Process process = start(program, arguments, state);
        tree.add(process);
        FutureTask<Void> input = new FutureTask<>(feeding(process, state.stdin()), null);
        try {
            Future<?> errors = workers.submit(copying(process.getErrorStream(), state.stderr(), state));
            feed(input, state.stdin());
            copying(process.getInputStream(), state.stdout(), state).call();
            errors.get();
            int code = process.waitFor();
            return SIGNAL_EXITS.contains(code) && tree.interrupted() ? CONTROL_C_EXIT : code;
        } catch (IOException ended) {
            throw ended;
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        } finally {
            // what is sent from now on is for the next program of the line
            input.cancel(true);
            ProcessTree.kill(List.of(process));
            tree.remove(process);
        }
    }

    private static Process start(Path program, List<String> arguments, CmdState state) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(program.toString());
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().clear();
        builder.environment().putAll(state.environment());
        if (!state.directory().isEmpty()) {
            builder.directory(new File(state.directory()));
        }
        return builder.start();
    }

    /** Copies what a program writes, and closes the program's output if the command does not read it. */
    private static Callable<Void> copying(InputStream from, OutputStream to, CmdState state) {
        return () -> {
            try (from;
                    OutputStream converted = CodePageOutput.of(new UnclosedOutput(to), state.charset())) {
                byte[] buffer = new byte[32 * 1024];
                for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                    converted.write(buffer, 0, count);
                }
            } catch (IOException notWanted) {
                // the command was terminated, or the next command of the pipeline has ended
            }
            return null;
        };
    }

    /** Copies the input on a thread of its own, which starts when there is input. */
    private void feed(Runnable copying, InputStream stdin) {
        if (stdin instanceof BytePipe.Reader reader) {
            reader.pipe().onFirstInput(() -> workers.execute(copying));
        } else {
            workers.execute(copying);
        }
    }

    private static Runnable feeding(Process process, InputStream stdin) {
        return () -> {
            try (OutputStream in = process.getOutputStream()) {
                byte[] buffer = new byte[32 * 1024];
                for (int count = stdin.read(buffer); count >= 0; count = stdin.read(buffer)) {
                    in.write(buffer, 0, count);
                    if (stdin.available() == 0) {
                        in.flush();
                    }
                }
            } catch (IOException ended) {
                // the program does not read any more, or has ended
            }
        };
    }

    /** Keeps the stream of a command open when one of its programs ends. */
    private static final class UnclosedOutput extends OutputStream {
        private final OutputStream out;

        UnclosedOutput(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int single) throws IOException {
            out.write(single);
        }

        @Override
        public void write(byte[] buffer, int from, int length) throws IOException {
            out.write(buffer, from, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() {
            // left to the owner
        }
    }
}
