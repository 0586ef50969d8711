package dev.wsman.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures all rows of the table in sequence, and prints each row when it is measured. A full run writes the results to
 * a file, and the table and the chart to the page about benchmarks.
 */
public final class BenchmarkRun {
    private final Path home;
    private final RunPlan plan;
    private final ResultTable table = new ResultTable();

    private BenchmarkRun(Path home, RunPlan plan) {
        this.home = home;
        this.plan = plan;
    }

    /** Returns the parts of the table in sequence. */
    private List<RunPart> parts() {
        return List.of(
                canned("--items", "Gets and items", url -> new SpeedRows(home, plan, url, table).run()),
                canned("--threads", "threads on one session", url -> new ThroughputRows(home, plan, url, table).run()),
                canned("--starts", "startup", url -> new StartupRows(home, plan, url, table).run()),
                canned("--memory", "memory", url -> new MemoryRows(home, plan, url, table).run()),
                canned("--growth", "cost as work doubles", url -> new GrowthRows(home, plan, url, table).run()),
                new RunPart(
                        "--shared", "one session shared by many threads", () -> new SharedSessionRows(home, plan, table)
                                .run()),
                new RunPart("--fleet", "a fleet of hosts", () -> new FleetRows(home, plan, table).run()),
                new RunPart("--encryption", "encrypted messages", () -> new EncryptionRows(home, plan, table).run()),
                new RunPart("--logins", "logging on", () -> new LoginRows(home, plan, table).run()),
                new RunPart("--shells", "remote shells", () -> new ShellRows(home, plan, table).run()),
                new RunPart("--jars", "the class path", () -> new ClassPathRows(home, table).run()),
                new RunPart("--events", "events", () -> {
                    new EventRows(home, plan, table).run();
                    new IdlePullRows(home, plan, table).run();
                }));
    }

    /** Returns a part whose rows use the server with canned replies, which is started for it. */
    private RunPart canned(String option, String subject, Consumer<String> rows) {
        return new RunPart(option, subject, () -> {
            List<String> stack = List.of("-Xss512k");
            try (ChildProcess server = ChildProcess.start(home, "common", stack, "CannedServer", "2001")) {
                rows.accept("http://127.0.0.1:" + server.line().split(" ")[1]);
            }
        });
    }

    /**
     * Arguments: the folder {@code bench}, and options: {@code --quick} for fewer and shorter rounds, and the names of
     * parts, such as {@code --shells}, for only these parts, whose rows then replace those of the last run.
     */
    public static void main(String[] arguments) {
        List<String> options = List.of(arguments).subList(1, arguments.length);
        RunPlan plan = options.contains("--quick") ? RunPlan.quick() : RunPlan.full();
        BenchmarkRun run = new BenchmarkRun(Path.of(arguments[0]), plan);
        List<RunPart> all = run.parts();
        List<RunPart> chosen =
                all.stream().filter(part -> options.contains(part.option())).toList();
        if (chosen.size() + (plan.isQuick() ? 1 : 0) != options.size()) {
            String known = String.join(" ", all.stream().map(RunPart::option).toList());
            System.err.println("options: --quick " + known);
            System.exit(2);
        }
        run.measure(chosen.isEmpty() ? all : chosen, chosen.isEmpty());
    }

    private void measure(List<RunPart> parts, boolean isComplete) {
        long start = System.nanoTime();
        System.out.println("Java " + Runtime.version() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, load average " + load() + " at the start"
                + (plan.isQuick() ? ", quick run" : ""));
        System.out.println();
        table.head();
        StringBuilder seconds = new StringBuilder();
        for (RunPart part : parts) {
            seconds.append(", ").append(part.subject()).append(' ').append(seconds(part.rows()));
        }
        System.out.println();
        if (!plan.isQuick()) {
            write(parts, isComplete);
        }
        System.out.println("seconds: " + seconds.substring(2));
        System.out.println(table.summary() + "; load average " + load() + " at the end; "
                + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
    }

    private static long seconds(Runnable rows) {
        long start = System.nanoTime();
        rows.run();
        return Duration.ofNanos(System.nanoTime() - start).toSeconds();
    }

    private void write(List<RunPart> parts, boolean isComplete) {
        Path file = home.resolve(ResultPage.RESULTS);
        ResultFile results = new ResultFile(environment(), List.of(), table.results());
        if (!isComplete) {
            results = ResultFile.read(file).with(table.results());
            for (RunPart part : parts) {
                results = results.noting(
                        "The rows about " + part.subject() + " are from another run", ": " + environment() + ".");
            }
        }
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
