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

    /** Arguments: the folder {@code bench}, and optionally {@code --quick} for fewer and shorter rounds. */
    public static void main(String[] arguments) {
        Path home = Path.of(arguments[0]);
        RunPlan plan = arguments.length > 1 && arguments[1].equals("--quick") ? RunPlan.quick() : RunPlan.full();
        long start = System.nanoTime();
        System.out.println("Java " + Runtime.version() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, load average " + load() + " at the start"
                + (plan.isQuick() ? ", quick run" : ""));
        System.out.println();
        ResultTable table = new ResultTable();
        table.head();
        List<String> options = List.of("-Xss512k");
        try (ChildProcess server = ChildProcess.start(home, "common", options, "CannedServer", "2001")) {
            String url = "http://127.0.0.1:" + server.line().split(" ")[1];
            new SpeedRows(home, plan, url, table).run();
            new StartupRows(home, plan, url, table).run();
            new MemoryRows(home, plan, url, table).run();
        }
        new ShellRows(home, plan, table).run();
        new ClassPathRows(home, table).run();
        System.out.println();
        if (!plan.isQuick()) {
            Path results = home.resolve(ResultPage.RESULTS);
            new ResultFile(environment(), List.of(), table.results()).write(results);
            ResultPage.write(results, home.resolve("../docs"));
        }
        System.out.println(table.summary() + "; load average " + load() + " at the end; "
                + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
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
