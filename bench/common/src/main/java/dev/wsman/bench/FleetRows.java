package dev.wsman.bench;

import static dev.wsman.bench.ResultTable.text;

import dev.wsman.bench.ResultTable.Row;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * A fleet of hosts that reply after two seconds, each polled every ten seconds: with a virtual thread for each host on
 * JDK 25, and with an executor of 64 threads on JDK 17.
 */
final class FleetRows {
    private static final int VIRTUAL = 25;
    private static final int PLATFORM = 17;
    private static final int DELAY_MILLIS = 2000;
    private static final int THREADS = 64;
    private static final int INTERVAL_SECONDS = 10;
    /** In intervals: each host is polled once. */
    private static final int WARM_UP = 1;

    /** A process may open 20,000 files by many defaults: a listener and a connection for each host. */
    private static final int HOSTS_OF_SERVER = 5000;

    private static final List<String> HEAP = List.of("-Xmx256m");
    private static final double GOAL = 1.2;

    private final Path home;
    private final ResultTable table;
    private final int hosts;
    private final int rounds;

    FleetRows(Path home, RunPlan plan, ResultTable table) {
        this.home = home;
        this.table = table;
        this.hosts = plan.isQuick() ? 1000 : 10_000;
        this.rounds = plan.isQuick() ? 1 : 2;
    }

    /** The output of FleetPolls. */
    private record Polls(double median, double late, double longest, long[] counts) {
        static Polls parse(String line) {
            String[] words = line.split(" ");
            long[] counts = new long[words.length - 3];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = Long.parseLong(words[i + 3]);
            }
            return new Polls(
                    Double.parseDouble(words[0]), Double.parseDouble(words[1]), Double.parseDouble(words[2]), counts);
        }

        long pinned() {
            return counts[0];
        }

        String carriers() {
            return counts[1] + " carriers, then " + counts[2];
        }

        double load() {
            return counts[3] / 1e6;
        }

        double heap() {
            return counts[4];
        }
    }

    void run() {
        int servers = (hosts + HOSTS_OF_SERVER - 1) / HOSTS_OF_SERVER;
        try (ChildProcess first = server(0);
                ChildProcess second = servers > 1 ? server(1) : null) {
            String all = endpoints(first, 0) + (second == null ? "" : "," + endpoints(second, 1));
            virtualThreads(measured(() -> polls(all)));
            executor(all);
        }
    }

    private int count(int server) {
        return Math.min(HOSTS_OF_SERVER, hosts - server * HOSTS_OF_SERVER);
    }

    private ChildProcess server(int number) {
        String first = Integer.toString(1 + number * HOSTS_OF_SERVER);
        return ChildProcess.start(
                home, "common", List.of("-Xmx512m"), "DelayedServer", first, Integer.toString(count(number)));
    }

    private String endpoints(ChildProcess server, int number) {
        return server.line().split(" ")[1] + ":" + (1 + number * HOSTS_OF_SERVER) + ":" + count(number);
    }

    private Polls polls(String servers) {
        return Polls.parse(
                run(VIRTUAL, "FleetPolls", servers, text("%d", DELAY_MILLIS), text("%d", WARM_UP), text("%d", rounds)));
    }

    private String run(int feature, String main, String... arguments) {
        try (ChildProcess program =
                ChildProcess.startWith(JavaHomes.find(feature), home, "session", HEAP, main, arguments)) {
            return program.line();
        }
    }

    /** Returns a supplier of the same result, or of the same reason why there is none. */
    private static Supplier<Polls> measured(Supplier<Polls> measurement) {
        try {
            Polls polls = measurement.get();
            return () -> polls;
        } catch (NotMeasuredException e) {
            return () -> {
                throw e;
            };
        }
    }

    private void virtualThreads(Supplier<Polls> polls) {
        String what = text(
                "%,d hosts that reply after 2 s, polled every %d s, a virtual thread each (JDK %d), -Xmx256m",
                hosts, INTERVAL_SECONDS, VIRTUAL);
        table.row(what + ": 99th percentile of a poll's time, against the server's", "at most 1.2 ×", () -> {
            double ratio = polls.get().late() / (DELAY_MILLIS * 1e6);
            String measured = Times.text(polls.get().late()) + ", longest "
                    + Times.text(polls.get().longest());
            return new Row(measured, Times.text(DELAY_MILLIS * 1e6), text("%.2f ×", ratio), ratio <= GOAL);
        });
        table.row(what + ": times that a virtual thread pinned its carrier", "0", () -> {
            return new Row(
                    Long.toString(polls.get().pinned()),
                    polls.get().carriers(),
                    "",
                    polls.get().pinned() == 0);
        });
        table.row(what + ": live heap, processors used", "completes", () -> {
            String heap = text(
                    "%.0f MB, %.1f kB a host",
                    polls.get().heap() / 1e6, polls.get().heap() / hosts / 1e3);
            return new Row(heap + text(", %.2f processors", polls.get().load()), "", "", true);
        });
    }

    private void executor(String servers) {
        table.row(
                text(
                        "%,d hosts that reply after 2 s, an executor of %d threads (JDK %d): polls a second",
                        hosts, THREADS, PLATFORM),
                "",
                () -> {
                    String[] words = run(
                                    PLATFORM,
                                    "FleetExecutor",
                                    servers,
                                    text("%d", DELAY_MILLIS),
                                    text("%d", THREADS),
                                    "9")
                            .split(" ");
                    double rate = Long.parseLong(words[0]) * 1e9 / Long.parseLong(words[1]);
                    return new Row(
                            text("%.0f/s, each host every %.0f s", rate, hosts / rate),
                            "99th percentile " + Times.text(Double.parseDouble(words[3])),
                            "",
                            null);
                });
    }
}
