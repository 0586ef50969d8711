package dev.wsman.tour;

import dev.wsman.codegen.model.PrintableText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Prints headings, facts and tables for a terminal of 100 columns. */
final class TourPage {
    private static final int WIDTH = 100;
    private static final String INDENT = "   ";
    private static final int LABELS = 14;

    private final PrintStream out;
    private int parts;

    TourPage(PrintStream out) {
        this.out = out;
    }

    /** Starts a part, with its title and the call that it shows. */
    void part(String title, String call) {
        out.println();
        out.println(++parts + "  " + title);
        line(call);
        out.println();
    }

    /** Prints one line of any length. */
    void line(String text) {
        out.println((INDENT + printable(text)).stripTrailing());
    }

    /** Prints a label and a value, wrapped to several lines if necessary. */
    void fact(String label, String value) {
        String name = label;
        for (String line : wrapped(printable(value), WIDTH - INDENT.length() - LABELS)) {
            out.println((INDENT + padded(name, LABELS) + line).stripTrailing());
            name = "";
        }
    }

    /** Prints a label and XML with one element per line. */
    void xml(String label, String xml) {
        String name = label;
        for (String element : xml.strip().split("(?<=>)(?=<)")) {
            fact(name, element.replaceAll("\\s+", " "));
            name = "";
        }
    }

    /** Prints columns under titles. A title that starts with a space belongs to a column of numbers, aligned right. */
    void table(List<String> titles, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(titles.stream().map(String::strip).toList());
        rows.forEach(row -> all.add(row.stream().map(TourPage::printable).toList()));
        int[] widths = IntStream.range(0, titles.size())
                .map(column -> all.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder(INDENT);
            for (int column = 0; column < widths.length; column++) {
                String cell = row.get(column);
                String gap = " ".repeat(widths[column] - cell.length());
                line.append(titles.get(column).startsWith(" ") ? gap + cell : cell + gap)
                        .append(INDENT);
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    /** Names come from servers: characters that a terminal would interpret are escaped. */
    private static String printable(String text) {
        return PrintableText.of(text);
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int blank = rest.lastIndexOf(' ', width);
            int end = blank > 0 ? blank : width;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
