package dev.wsman.bench;

import static dev.wsman.bench.ResultTable.text;

import dev.wsman.bench.ResultTable.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The exponent with which a cost grows as work doubles: the items of an enumeration, those of one batch, and open
 * sessions. The processes print a line for each amount of work.
 */
final class GrowthRows {
    private static final double GOAL = 1.05;
    private static final String GOAL_TEXT = "exponent at most 1.05";
    /** With fewer, the heap of the sessions is lost in that of the process. */
    private static final int FEWEST_SESSIONS = 64;

    private final Path home;
    private final RunPlan plan;
    private final String url;
    private final ResultTable table;

    GrowthRows(Path home, RunPlan plan, String url, ResultTable table) {
        this.home = home;
        this.plan = plan;
        this.url = url;
        this.table = table;
    }

    void run() {
        int items = plan.largestBatches() * 1000;
        table.row(
                text("time of an enumeration of 1,000 to %,d items, in batches of 1000", items),
                GOAL_TEXT,
                () -> enumerations("items", items));
        table.row(
                text("time of an enumeration of one batch of 1 to %,d items", plan.largestBatch()),
                GOAL_TEXT,
                () -> enumerations("batch", plan.largestBatch()));
        sessions();
    }

    /** Each line has the number of items, and the nanoseconds and processor time of an enumeration. */
    private Row enumerations(String kind, int largest) {
        CostGrowth time = new CostGrowth();
        CostGrowth cpu = new CostGrowth();
        double fixed = 0;
        double fixedCpu = 0;
        try (ChildProcess program = start("-Xmx256m", "EnumerationGrowth", url, kind, Integer.toString(largest))) {
            for (String[] line = figures(program); line.length > 1; line = figures(program)) {
                if (line[0].equals("0")) {
                    fixed = Double.parseDouble(line[1]);
                    fixedCpu = Double.parseDouble(line[2]);
                } else {
                    time.add(Double.parseDouble(line[0]), Double.parseDouble(line[1]));
                    cpu.add(Double.parseDouble(line[0]), Double.parseDouble(line[2]));
                }
            }
        }
        return new Row(
                Times.text(time.largestCost()),
                "without items " + Times.text(fixed),
                text(
                        "exponent %.2f, %.2f without the fixed cost (processor %.2f, %.2f)",
                        time.exponent(), time.exponentWithout(fixed), cpu.exponent(), cpu.exponentWithout(fixedCpu)),
                time.exponent() <= GOAL);
    }

    private void sessions() {
        SessionCosts ours = sessionCosts();
        SessionCosts bare = sessionCosts("bare");
        String what = text("1 to %,d sessions", plan.mostSessions());
        table.row(what + ": time to open and use them", GOAL_TEXT, () -> {
            ours.check();
            double exponent = ours.opening.exponent();
            String time = Times.text(ours.opening.largestCost());
            return new Row(time, "", text("exponent %.2f", exponent), exponent <= GOAL);
        });
        table.row(what + ": time to use each again in turn, against as many bare connections", GOAL_TEXT, () -> {
            ours.check();
            bare.check();
            double exponent = ours.polling.exponent();
            return new Row(
                    Times.text(ours.polling.largestCost()),
                    Times.text(bare.polling.largestCost()),
                    text("exponent %.2f, bare connections %.2f", exponent, bare.polling.exponent()),
                    exponent <= GOAL);
        });
        table.row(what + ": live heap while idle", GOAL_TEXT, () -> {
            ours.check();
            double exponent = ours.heap.exponent();
            String all = text("%.1f MB", ours.heap.largestCost() / 1e6);
            return new Row(all, "", text("exponent %.2f, from %d", exponent, FEWEST_SESSIONS), exponent <= GOAL);
        });
    }

    /** What sessions or bare connections cost, or why this was not measured. */
    private static final class SessionCosts {
        private final CostGrowth opening = new CostGrowth();
        private final CostGrowth polling = new CostGrowth();
        private final CostGrowth heap = new CostGrowth();
        private String missing = "";

        private void check() {
            if (!missing.isEmpty()) {
                throw new NotMeasuredException(missing);
            }
        }
    }

    /** Each line has the number of sessions, the nanoseconds to open them and to poll each once, and their heap. */
    private SessionCosts sessionCosts(String... kind) {
        SessionCosts costs = new SessionCosts();
        List<String> arguments = new ArrayList<>(
                List.of(url.substring(url.lastIndexOf(':') + 1), Integer.toString(plan.mostSessions())));
        arguments.addAll(List.of(kind));
        try (ChildProcess program = start("-Xmx2g", "SessionGrowth", arguments.toArray(new String[0]))) {
            for (String[] line = figures(program); line.length > 1; line = figures(program)) {
                int sessions = Integer.parseInt(line[0]);
                costs.opening.add(sessions, Double.parseDouble(line[1]));
                costs.polling.add(sessions, Double.parseDouble(line[2]));
                if (sessions >= FEWEST_SESSIONS) {
                    costs.heap.add(sessions, Double.parseDouble(line[3]));
                }
            }
        } catch (NotMeasuredException e) {
            costs.missing = e.getMessage();
        }
        return costs;
    }

    private ChildProcess start(String heap, String main, String... arguments) {
        return ChildProcess.start(home, "session", List.of(heap), main, arguments);
    }

    /** Returns the figures of a line; the last line has only one word. */
    private static String[] figures(ChildProcess program) {
        return program.line().split(" ");
    }
}
