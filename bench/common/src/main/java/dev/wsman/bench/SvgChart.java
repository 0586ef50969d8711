package dev.wsman.bench;

import static dev.wsman.bench.ResultTable.text;

/**
 * The parts that all charts have in common. A chart has its own background in light and dark, because an image does not
 * know the colors of the page.
 */
final class SvgChart {
    private static final String STYLE = """
              <style>
                .back { fill: #ffffff }
                text { font: 13px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328 }
                .heading { font-weight: 600; font-size: 14px }
                .figure { font-variant-numeric: tabular-nums }
                .ours { fill: #0b6bcb }
                .other { fill: #8c959f }
                .missed { fill: #c9510c }
                .goal { stroke: #1f2328; stroke-dasharray: 3 3 }
                @media (prefers-color-scheme: dark) {
                  .back { fill: #1b1b1f }
                  text { fill: #dfdfd6 }
                  .ours { fill: #5aa3ec }
                  .other { fill: #6e7681 }
                  .missed { fill: #f0883e }
                  .goal { stroke: #dfdfd6 }
                }
              </style>
            """;

    private SvgChart() {}

    /**
     * Returns a document.
     *
     * @param description all figures of the chart, for readers who do not see it
     * @param body the elements on the background
     */
    static String document(int width, int height, String title, String description, String body) {
        return text(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                                + " aria-labelledby=\"title desc\">\n",
                        width, height)
                + "  <title id=\"title\">" + escaped(title) + "</title>\n"
                + "  <desc id=\"desc\">" + escaped(description) + "</desc>\n"
                + STYLE
                + text("  <rect class=\"back\" width=\"%d\" height=\"%d\" rx=\"8\"/>\n", width, height)
                + body
                + "</svg>\n";
    }

    /** Returns a text of a style class. */
    static String label(String style, double x, int y, String content) {
        return text("  <text class=\"%s\" x=\"%.1f\" y=\"%d\">%s</text>\n", style, x, y, escaped(content));
    }

    /** Returns a bar of a style class. */
    static String bar(String style, int x, int y, double width, int height) {
        return text(
                "  <rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>\n",
                style, x, y, Math.max(width, 1.5), height);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
