package dev.wsman.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints each row as Markdown as soon as it is measured, and keeps it. */
final class ResultTable {
    private final List<Result> results = new ArrayList<>();

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
        System.out.println(Result.HEAD);
    }

    void row(String what, String goal, Figures figures) {
        try {
            Row row = figures.row();
            String holds = row.holds() == null ? "–" : row.holds() ? "yes" : Result.MISSED;
            add(new Result(what, row.measured(), row.against(), row.ratio(), goal, holds));
        } catch (NotMeasuredException e) {
            add(new Result(what, "not measured: " + e.getMessage(), "", "", goal, ""));
        }
    }

    private void add(Result result) {
        results.add(result);
        System.out.println(result.markdown());
    }

    /** Returns the rows so far. */
    List<Result> results() {
        return List.copyOf(results);
    }

    String summary() {
        return count(Result.MISSED) + " goals missed, " + count("") + " rows not measured";
    }

    private long count(String holds) {
        return results.stream().filter(row -> row.holds().equals(holds)).count();
    }

    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
