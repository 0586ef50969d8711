package dev.wsman.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Measures all rows of the table in sequence, and prints each row when it is measured. A full run writes the results to
 * a file, and the table and the chart to the page about benchmarks.
 */
public final class BenchmarkRun {
    private BenchmarkRun() {}

    /**
     * Arguments: the folder {@code bench}, and options: {@code --quick} for fewer and shorter rounds, {@code --shells}
     * or {@code --events} for only the rows about remote shells or about events, which then replace those of the last
     * run.
     */
    public static void main(String[] arguments) {
        Path home = Path.of(arguments[0]);
        List<String> options = List.of(arguments).subList(1, arguments.length);
        RunPlan plan = options.contains("--quick") ? RunPlan.quick() : RunPlan.full();
        String only = options.contains("--shells") ? "remote shells" : options.contains("--events") ? "events" : "";
        long start = System.nanoTime();
        System.out.println("Java " + Runtime.version() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, load average " + load() + " at the start"
                + (plan.isQuick() ? ", quick run" : ""));
        System.out.println();
        ResultTable table = new ResultTable();
        table.head();
        measure(home, plan, table, only);
        System.out.println();
        if (!plan.isQuick()) {
            write(home, table, only);
        }
        System.out.println(table.summary() + "; load average " + load() + " at the end; "
                + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
    }

    /** Measures the rows about a subject; all rows if it is empty. */
    private static void measure(Path home, RunPlan plan, ResultTable table, String only) {
        if (only.isEmpty()) {
            measureSession(home, plan, table);
            new SharedSessionRows(home, plan, table).run();
            new FleetRows(home, plan, table).run();
            new EncryptionRows(home, plan, table).run();
            new LoginRows(home, plan, table).run();
        }
        if (!only.equals("events")) {
            new ShellRows(home, plan, table).run();
        }
        if (only.isEmpty()) {
            new ClassPathRows(home, table).run();
        }
        if (!only.equals("remote shells")) {
            new EventRows(home, plan, table).run();
            new IdlePullRows(home, plan, table).run();
        }
    }

    private static void measureSession(Path home, RunPlan plan, ResultTable table) {
        List<String> stack = List.of("-Xss512k");
        try (ChildProcess server = ChildProcess.start(home, "common", stack, "CannedServer", "2001")) {
            String url = "http://127.0.0.1:" + server.line().split(" ")[1];
            new SpeedRows(home, plan, url, table).run();
            new StartupRows(home, plan, url, table).run();
            new MemoryRows(home, plan, url, table).run();
        }
    }

    private static void write(Path home, ResultTable table, String only) {
        Path file = home.resolve(ResultPage.RESULTS);
        ResultFile results = only.isEmpty()
                ? new ResultFile(environment(), List.of(), table.results())
                : ResultFile.read(file)
                        .with(
                                table.results(),
                                "The rows about " + only + " are from another run",
                                ": " + environment() + ".");
        results.write(file);
        ResultPage.write(file, home.resolve("../docs"));
    }

    private static String environment() {
        return "Java " + Runtime.version().feature() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, "
                + LocalDate.now(ZoneOffset.UTC);
    }

    private static String load() {
        return ResultTable.text(
                "%.1f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
