package dev.wsman.bench;

import static dev.wsman.bench.ResultTable.text;

import dev.wsman.bench.ResultTable.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Many threads on one session with its default settings, and a server that replies after 5 ms, so that the connections
 * are the limit and not the processors. The bare side has one thread for each of as many connections.
 */
final class SharedSessionRows {
    private static final int THREADS = 200;
    private static final int CONNECTIONS = 16;
    private static final String PATH = "/wsman/5";
    private static final int ROUNDS = 5;
    private static final double GOAL = 0.9;
    private static final double FAIR = 2;

    private final Path home;
    private final RunPlan plan;
    private final ResultTable table;
    private final Series session = new Series();
    private final Series bare = new Series();
    /** The median, the 99th percentile and the maximum of the wait for a connection, for each round. */
    private final List<double[]> waits = new ArrayList<>();

    SharedSessionRows(Path home, RunPlan plan, ResultTable table) {
        this.home = home;
        this.plan = plan;
        this.table = table;
    }

    void run() {
        List<String> heap = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");
        try (ChildProcess server = ChildProcess.start(home, "common", List.of("-Xmx256m"), "DelayedServer", "1", "1")) {
            String url = "http://127.0.0.1:" + server.line().split(" ")[1] + PATH;
            try (ChildProcess worker = ChildProcess.start(home, "session", heap, "SharedSession", url)) {
                measure(worker);
            }
        } catch (NotMeasuredException e) {
            session.missing(e.getMessage());
        }
        rows();
    }

    private void measure(ChildProcess worker) {
        warmUp(worker, "session", THREADS);
        warmUp(worker, "bare", CONNECTIONS);
        for (int i = 0; i < (plan.isQuick() ? plan.rounds() : ROUNDS); i++) {
            round(worker, plan.roundMillis());
        }
    }

    private void warmUp(ChildProcess worker, String side, int threads) {
        WarmUp.ofFew(plan.warmUpRounds()).run(millis -> reply(worker, side, threads, millis));
    }

    private void round(ChildProcess worker, int millis) {
        String ours = reply(worker, "session", THREADS, millis);
        session.add(Sample.parse(ours));
        bare.add(Sample.parse(reply(worker, "bare", CONNECTIONS, millis)));
        String[] words = ours.split(" ");
        waits.add(new double[] {Double.parseDouble(words[5]), Double.parseDouble(words[6])});
    }

    private static String reply(ChildProcess worker, String side, int threads, int millis) {
        worker.send(side + " " + threads + " " + millis);
        String reply = worker.line();
        if (reply.startsWith(ContenderWorker.UNMEASURED)) {
            throw new NotMeasuredException(reply.substring(ContenderWorker.UNMEASURED.length()));
        }
        return reply;
    }

    private void rows() {
        String what =
                text("Get, %d threads on one session of %d connections, replies after 5 ms", THREADS, CONNECTIONS);
        table.row(
                text("%s: throughput, against %d bare threads", what, CONNECTIONS), text("at least %s ×", GOAL), () -> {
                    double ratio = 1 / session.ratioTo(bare, Sample::nanosEach);
                    return new Row(rate(session), rate(bare), text("%.2f ×", ratio), ratio >= GOAL);
                });
        table.row(
                what + ": 99th percentile of the wait that listeners receive, against its median",
                text("at most %s ×", FAIR),
                () -> {
                    session.median(Sample::nanosEach); // the reason, if nothing was measured
                    double median = median(0);
                    double late = median(1);
                    return new Row(
                            Times.text(late), Times.text(median), text("%.2f ×", late / median), late / median <= FAIR);
                });
    }

    private double median(int column) {
        return Series.median(waits.stream().mapToDouble(round -> round[column]).toArray());
    }

    private static String rate(Series series) {
        return text("%.0f/s", 1e9 / series.median(Sample::nanosEach));
    }
}
