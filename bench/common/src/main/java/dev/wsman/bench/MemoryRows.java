package dev.wsman.bench;

import static dev.wsman.bench.ResultTable.text;

import dev.wsman.bench.ResultTable.Row;
import java.nio.file.Path;
import java.util.List;

/** The memory that sessions, items and batches retain, each measured in a JVM of its own. */
final class MemoryRows {
    private static final int SESSIONS = 2000;

    private final Path home;
    private final RunPlan plan;
    private final String url;
    private final ResultTable table;
    /** The output of IdleSessions, which two rows use; null until it has run. */
    private String[] sessions;

    MemoryRows(Path home, RunPlan plan, String url, ResultTable table) {
        this.home = home;
        this.plan = plan;
        this.url = url;
        this.table = table;
    }

    void run() {
        int items = plan.largestBatches() * 1000;
        table.row(
                text("%,d items in batches of 1000 with -Xmx48m: last quarter's time per item to the first's", items),
                "completes, at most 1.1 ×",
                () -> million(items));
        table.row(
                "one batch of 60,000 items: heap it holds, to three times that of 20,000",
                "at most 1.1 ×",
                this::batch);
        table.row("2,000 idle sessions: live heap of each", "under 100 kB", this::idleSessions);
        table.row("2,000 idle sessions: threads they keep", "0", () -> {
            String[] figures = sessions();
            return new Row(figures[1], figures[2] + " sockets", "", Integer.parseInt(figures[1]) == 0);
        });
    }

    private Row million(int items) {
        String[] quarters = run("-Xmx48m", "MillionItems", url + CannedContract.path(1000, plan.largestBatches()));
        double first = Double.parseDouble(quarters[1]);
        double last = Double.parseDouble(quarters[4]);
        if (Long.parseLong(quarters[0]) != items) {
            throw new NotMeasuredException("only " + quarters[0] + " items arrived");
        }
        return new Row(
                text("%.1f µs", last / 1e3),
                text("%.1f µs", first / 1e3),
                text("%.2f ×", last / first),
                last / first <= 1.1);
    }

    private Row batch() {
        double large = largeBatch(60_000);
        double small = largeBatch(20_000);
        double ratio = large / (3 * small);
        return new Row(
                text("%.0f MB (%.1f kB an item)", large / 1e6, large / 60_000 / 1000),
                text("%.0f MB", small / 1e6),
                text("%.2f ×", ratio),
                ratio <= 1.1);
    }

    private double largeBatch(int items) {
        String[] bytes = run("-Xmx1g", "LargeBatch", url + CannedContract.path(items, 1), Integer.toString(items));
        return Double.parseDouble(bytes[0]);
    }

    private Row idleSessions() {
        double each = Double.parseDouble(sessions()[0]) / SESSIONS;
        return new Row(text("%.1f kB", each / 1000), "", "", each < 100_000);
    }

    private String[] sessions() {
        if (sessions == null) {
            String port = url.substring(url.lastIndexOf(':') + 1);
            sessions = run("-Xmx1g", "IdleSessions", port, Integer.toString(SESSIONS));
        }
        return sessions;
    }

    private String[] run(String heap, String main, String... arguments) {
        try (ChildProcess program = ChildProcess.start(home, "session", List.of(heap), main, arguments)) {
            return program.line().split(" ");
        }
    }
}
