package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of the system, run with files of our own under one directory; those that were started end with it. */
final class Programs implements AutoCloseable {
    private static final List<String> PLACES = List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/bin");
    private static final long PATIENCE_SECONDS = 60;

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private final Deque<Process> started = new ArrayDeque<>();

    Programs(Path directory) {
        this.directory = directory;
    }

    /** Where a program is; the tests that need it are skipped where it is not. */
    static String need(String name) {
        Optional<String> found = PLACES.stream()
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
        assumeTrue(found.isPresent(), name + " is not installed here");
        return found.orElseThrow();
    }

    Path directory() {
        return directory;
    }

    void environment(String name, Object value) {
        environment.put(name, value.toString());
    }

    Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text, StandardCharsets.UTF_8);
    }

    /** Whether a program ends well, whatever it says. */
    boolean succeeds(String... command) throws IOException, InterruptedException {
        return builder(command).redirectErrorStream(true).start().waitFor() == 0;
    }

    /** Runs a program to its end. */
    void run(String... command) throws IOException, InterruptedException {
        Path output = directory.resolve(Path.of(command[0]).getFileName() + ".out");
        Process process = builder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        started.push(process);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("%s ended", command[0])
                .isTrue();
        assertThat(process.exitValue())
                .as(() -> String.join(" ", command) + ": " + read(output))
                .isZero();
    }

    /** Starts a program that goes on; what it says is in a file of its own. */
    Process start(String name, String... command) throws IOException {
        Process process = builder(command).redirectError(log(name).toFile()).start();
        started.push(process);
        return process;
    }

    /** The number that a program tells first. */
    int firstNumber(String name, Process process) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        String line = out.readLine();
        assertThat(line).as(() -> name + ": " + read(log(name))).isNotNull();
        return Integer.parseInt(line.strip());
    }

    /** Waits until somebody listens on a port of this machine. */
    void awaitPort(String name, Process process, int port) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!listens(port)) {
            assertThat(process.isAlive() && System.nanoTime() < end)
                    .as(() -> name + " listens: " + read(log(name)))
                    .isTrue();
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What a program has said on its error stream. */
    String said(String name) {
        return read(log(name));
    }

    private Path log(String name) {
        return directory.resolve(name + ".log");
    }

    private ProcessBuilder builder(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(directory.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException none) {
            return "(nothing)";
        }
    }

    @Override
    public void close() throws IOException {
        for (Process process : started) {
            Stream<ProcessHandle> children = process.descendants();
            children.forEach(ProcessHandle::destroy);
            process.destroy();
            process.getOutputStream().close();
        }
    }
}
