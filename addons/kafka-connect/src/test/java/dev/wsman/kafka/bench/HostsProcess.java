package dev.wsman.kafka.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The process of {@link BenchHosts}, with the names by which a worker reaches its services. */
final class HostsProcess implements AutoCloseable {
    private static final int SERVICES = 20;

    private final Process process;
    private final BufferedReader out;
    private final PrintStream in;
    private final String[] ports;

    private HostsProcess(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.ports = line().split(" ");
    }

    /** Starts the hosts. */
    static HostsProcess start(Path log) {
        try {
            return new HostsProcess(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx1g",
                            "-Xss256k",
                            "-cp",
                            System.getProperty("java.class.path"),
                            BenchHosts.class.getName(),
                            Integer.toString(SERVICES))
                    .redirectError(log.toFile())
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the file that gives the host names of a worker their address; an option of its JVM names the file. */
    static String namesOption(Path folder, int hosts) {
        List<String> lines = new ArrayList<>(List.of("127.0.0.1 localhost"));
        for (int i = 0; i < hosts; i++) {
            lines.add("127.0.0.1 " + name(i));
        }
        try {
            return "-Djdk.net.hosts.file=" + Files.write(folder.resolve("names"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(int host) {
        return "host-" + (host + 1) + ".example.com";
    }

    /** Returns the endpoints of a number of hosts, which are spread over the services. */
    List<String> endpoints(int hosts) {
        List<String> endpoints = new ArrayList<>();
        for (int i = 0; i < hosts; i++) {
            endpoints.add("http://" + name(i) + ":" + ports[i % ports.length] + "/wsman");
        }
        return endpoints;
    }

    /** Writes events to the log of each service, and returns how many records that makes for a number of hosts. */
    long write(int events, int hosts) {
        send("write " + events);
        return (long) events * hosts;
    }

    /** Writes one event to the log of the first service, and returns how many hosts of the number have it. */
    int writeOne(int hosts) {
        send("one");
        return (hosts + SERVICES - 1) / SERVICES;
    }

    /** Returns how many subscriptions are open. */
    int subscriptions() {
        return Integer.parseInt(send("subscriptions"));
    }

    private String send(String command) {
        in.println(command);
        return line();
    }

    private String line() {
        try {
            String line = out.readLine();
            if (line == null) {
                throw new IllegalStateException("the process of the hosts has ended");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        in.close();
        process.destroyForcibly();
    }
}
