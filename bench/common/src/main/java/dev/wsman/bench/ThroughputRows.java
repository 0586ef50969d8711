package dev.wsman.bench;

import static dev.wsman.bench.ResultTable.text;

import dev.wsman.bench.ResultTable.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Gets of eight threads on one session. Three times, each contender is started again: how the JIT compiles a process
 * differs from one to the next, and a goal that holds only in some of them does not hold. The worst of the three counts.
 */
final class ThroughputRows {
    private static final int RUNS = 3;
    private static final int THREADS = 8;
    private static final double GOAL = 0.8;

    private final Path home;
    private final RunPlan plan;
    private final String url;
    private final ResultTable table;
    private final List<Map<String, Series>> runs = new ArrayList<>();

    ThroughputRows(Path home, RunPlan plan, String url, ResultTable table) {
        this.home = home;
        this.plan = plan;
        this.url = url;
        this.table = table;
    }

    void run() {
        for (int i = 0; i < RUNS; i++) {
            runs.add(measure());
        }
        String what = "Get, 8 threads on one session: throughput, worst of three runs";
        table.row(what + ", against bare round trips and scan", text("at least %s ×", GOAL), this::worst);
    }

    private Map<String, Series> measure() {
        try (ChildProcess session = ChildProcess.start(home, "session", SpeedRows.HEAP, "SessionWorker");
                ChildProcess floor = ChildProcess.start(home, "session", SpeedRows.HEAP, "FloorWorker")) {
            return new Contest(plan, url)
                    .with("session", session, "-")
                    .with("floor", floor, "-")
                    .measure("get", "/wsman", THREADS, "session", "floor");
        }
    }

    private Row worst() {
        List<Double> ratios = runs.stream()
                .map(run -> run.get("floor").ratioTo(run.get("session"), Sample::nanosEach))
                .toList();
        double worst = ratios.stream().min(Comparator.naturalOrder()).orElseThrow();
        Map<String, Series> run = runs.get(ratios.indexOf(worst));
        List<String> all = ratios.stream().map(ratio -> text("%.2f", ratio)).toList();
        return new Row(
                rate(run.get("session")),
                rate(run.get("floor")),
                text("%.2f × (%s)", worst, String.join(", ", all)),
                worst >= GOAL);
    }

    private static String rate(Series series) {
        return text("%.0f/s", 1e9 / series.median(Sample::nanosEach));
    }
}
