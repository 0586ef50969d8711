package dev.wsman.bench;

import static dev.wsman.bench.ResultTable.text;

import dev.wsman.bench.ResultTable.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The time from launching a JVM to the reply to its first Identify, and the time of a second session in a JVM. */
final class StartupRows {
    private final Path home;
    private final RunPlan plan;
    private final String url;
    private final ResultTable table;
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> archived = new ArrayList<>();
    private final List<Double> openNms = new ArrayList<>();
    private final List<Double> bare = new ArrayList<>();
    private final List<Double> second = new ArrayList<>();
    private final List<Double> again = new ArrayList<>();

    StartupRows(Path home, RunPlan plan, String url, ResultTable table) {
        this.home = home;
        this.plan = plan;
        this.url = url + "/wsman";
        this.table = table;
    }

    void run() {
        String archive = home.resolve("target/first-identify.jsa").toString();
        launch("session", "FirstIdentify", List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off"));
        launch("opennms", "OpenNmsFirstIdentify", List.of());
        for (int i = 0; i < plan.launches(); i++) {
            ours.add(launch("session", "FirstIdentify", List.of()));
            openNms.add(launch("opennms", "OpenNmsFirstIdentify", List.of()));
            archived.add(launch("session", "FirstIdentify", List.of("-XX:SharedArchiveFile=" + archive)));
            bare.add(launch("session", "FloorFirstIdentify", List.of()));
            secondSession();
        }
        table.row("JVM start to the first Identify, against OpenNMS", "at most 0.75 ×", () -> {
            double ratio = median(ours) / median(openNms);
            return new Row(Times.text(median(ours)), Times.text(median(openNms)), text("%.2f ×", ratio), ratio <= 0.75);
        });
        table.row("JVM start to the first Identify", "below 0.8 s", () -> below(ours, 0.8e9, bare));
        table.row("the same with an AppCDS archive", "below 0.5 s", () -> below(archived, 0.5e9, bare));
        table.row("a second session, build to first reply", "under 30 ms", () -> below(second, 30e6, null));
        table.row("a session after the last was closed, build to first reply", "", () -> below(again, 0, null));
    }

    private static Row below(List<Double> figures, double goal, List<Double> floor) {
        double median = median(figures);
        String against = floor == null ? "" : "floor " + Times.text(median(floor));
        String ratio = floor == null ? "" : text("%.1f ×", median / median(floor));
        return new Row(Times.text(median), against, ratio, goal == 0 ? null : median < goal);
    }

    private static double median(List<Double> figures) {
        return Series.median(figures.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Returns the nanoseconds from the launch to the first line of output. */
    private double launch(String module, String main, List<String> options) {
        long start = System.nanoTime();
        try (ChildProcess program = ChildProcess.start(home, module, options, main, url)) {
            program.line();
            return System.nanoTime() - start;
        }
    }

    private void secondSession() {
        try (ChildProcess program = ChildProcess.start(home, "session", List.of(), "SecondSession", url)) {
            String[] nanos = program.line().split(" ");
            second.add(Double.valueOf(nanos[0]));
            again.add(Double.valueOf(nanos[1]));
        }
    }
}
