package dev.wsman.bench;

import static dev.wsman.bench.ResultTable.text;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How much of its goal each row uses, as SVG: a bar for each row whose goal is a ratio or an exponent. A bar that ends
 * at the line meets its goal exactly, and one that passes the line misses it.
 */
final class GoalChart {
    private static final int WIDTH = 1200;
    private static final int MARGIN = 24;
    private static final int LABELS = 680;
    private static final int PITCH = 22;
    private static final int BAR = 14;
    private static final int TOP = 64;
    /** The length of a bar at its goal. */
    private static final int GOAL = 180;
    /** A bar is not longer than this many times its goal. */
    private static final double LONGEST = 1.4;

    private static final Pattern LIMIT = Pattern.compile("(processor |exponent )?at (most|least) ([0-9.]+)( ×)?");
    private static final Pattern RATIO = Pattern.compile("([0-9.]+) ×");
    private static final Pattern PROCESSOR = Pattern.compile("processor ([0-9.]+) ×");
    private static final Pattern EXPONENT = Pattern.compile("exponent ([0-9.]+)");

    private final ResultFile results;

    GoalChart(ResultFile results) {
        this.results = results;
    }

    /**
     * A row with such a goal.
     *
     * @param share the part of the goal that the row uses; more than 1 if it misses the goal
     * @param figure what was reached, and the goal
     */
    private record Use(String label, double share, String figure) {}

    String svg() {
        List<Use> uses = results.rows().stream()
                .map(GoalChart::use)
                .filter(use -> use.share() > 0)
                .toList();
        int height = TOP + uses.size() * PITCH + MARGIN;
        StringBuilder body = new StringBuilder();
        body.append(SvgChart.label("heading", MARGIN, MARGIN + 10, "How much of its goal each row uses"));
        int goal = MARGIN + LABELS + GOAL;
        body.append(SvgChart.label("figure", goal + 4, TOP - 12, "goal"));
        int y = TOP;
        for (Use use : uses) {
            body.append(bar(use, y));
            y += PITCH;
        }
        body.append(
                text("  <line class=\"goal\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n", goal, TOP - 24, goal, y));
        String title = "Goals of wsman-session's benchmarks (" + results.environment() + ")";
        return SvgChart.document(WIDTH, height, title, description(uses), body.toString());
    }

    private static String bar(Use use, int y) {
        int left = MARGIN + LABELS;
        double length = GOAL * Math.min(use.share(), LONGEST);
        return SvgChart.label("label", MARGIN, y + 12, use.label())
                + SvgChart.bar(use.share() > 1 ? "missed" : "ours", left, y, length, BAR)
                + SvgChart.label("figure", left + GOAL * LONGEST + 8, y + 12, use.figure());
    }

    private static String description(List<Use> uses) {
        return uses.stream().map(use -> use.label() + ": " + use.figure()).collect(Collectors.joining("; ", "", "."));
    }

    /** Returns what a row uses of its goal; a share of 0 if its goal is of another kind, or it was not measured. */
    private static Use use(Result row) {
        Matcher limit = LIMIT.matcher(row.goal());
        Matcher figure = limit.find() ? figure(limit).matcher(row.ratio()) : null;
        if (figure == null || limit.group(4) == null && figure.pattern() != EXPONENT || !figure.find()) {
            return new Use(row.what(), 0, "");
        }
        double reached = Double.parseDouble(figure.group(1));
        double allowed = Double.parseDouble(limit.group(3));
        boolean isMost = limit.group(2).equals("most");
        return new Use(
                row.what(), isMost ? reached / allowed : allowed / reached, figure.group() + " (" + bound(limit) + ")");
    }

    /** Returns the goal without its subject, which the figure has. */
    private static String bound(Matcher limit) {
        String subject = limit.group(1) == null ? "" : limit.group(1);
        return limit.group().substring(subject.length());
    }

    private static Pattern figure(Matcher limit) {
        String subject = limit.group(1) == null ? "" : limit.group(1);
        return subject.isEmpty() ? RATIO : subject.startsWith("processor") ? PROCESSOR : EXPONENT;
    }
}
