package dev.wsman.bench;

import static dev.wsman.bench.ResultTable.text;

import dev.wsman.bench.ResultTable.Row;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The speed of enumerations and Gets. Each contender is warm and in a process of its own, and all contenders take turns
 * in each round.
 */
final class SpeedRows {
    /** All pages are in memory before the first round: page faults of a large heap cost more than a Get. */
    private static final List<String> HEAP = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

    private final Path home;
    private final RunPlan plan;
    private final String url;
    private final ResultTable table;

    SpeedRows(Path home, RunPlan plan, String url, ResultTable table) {
        this.home = home;
        this.plan = plan;
        this.url = url;
        this.table = table;
    }

    /** A contender in its process, and the kind of items that it reads. */
    private record Side(ChildProcess program, String kind) {}

    void run() {
        try (ChildProcess session = start("session", "SessionWorker");
                ChildProcess floor = start("session", "FloorWorker");
                ChildProcess text = start("session", "FloorWorker", "text");
                ChildProcess openNms = start("opennms", "OpenNmsWorker");
                ChildProcess naive = start("naive", "NaiveWorker")) {
            Map<String, Side> all = new LinkedHashMap<>();
            all.put("untyped", new Side(session, "untyped"));
            all.put("floor", new Side(floor, "floor"));
            all.put("text", new Side(text, "floor"));
            all.put("openNms", new Side(openNms, "untyped"));
            all.put("naive", new Side(naive, "untyped"));
            gets(all);
            enumerations(all, session);
        }
    }

    private ChildProcess start(String module, String main, String... arguments) {
        return ChildProcess.start(home, module, HEAP, main, arguments);
    }

    private void gets(Map<String, Side> all) {
        Map<String, Series> one = measure(only(all, "untyped", "floor", "openNms", "naive"), "get", "/wsman", 1);
        table.row(
                "Get, warm, one thread, against OpenNMS",
                "at least 60 ×",
                () -> faster(one.get("untyped"), one.get("openNms"), 60));
        table.row(
                "Get, warm, one thread, against a bare round trip and scan",
                "at most 2 ×",
                () -> slower(one.get("untyped"), one.get("floor"), 2));
        table.row(
                "Get, warm, one thread, against stock CXF", "", () -> faster(one.get("untyped"), one.get("naive"), 0));
        Map<String, Series> eight = measure(only(all, "untyped", "floor"), "get", "/wsman", 8);
        table.row("Get, 8 threads on one session: throughput", "at least 0.75 ×", () -> {
            Series ours = eight.get("untyped");
            double ratio = 1 / ours.ratioTo(eight.get("floor"), Sample::nanosEach);
            return new Row(rate(ours), rate(eight.get("floor")), text("%.2f ×", ratio), ratio >= 0.75);
        });
        table.row(
                "allocation per Get", "at most 90 kB", () -> allocation(one.get("untyped"), one.get("floor"), 90_000));
    }

    private static String rate(Series series) {
        return text("%.0f/s", 1e9 / series.median(Sample::nanosEach));
    }

    private void enumerations(Map<String, Side> all, ChildProcess session) {
        Map<String, Series> twenty = measure(
                only(all, "untyped", "floor", "openNms", "naive"),
                "enumerate",
                CannedContract.path(20, plan.isQuick() ? 5 : 20),
                1);
        againstOpenNms("untyped enumeration, batches of 20", twenty, "untyped", 15);
        againstFloor("untyped enumeration, batches of 20", twenty, "untyped", 0);
        Map<String, Series> hundred =
                measure(only(all, "untyped", "floor"), "enumerate", CannedContract.path(100, 20), 1);
        againstFloor("untyped enumeration, batches of 100", hundred, "untyped", 1.35);
        Map<String, Side> kinds = new LinkedHashMap<>(all);
        kinds.put("cim-five", new Side(session, "cim-five"));
        kinds.put("cim-all", new Side(session, "cim-all"));
        kinds.put("jaxb", new Side(session, "jaxb"));
        Map<String, Series> thousand = measure(kinds, "enumerate", CannedContract.path(1000, 5), 1);
        rowsOfBatchesOf1000(thousand);
        Map<String, Series> many =
                measure(only(all, "untyped", "floor"), "enumerate", CannedContract.path(20_000, 2), 1);
        againstFloor("untyped enumeration, batches of 20,000", many, "untyped", 1.35);
    }

    private void rowsOfBatchesOf1000(Map<String, Series> rows) {
        againstFloor("untyped enumeration, batches of 1000", rows, "untyped", 1.35);
        againstOpenNms("untyped enumeration, batches of 1000", rows, "untyped", 9);
        table.row(
                "untyped enumeration, batches of 1000, against stock CXF with DOM items",
                "",
                () -> faster(rows.get("untyped"), rows.get("naive"), 0));
        table.row(
                "untyped enumeration, batches of 1000, against a scan that makes strings of names and text",
                "",
                () -> slower(rows.get("untyped"), rows.get("text"), 0));
        againstFloor("typed from a CIM declaration, five properties read, batches of 1000", rows, "cim-five", 1.45);
        againstFloor("typed from a CIM declaration, all properties read, batches of 1000", rows, "cim-all", 1.9);
        againstOpenNms("typed from a CIM declaration, five properties read, batches of 1000", rows, "cim-five", 8);
        againstOpenNms("typed from a CIM declaration, all properties read, batches of 1000", rows, "cim-all", 8);
        againstFloor("typed by the caller's JAXB class, batches of 1000", rows, "jaxb", 2);
        againstOpenNms("typed by the caller's JAXB class, batches of 1000", rows, "jaxb", 5);
        table.row(
                "allocation per untyped item, batches of 1000",
                "at most 8 kB",
                () -> allocation(rows.get("untyped"), rows.get("floor"), 8_000));
    }

    private void againstFloor(String what, Map<String, Series> rows, String side, double goal) {
        table.row(
                what + ", against the floor",
                goal == 0 ? "" : text("at most %s ×", goal),
                () -> slower(rows.get(side), rows.get("floor"), goal));
    }

    private void againstOpenNms(String what, Map<String, Series> rows, String side, int goal) {
        table.row(
                what + ", against OpenNMS",
                text("at least %d ×", goal),
                () -> faster(rows.get(side), rows.get("openNms"), goal));
    }

    static Row slower(Series ours, Series other, double goal) {
        double ratio = ours.ratioTo(other, Sample::nanosEach);
        return compared(ours, other, ratio, ours.ratioTo(other, Sample::cpuEach), goal == 0 ? null : ratio <= goal);
    }

    static Row faster(Series ours, Series other, double goal) {
        double ratio = other.ratioTo(ours, Sample::nanosEach);
        return compared(ours, other, ratio, other.ratioTo(ours, Sample::cpuEach), goal == 0 ? null : ratio >= goal);
    }

    private static Row compared(Series ours, Series other, double ratio, double cpu, Boolean holds) {
        return new Row(
                Times.text(ours.median(Sample::nanosEach)),
                Times.text(other.median(Sample::nanosEach)),
                text("%.2f × (processor %.2f ×)", ratio, cpu),
                holds);
    }

    private static Row allocation(Series ours, Series floor, double goal) {
        ToDoubleFunction<Sample> figure = Sample::allocatedEach;
        double bytes = ours.median(figure);
        double least = floor.median(figure);
        return new Row(
                text("%.1f kB", bytes / 1000),
                text("floor %.1f kB", least / 1000),
                text("%.1f ×", bytes / least),
                bytes <= goal);
    }

    private static Map<String, Side> only(Map<String, Side> all, String... names) {
        Map<String, Side> some = new LinkedHashMap<>();
        for (String name : names) {
            some.put(name, all.get(name));
        }
        return some;
    }

    private Map<String, Series> measure(Map<String, Side> sides, String operation, String path, int threads) {
        Map<String, Series> result = new LinkedHashMap<>();
        sides.forEach((name, side) -> {
            result.put(name, new Series());
            round(side, operation, path, plan.warmUpMillis(), threads); // warm-up, whose figures are discarded
        });
        for (int i = 0; i < plan.rounds(); i++) {
            sides.forEach((name, side) -> {
                String reply = round(side, operation, path, plan.roundMillis(), threads);
                if (reply.startsWith("sample ")) {
                    result.get(name).add(Sample.parse(reply));
                } else {
                    result.get(name).missing(reply.substring(ContenderWorker.UNMEASURED.length()));
                }
            });
        }
        return result;
    }

    private String round(Side side, String operation, String path, int millis, int threads) {
        side.program().send(operation + " " + side.kind() + " " + url + path + " " + millis + " " + threads);
        return side.program().line();
    }
}
