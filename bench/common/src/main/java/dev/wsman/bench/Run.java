package dev.wsman.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;

/** Measures all rows of the table, one after the other, and prints each when it is there. */
public final class Run {
    private Run() {}

    /** The folder {@code bench}, and {@code --quick} for fewer and shorter rounds. */
    public static void main(String[] arguments) {
        Path home = Path.of(arguments[0]);
        Plan plan = arguments.length > 1 && arguments[1].equals("--quick") ? Plan.quick() : Plan.full();
        long start = System.nanoTime();
        System.out.println("Java " + Runtime.version() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, load average " + load() + " at the start"
                + (plan.isQuick() ? ", quick run" : ""));
        System.out.println();
        ResultTable table = new ResultTable();
        table.head();
        try (Program server = Program.start(home, "common", java.util.List.of("-Xss512k"), "CannedServer", "2001")) {
            String url = "http://127.0.0.1:" + server.line().split(" ")[1];
            new SpeedRows(home, plan, url, table).run();
            new StartRows(home, plan, url, table).run();
            new MemoryRows(home, plan, url, table).run();
        }
        new WeightRows(home, table).run();
        System.out.println();
        System.out.println(table.summary() + "; load average " + load() + " at the end; "
                + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
    }

    private static String load() {
        return ResultTable.text("%.1f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
