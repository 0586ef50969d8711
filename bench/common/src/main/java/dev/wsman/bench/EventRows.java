package dev.wsman.bench;

import static dev.wsman.bench.ResultTable.text;

import dev.wsman.bench.ResultTable.Row;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Event subscriptions: the speed of both directions on one processor, memory, and what is seen after disconnections.
 * In the rows about speed, wsman-session and the bare read take turns in one process.
 */
final class EventRows {
    private static final List<String> HEAP = List.of("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch");
    /** As events of 1.8 kB, fewer than the 512,000 bytes that Windows sends at most by default. */
    private static final int BATCH = 200;

    private static final int SUBSCRIPTIONS = 500;
    private static final double GOAL = 1.5;
    private static final double SHARE = 0.65;

    private final Path home;
    private final RunPlan plan;
    private final ResultTable table;
    /** The output of IdleSubscriptions, which two rows use; null until it has run. */
    private String[] idle;
    /** The output of ResumedEvents, which two rows use; null until it has run. */
    private String[] resumed;

    EventRows(Path home, RunPlan plan, ResultTable table) {
        this.home = home;
        this.plan = plan;
        this.table = table;
    }

    void run() {
        List<String> stack = List.of("-Xss512k");
        String addresses = Integer.toString(SUBSCRIPTIONS + 1);
        try (ChildProcess source = ChildProcess.start(home, "common", stack, "CannedEventServer", addresses)) {
            String url = "http://127.0.0.1:" + source.line().split(" ")[1] + EventContract.path(BATCH);
            speed("poll", "through poll", url);
            speed("sink", "through the sink", url);
            million("poll", "through poll", url);
            million("sink", "through the sink", url);
            idle(url);
        }
        disconnections();
    }

    private void speed(String side, String how, String url) {
        Map<String, Series> rows;
        try (ChildProcess worker = ChildProcess.startOnOneProcessor(home, "session", HEAP, "EventWorker")) {
            rows = measure(worker, url, side, "bare-" + side);
        }
        Series ours = rows.get(side);
        String what = text("an event %s, batches of %d, one processor", how, BATCH);
        table.row(
                what + ", against a bare read",
                text("at most %s ×", GOAL),
                () -> Ratios.slower(ours, rows.get("bare-" + side), GOAL));
        table.row(text("events a second %s, one processor", how), text("at least %s ×", SHARE), () -> {
            double rate = 1e9 / ours.median(Sample::nanosEach);
            double bare = 1e9 / rows.get("bare-" + side).median(Sample::nanosEach);
            double share = rows.get("bare-" + side).ratioTo(ours, Sample::nanosEach);
            return new Row(
                    text("%,.0f/s", rate), text("bare read %,.0f/s", bare), text("%.2f ×", share), share >= SHARE);
        });
    }

    private Map<String, Series> measure(ChildProcess worker, String url, String... sides) {
        Map<String, Series> result = new LinkedHashMap<>();
        for (String side : sides) {
            result.put(side, new Series());
            new WarmUp(plan.warmUpRounds()).run(millis -> reply(worker, side, url, millis));
        }
        for (int i = 0; i < plan.rounds(); i++) {
            for (String side : sides) {
                result.get(side).addReply(reply(worker, side, url, plan.roundMillis()));
            }
        }
        return result;
    }

    private static String reply(ChildProcess worker, String side, String url, int millis) {
        try {
            worker.send(side + " " + url + " " + millis);
            return worker.line();
        } catch (NotMeasuredException e) {
            return ContenderWorker.UNMEASURED + e.getMessage();
        }
    }

    private void million(String side, String how, String url) {
        int events = plan.largestBatches() * 1000;
        table.row(
                text("%,d events %s with -Xmx64m: last quarter's time per event to the first's", events, how),
                "completes, at most 1.1 ×",
                () -> {
                    String[] quarters = run("-Xmx64m", "MillionEvents", url, side, Integer.toString(events));
                    double first = Double.parseDouble(quarters[0]);
                    double last = Double.parseDouble(quarters[3]);
                    return new Row(
                            Times.text(last), Times.text(first), text("%.2f ×", last / first), last / first <= 1.1);
                });
    }

    private void idle(String url) {
        String what = text("%d idle subscriptions, each on a session of its own", SUBSCRIPTIONS);
        table.row(what + ": live heap of each", "under 100 kB", () -> {
            double each = Double.parseDouble(idleFigures(url)[0]) / SUBSCRIPTIONS;
            return new Row(text("%.1f kB", each / 1000), "", "", each < 100_000);
        });
        table.row(what + ": threads they keep", "0", () -> {
            String[] figures = idleFigures(url);
            return new Row(figures[1], figures[2] + " sockets", "", figures[1].equals("0"));
        });
    }

    private String[] idleFigures(String url) {
        if (idle == null) {
            idle = run("-Xmx1g", "IdleSubscriptions", url, Integer.toString(SUBSCRIPTIONS));
        }
        return idle;
    }

    private void disconnections() {
        int times = plan.isQuick() ? 100 : 1000;
        String what = text("%,d forced disconnections", times);
        table.row(what + ": events that were never seen", "0", () -> {
            String[] counts = resumed(times);
            return new Row(counts[0], counts[2] + " written", "", counts[0].equals("0"));
        });
        table.row(what + ": different (computer, channel, record)", "those written", () -> {
            String[] counts = resumed(times);
            String repeated = counts[3] + " arrived again";
            return new Row(counts[1], counts[2] + " written", repeated, counts[1].equals(counts[2]));
        });
    }

    /** Returns how many events were never seen, and how many keys there were, how many written, and repeated. */
    private String[] resumed(int times) {
        if (resumed == null) {
            try (ChildProcess service =
                    ChildProcess.start(home, "service", List.of("-Xmx512m"), "EventService", Integer.toString(times))) {
                resumed = run("-Xmx128m", "ResumedEvents", service.line());
            }
        }
        return resumed;
    }

    private String[] run(String heap, String main, String... arguments) {
        try (ChildProcess program = ChildProcess.start(home, "session", List.of(heap), main, arguments)) {
            return program.line().split(" ");
        }
    }
}
