package dev.wsman.bench;

import java.util.Locale;

/** Prints a row as soon as its figures are there, as Markdown; remembers whether all goals were met. */
final class ResultTable {
    private int missed;
    private int notMeasured;

    /** What a row needs to be judged. */
    @FunctionalInterface
    interface Figures {
        /** The row's texts: measured, against, ratio; and whether the goal holds, or null where there is none. */
        Row row();
    }

    record Row(String measured, String against, String ratio, Boolean holds) {}

    void head() {
        System.out.println("| what | measured | against | ratio | goal | holds |");
        System.out.println("|---|---|---|---|---|---|");
    }

    void row(String what, String goal, Figures figures) {
        try {
            Row row = figures.row();
            String holds = row.holds() == null ? "–" : row.holds() ? "yes" : "**no**";
            missed += Boolean.FALSE.equals(row.holds()) ? 1 : 0;
            print(what, row.measured(), row.against(), row.ratio(), goal, holds);
        } catch (NotMeasured e) {
            notMeasured++;
            print(what, "not measured: " + e.getMessage(), "", "", goal, "");
        }
    }

    private static void print(String... cells) {
        System.out.println("| " + String.join(" | ", cells) + " |");
    }

    String summary() {
        return missed + " goals missed, " + notMeasured + " rows not measured";
    }

    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Nanoseconds in the unit that suits them. */
    static String time(double nanos) {
        return nanos < 1e6 ? text("%.1f µs", nanos / 1e3) : nanos < 1e9 ? text("%.1f ms", nanos / 1e6) : seconds(nanos);
    }

    private static String seconds(double nanos) {
        return text("%.2f s", nanos / 1e9);
    }
}
