package dev.wsman.bench;

import static dev.wsman.bench.ResultTable.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The speed of one Get, and of the items of enumerations in batches of several sizes and two forms. */
final class SpeedRows {
    /** All pages are in memory before the first round: page faults of a large heap cost more than a Get. */
    static final List<String> HEAP = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

    private static final String OURS = "untyped";
    private static final String FLOOR = "floor";
    private static final String AALTO = "aalto";
    private static final String TEXT = "text";
    private static final String OPENNMS = "openNms";
    private static final String NAIVE = "naive";

    /** The number of items of this size in a reply of Windows. */
    private static final int WINDOWS_BATCH = 30;

    private final Path home;
    private final RunPlan plan;
    private final ResultTable table;
    private final Contest contest;

    SpeedRows(Path home, RunPlan plan, String url, ResultTable table) {
        this.home = home;
        this.plan = plan;
        this.table = table;
        this.contest = new Contest(plan, url);
    }

    void run() {
        try (ChildProcess session = start("session", "SessionWorker");
                ChildProcess floor = start("session", "FloorWorker");
                ChildProcess aalto = start("session", "FloorWorker", "aalto");
                ChildProcess text = start("session", "FloorWorker", "text");
                ChildProcess openNms = start("opennms", "OpenNmsWorker");
                ChildProcess naive = start("naive", "NaiveWorker")) {
            contest.with(OURS, session, OURS)
                    .with(FLOOR, floor, FLOOR)
                    .with(AALTO, aalto, FLOOR)
                    .with(TEXT, text, FLOOR)
                    .with("cim-five", session, "cim-five")
                    .with("cim-all", session, "cim-all")
                    .with("jaxb", session, "jaxb")
                    .withSlow(OPENNMS, openNms, OURS)
                    .withSlow(NAIVE, naive, OURS);
            gets();
            smallBatches();
            asWindowsSends("", "batches of 30");
            asWindowsSends(CannedLayout.INDENTED.path, "batches of 30, indented");
            itemsThatVary();
            rowsOfBatchesOf1000();
            largeBatches();
        }
    }

    private ChildProcess start(String module, String main, String... arguments) {
        return ChildProcess.start(home, module, HEAP, main, arguments);
    }

    private void gets() {
        Map<String, Series> one = contest.measure("get", "/wsman", 1, OURS, FLOOR, AALTO, OPENNMS, NAIVE);
        String what = "Get, warm, one thread";
        againstOpenNms(what, one, OURS, 60);
        against(what + ", against a bare round trip and scan", one, OURS, FLOOR, 2);
        against(what + ", against a bare round trip and Aalto alone", one, OURS, AALTO, 0);
        table.row(what + ", against stock CXF", "", () -> Ratios.faster(one.get(OURS), one.get(NAIVE), 0));
        table.row(
                "allocation per Get", "at most 18 kB", () -> Ratios.allocation(one.get(OURS), one.get(FLOOR), 18_000));
    }

    private void smallBatches() {
        String path = CannedContract.path(20, plan.isQuick() ? 5 : 20);
        Map<String, Series> twenty = enumerate(path, OURS, FLOOR, OPENNMS);
        againstOpenNms("untyped enumeration, batches of 20", twenty, OURS, 15);
        againstFloor("untyped enumeration, batches of 20", twenty, OURS, 0);
        Map<String, Series> hundred = enumerate(CannedContract.path(100, 20), OURS, FLOOR);
        againstFloor("untyped enumeration, batches of 100", hundred, OURS, 1.35);
    }

    private void asWindowsSends(String form, String batches) {
        Map<String, Series> rows = enumerate(CannedContract.path(WINDOWS_BATCH, 20) + form, OURS, AALTO, OPENNMS);
        againstAalto("untyped enumeration, " + batches, rows, OURS, 1.4);
        againstOpenNms("untyped enumeration, " + batches, rows, OURS, 25);
    }

    /** The children of such items are not those of the item before, which are expected. */
    private void itemsThatVary() {
        String path = CannedContract.path(WINDOWS_BATCH, 20) + CannedLayout.VARIED.path;
        String what = "untyped enumeration, batches of 30, another property missing in each item";
        againstAalto(what, enumerate(path, OURS, AALTO), OURS, 0);
    }

    private void rowsOfBatchesOf1000() {
        Map<String, Series> rows = enumerate(
                CannedContract.path(1000, 5), OURS, FLOOR, AALTO, TEXT, "cim-five", "cim-all", "jaxb", OPENNMS, NAIVE);
        String untyped = "untyped enumeration, batches of 1000";
        againstAalto(untyped, rows, OURS, 1.25);
        againstFloor(untyped, rows, OURS, 1.35);
        againstOpenNms(untyped, rows, OURS, 9);
        table.row(
                untyped + ", against stock CXF with DOM items",
                "",
                () -> Ratios.faster(rows.get(OURS), rows.get(NAIVE), 0));
        against(untyped + ", against a scan that makes strings of names and text", rows, OURS, TEXT, 0);
        typed("typed from a CIM declaration, five properties read", rows, "cim-five", 1.3, 1.45, 8);
        typed("typed from a CIM declaration, all properties read", rows, "cim-all", 1.5, 1.9, 8);
        typed("typed by the caller's JAXB class", rows, "jaxb", 1.4, 2, 5);
        table.row(
                "allocation per untyped item, batches of 1000",
                "at most 4.5 kB",
                () -> Ratios.allocation(rows.get(OURS), rows.get(FLOOR), 4_500));
    }

    private void typed(String what, Map<String, Series> rows, String side, double aalto, double floor, int openNms) {
        String all = what + ", batches of 1000";
        againstAalto(all, rows, side, aalto);
        againstFloor(all, rows, side, floor);
        againstOpenNms(all, rows, side, openNms);
    }

    private void largeBatches() {
        Map<String, Series> many = enumerate(CannedContract.path(20_000, 2), OURS, FLOOR, AALTO);
        againstFloor("untyped enumeration, batches of 20,000", many, OURS, 1.35);
        againstAalto("untyped enumeration, batches of 20,000", many, OURS, 0);
    }

    private Map<String, Series> enumerate(String path, String... sides) {
        return contest.measure("enumerate", path, 1, sides);
    }

    private void againstFloor(String what, Map<String, Series> rows, String side, double goal) {
        against(what + ", against the floor", rows, side, FLOOR, goal);
    }

    private void againstAalto(String what, Map<String, Series> rows, String side, double goal) {
        against(what + ", against Aalto alone", rows, side, AALTO, goal);
    }

    private void against(String what, Map<String, Series> rows, String side, String other, double goal) {
        table.row(what, Ratios.most(goal), () -> Ratios.slower(rows.get(side), rows.get(other), goal));
    }

    private void againstOpenNms(String what, Map<String, Series> rows, String side, int goal) {
        table.row(
                text("%s, against OpenNMS", what),
                Ratios.least(goal),
                () -> Ratios.faster(rows.get(side), rows.get(OPENNMS), goal));
    }
}
