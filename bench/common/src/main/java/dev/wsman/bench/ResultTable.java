package dev.wsman.bench;

import java.util.Locale;

/** Prints each row as Markdown as soon as it is measured, and counts missed goals. */
final class ResultTable {
    private int missed;
    private int notMeasured;

    /** Measures the figures of a row. */
    @FunctionalInterface
    interface Figures {
        /**
         * Returns the texts of the row: measured, against, ratio; and whether the goal is met, or null if there is no
         * goal.
         */
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
        } catch (NotMeasuredException e) {
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

    /** Returns nanoseconds as text, in microseconds, milliseconds or seconds. */
    static String time(double nanos) {
        return nanos < 1e6 ? text("%.1f µs", nanos / 1e3) : nanos < 1e9 ? text("%.1f ms", nanos / 1e6) : seconds(nanos);
    }

    private static String seconds(double nanos) {
        return text("%.2f s", nanos / 1e9);
    }
}
