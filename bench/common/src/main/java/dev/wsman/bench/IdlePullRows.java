package dev.wsman.bench;

import static dev.wsman.bench.ResultTable.text;

import dev.wsman.bench.ResultTable.Row;
import java.nio.file.Path;
import java.util.List;

/** What a Pull costs to which the source replies, as Windows does, that nothing has happened. */
final class IdlePullRows {
    private static final int SUBSCRIPTIONS = 400;
    private static final int ROUNDS = 5;
    /** The source replies after so long that a poll is not taken for one that the source refuses to wait for. */
    private static final String PATH = "/wsman/150";

    private static final double GOAL = 2;

    private final Path home;
    private final RunPlan plan;
    private final ResultTable table;

    IdlePullRows(Path home, RunPlan plan, ResultTable table) {
        this.home = home;
        this.plan = plan;
        this.table = table;
    }

    void run() {
        table.row(
                "a Pull without events: processor time, against a bare round trip and scan",
                text("processor at most %s ×", GOAL),
                this::idle);
    }

    private Row idle() {
        List<String> heap = List.of("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch");
        String count = Integer.toString(SUBSCRIPTIONS);
        try (ChildProcess source = ChildProcess.start(home, "common", List.of("-Xmx256m"), "DelayedServer", "1", "1")) {
            String url = "http://127.0.0.1:" + source.line().split(" ")[1] + PATH;
            try (ChildProcess worker = ChildProcess.start(home, "session", heap, "IdlePulls", url, count)) {
                worker.line(); // when all subscriptions are open
                return measure(worker);
            }
        }
    }

    private Row measure(ChildProcess worker) {
        warmUp(worker, "poll");
        warmUp(worker, "bare");
        Series ours = new Series();
        Series bare = new Series();
        for (int i = 0; i < (plan.isQuick() ? plan.rounds() : ROUNDS); i++) {
            ours.add(sample(worker, "poll", plan.roundMillis()));
            bare.add(sample(worker, "bare", plan.roundMillis()));
        }
        double ratio = ours.ratioTo(bare, Sample::cpuEach);
        return new Row(
                Times.text(ours.median(Sample::cpuEach)),
                Times.text(bare.median(Sample::cpuEach)),
                text("processor %.2f ×", ratio),
                ratio <= GOAL);
    }

    private void warmUp(ChildProcess worker, String side) {
        WarmUp.ofFew(plan.warmUpRounds()).run(millis -> reply(worker, side, millis));
    }

    private static Sample sample(ChildProcess worker, String side, int millis) {
        return Sample.parse(reply(worker, side, millis));
    }

    private static String reply(ChildProcess worker, String side, int millis) {
        worker.send(side + " " + millis);
        return worker.line();
    }
}
