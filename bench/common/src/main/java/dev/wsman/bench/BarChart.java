package dev.wsman.bench;

import static dev.wsman.bench.ResultTable.text;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Bars of times in panels, as SVG. Each panel has its own linear scale from zero. The chart has its own background in
 * light and dark, because an image does not know the colors of the page.
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
    private static final String STYLE = """
              <style>
                .back { fill: #ffffff }
                text { font: 13px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328 }
                .heading { font-weight: 600; font-size: 14px }
                .figure { font-variant-numeric: tabular-nums }
                .ours { fill: #0b6bcb }
                .other { fill: #8c959f }
                @media (prefers-color-scheme: dark) {
                  .back { fill: #1b1b1f }
                  text { fill: #dfdfd6 }
                  .ours { fill: #5aa3ec }
                  .other { fill: #6e7681 }
                }
              </style>
            """;

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
        return text(
                                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                                        + " aria-labelledby=\"title desc\">%n",
                                WIDTH, height)
                        .replace(System.lineSeparator(), "\n")
                + "  <title id=\"title\">" + escaped(title) + "</title>\n"
                + "  <desc id=\"desc\">" + escaped(description()) + "</desc>\n"
                + STYLE
                + text("  <rect class=\"back\" width=\"%d\" height=\"%d\" rx=\"8\"/>\n", WIDTH, height)
                + body
                + "</svg>\n";
    }

    private static String panel(Panel panel, int top) {
        double longest = panel.bars().stream().mapToDouble(Bar::nanos).max().orElse(0);
        StringBuilder svg = new StringBuilder(text(
                "  <text class=\"heading\" x=\"%d\" y=\"%d\">%s</text>\n", MARGIN, top + 14, escaped(panel.heading())));
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
        String rectangle = bar.nanos() == 0
                ? ""
                : text(
                        "  <rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>\n",
                        bar.ours() ? "ours" : "other", left, y, Math.max(width, 1.5), BAR);
        return text("  <text x=\"%d\" y=\"%d\">%s</text>\n", MARGIN, y + 13, escaped(bar.label()))
                + rectangle
                + text(
                        "  <text class=\"figure\" x=\"%.1f\" y=\"%d\">%s</text>\n",
                        left + width + 8, y + 13, escaped(bar.figure()));
    }

    private String description() {
        return panels.stream()
                .map(panel -> panel.heading() + ": "
                        + panel.bars().stream()
                                .map(bar -> bar.label() + " " + bar.figure())
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining(". ", "", "."));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
