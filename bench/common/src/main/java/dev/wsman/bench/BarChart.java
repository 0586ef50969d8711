package dev.wsman.bench;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Bars of times in panels, as SVG. Each panel has its own linear scale from zero.
 */
final class BarChart {
    private static final int WIDTH = 760;
    private static final int MARGIN = 24;
    private static final int LABELS = 250;
    private static final int FIGURES = 76;
    private static final int BAR = 18;
    private static final int PITCH = 26;
    private static final int HEADING = 34;
    private static final int GAP = 22;

    private final String title;
    private final List<Panel> panels;

    /** Bars with the same scale under a heading. */
    record Panel(String heading, List<Bar> bars) {}

    /**
     * A time, or a text without a bar.
     *
     * @param ours whether it is a figure of wsman-session
     */
    record Bar(String label, String figure, boolean ours) {
        /** Returns the nanoseconds; 0 if the figure is not a time. */
        double nanos() {
            return Times.nanos(figure);
        }
    }

    BarChart(String title, List<Panel> panels) {
        this.title = title;
        this.panels = panels;
    }

    /** Returns the document. */
    String svg() {
        int height = MARGIN;
        StringBuilder body = new StringBuilder();
        for (Panel panel : panels) {
            body.append(panel(panel, height));
            height += HEADING + panel.bars().size() * PITCH + GAP;
        }
        return SvgChart.document(WIDTH, height, title, description(), body.toString());
    }

    private static String panel(Panel panel, int top) {
        double longest = panel.bars().stream().mapToDouble(Bar::nanos).max().orElse(0);
        StringBuilder svg = new StringBuilder(SvgChart.label("heading", MARGIN, top + 14, panel.heading()));
        int y = top + HEADING;
        for (Bar bar : panel.bars()) {
            svg.append(bar(bar, y, longest));
            y += PITCH;
        }
        return svg.toString();
    }

    private static String bar(Bar bar, int y, double longest) {
        int left = MARGIN + LABELS;
        double width = longest == 0 ? 0 : (WIDTH - left - MARGIN - FIGURES) * bar.nanos() / longest;
        return SvgChart.label("label", MARGIN, y + 13, bar.label())
                + (bar.nanos() == 0 ? "" : SvgChart.bar(bar.ours() ? "ours" : "other", left, y, width, BAR))
                + SvgChart.label("figure", left + width + 8, y + 13, bar.figure());
    }

    private String description() {
        return panels.stream()
                .map(panel -> panel.heading() + ": "
                        + panel.bars().stream()
                                .map(bar -> bar.label() + " " + bar.figure())
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining(". ", "", "."));
    }
}
