package dev.wsman.bench;

import static dev.wsman.bench.ResultTable.text;

import dev.wsman.bench.ResultTable.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The time from launching a JVM to the reply to its first Identify, and the time of a second session in a JVM. The bare
 * JVM of a row makes the same round trip on the same JDK in the same round. It has the JDK's own class data archive, and
 * never one of the application: a user who creates no archive gets that time.
 */
final class StartupRows {
    private static final int AOT_JDK = 25;
    private static final double SECOND = 10;
    private static final String BARE = "FloorFirstIdentify";
    private static final String OURS = "FirstIdentify";

    private final Path home;
    private final RunPlan plan;
    private final String url;
    private final ResultTable table;
    private final Path java = Path.of(System.getProperty("java.home"));

    StartupRows(Path home, RunPlan plan, String url, ResultTable table) {
        this.home = home;
        this.plan = plan;
        this.url = url + "/wsman";
        this.table = table;
    }

    /** The nanoseconds of the launches of one kind. */
    private static final class Launches {
        private final List<Double> nanos = new ArrayList<>();

        void add(double each) {
            nanos.add(each);
        }

        double median() {
            return Series.median(nanos.stream().mapToDouble(Double::doubleValue).toArray());
        }

        /** Returns the median of the rounds' ratios. */
        double ratioTo(Launches other) {
            double[] ratios = new double[Math.min(nanos.size(), other.nanos.size())];
            for (int i = 0; i < ratios.length; i++) {
                ratios[i] = nanos.get(i) / other.nanos.get(i);
            }
            return Series.median(ratios);
        }
    }

    void run() {
        withoutArchiveAndWithAppCds();
        table.row("the same with an AOT cache, JDK 25", "at most 1.6 ×", this::withAotCache);
        secondSession();
    }

    private void withoutArchiveAndWithAppCds() {
        String archive = home.resolve("target/first-identify.jsa").toString();
        launch(java, "session", OURS, "-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off");
        launch(java, "opennms", "OpenNmsFirstIdentify");
        Launches ours = new Launches();
        Launches archived = new Launches();
        Launches openNms = new Launches();
        Launches bare = new Launches();
        for (int i = 0; i < plan.launches(); i++) {
            ours.add(launch(java, "session", OURS));
            bare.add(launch(java, "session", BARE));
            archived.add(launch(java, "session", OURS, "-XX:SharedArchiveFile=" + archive));
            if (i < plan.slowRounds()) {
                openNms.add(launch(java, "opennms", "OpenNmsFirstIdentify"));
            }
        }
        table.row("JVM start to the first Identify, against OpenNMS", "at most 0.75 ×", () -> {
            double ratio = ours.ratioTo(openNms);
            return new Row(
                    Times.text(ours.median()), Times.text(openNms.median()), text("%.2f ×", ratio), ratio <= 0.75);
        });
        table.row("JVM start to the first Identify", Ratios.most(3), () -> againstBare(ours, bare, 3));
        table.row("the same with an AppCDS archive", Ratios.most(1.9), () -> againstBare(archived, bare, 1.9));
    }

    /** The JVM writes the cache when it ends, and a second JVM that it starts finishes it. */
    private Row withAotCache() {
        Path jdk = JavaHomes.find(AOT_JDK);
        String cache = home.resolve("target/first-identify.aot").toString();
        launch(jdk, "session", OURS, "-XX:AOTCacheOutput=" + cache, "-Xlog:aot=off", "-Xlog:cds=off");
        Launches cached = new Launches();
        Launches bare = new Launches();
        for (int i = 0; i < plan.launches(); i++) {
            cached.add(launch(jdk, "session", OURS, "-XX:AOTCache=" + cache));
            bare.add(launch(jdk, "session", BARE));
        }
        return againstBare(cached, bare, 1.6);
    }

    private static Row againstBare(Launches ours, Launches bare, double goal) {
        double ratio = ours.ratioTo(bare);
        return new Row(
                Times.text(ours.median()), "floor " + Times.text(bare.median()), text("%.2f ×", ratio), ratio <= goal);
    }

    /** Returns the nanoseconds from the launch to the first line of output. */
    private double launch(Path jdk, String module, String main, String... options) {
        long start = System.nanoTime();
        try (ChildProcess program = ChildProcess.startWith(jdk, home, module, List.of(options), main, url)) {
            program.line();
            return System.nanoTime() - start;
        }
    }

    private void secondSession() {
        Launches second = new Launches();
        Launches again = new Launches();
        Launches bare = new Launches();
        for (int i = 0; i < plan.launches(); i++) {
            try (ChildProcess program = ChildProcess.start(home, "session", List.of(), "SecondSession", url)) {
                String[] nanos = program.line().split(" ");
                second.add(Double.parseDouble(nanos[0]));
                bare.add(Double.parseDouble(nanos[1]));
                again.add(Double.parseDouble(nanos[2]));
            }
        }
        table.row(
                "a second session, build to first reply, against a second bare connection",
                Ratios.most(SECOND),
                () -> againstBare(second, bare, SECOND));
        table.row(
                "a session after the last was closed, build to first reply, against a second bare connection",
                "",
                () -> {
                    Row row = againstBare(again, bare, 0);
                    return new Row(row.measured(), row.against(), row.ratio(), null);
                });
    }
}
