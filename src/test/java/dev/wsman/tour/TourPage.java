package dev.wsman.tour;

import dev.wsman.codegen.model.PrintableText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Prints headings, facts and tables for the width of a terminal. */
final class TourPage {
    private static final String INDENT = "   ";
    private static final String GAP = "  ";
    private static final String HANGING = "    ";
    private static final int LABELS = 14;
    /** The least width of the first text column of a table, which is the one that is shortened. */
    private static final int SHORTEST = 12;

    private final PrintStream out;
    private final TourTerminal terminal;
    private int parts;
    private long started;

    TourPage(PrintStream out, TourTerminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Prints a text at the left edge, wrapped to several lines if necessary. */
    void text(String text) {
        wrapped(printable(text), terminal.columns()).forEach(out::println);
    }

    /** Prints a heading without a number. */
    void heading(String title) {
        end();
        out.println();
        out.println(terminal.bold(title));
    }

    /** Starts a part, with its title and the code that it shows. Starts the clock. */
    void part(String title, String... code) {
        end();
        out.println();
        String indent = "";
        for (String line : wrapped(++parts + "  " + title, terminal.columns(), width())) {
            out.println(indent + terminal.bold(line));
            indent = INDENT;
        }
        for (String line : code) {
            block(line);
        }
        out.println();
        started = System.nanoTime();
    }

    /** Ends the current part, if there is one, and prints the time that it took. */
    void end() {
        if (started != 0) {
            long millis = (System.nanoTime() - started) / 1_000_000;
            started = 0;
            fact("time", millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0));
        }
    }

    /** Prints a text, wrapped to several lines if necessary. */
    void line(String text) {
        wrapped(printable(text), width()).forEach(line -> out.println((INDENT + line).stripTrailing()));
    }

    /** Prints text that the terminal shows less prominently, with the indentation of each line. */
    void block(String text) {
        for (String line : text.split("\\R")) {
            String blanks =
                    line.substring(0, line.length() - line.stripLeading().length());
            String indent = INDENT + blanks.substring(0, Math.min(blanks.length(), width() / 2));
            int width = terminal.columns() - indent.length();
            String hanging = "";
            for (String piece : wrapped(printable(line.strip()), width, width - HANGING.length())) {
                out.println((indent + hanging + terminal.dim(piece)).stripTrailing());
                hanging = HANGING;
            }
        }
    }

    /** Prints a message as a block, and an empty line. */
    void message(String text) {
        block(text);
        out.println();
    }

    /** Prints a label and a value, wrapped to several lines if necessary. */
    void fact(String label, String value) {
        String name = label;
        for (String line : wrapped(printable(value), width() - LABELS)) {
            out.println((INDENT + terminal.dim(name) + " ".repeat(gap(name)) + line).stripTrailing());
            name = "";
        }
    }

    /**
     * Prints columns under titles. A title that starts with a space belongs to a column of numbers, aligned right. If
     * the terminal is too narrow, the first text column is shortened, and the last columns are left out.
     */
    void table(List<String> titles, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(titles.stream().map(String::strip).toList());
        rows.forEach(row -> all.add(row.stream().map(TourPage::printable).toList()));
        int text = IntStream.range(0, titles.size())
                .filter(column -> !titles.get(column).startsWith(" "))
                .findFirst()
                .orElse(0);
        List<Integer> widths = fitted(natural(all), text);
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder(INDENT);
            for (int column = 0; column < widths.size(); column++) {
                String cell = shortened(row.get(column), widths.get(column));
                String gap = " ".repeat(widths.get(column) - cell.length());
                line.append(titles.get(column).startsWith(" ") ? gap + cell : cell + gap)
                        .append(GAP);
            }
            out.println(
                    row == all.get(0)
                            ? terminal.dim(line.toString().stripTrailing())
                            : line.toString().stripTrailing());
        }
    }

    private static List<Integer> natural(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>(Collections.nCopies(rows.get(0).size(), 0));
        for (List<String> row : rows) {
            for (int column = 0; column < widths.size(); column++) {
                widths.set(column, Math.max(widths.get(column), row.get(column).length()));
            }
        }
        return widths;
    }

    private List<Integer> fitted(List<Integer> widths, int text) {
        List<Integer> fitted = new ArrayList<>(widths);
        while (excess(fitted) > fitted.get(text) - Math.min(SHORTEST, fitted.get(text)) && fitted.size() > text + 1) {
            fitted.remove(fitted.size() - 1);
        }
        fitted.set(text, fitted.get(text) - Math.max(0, excess(fitted)));
        return fitted;
    }

    /** The number of characters that do not fit into a line. */
    private int excess(List<Integer> widths) {
        int length = widths.stream().mapToInt(Integer::intValue).sum() + GAP.length() * (widths.size() - 1);
        return length - width();
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, Math.max(0, length - 3)) + "...";
    }

    private int width() {
        return terminal.columns() - INDENT.length();
    }

    private static int gap(String label) {
        return Math.max(1, LABELS - label.length());
    }

    /** Names come from servers: characters that a terminal would interpret are escaped. */
    private static String printable(String text) {
        return PrintableText.of(text);
    }

    private static List<String> wrapped(String text, int width) {
        return wrapped(text, width, width);
    }

    /** Returns lines; the first one may have another width than the others. */
    private static List<String> wrapped(String text, int first, int others) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        int width = first;
        while (rest.length() > width) {
            int end = end(rest, width);
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
            width = others;
        }
        lines.add(rest);
        return lines;
    }

    /** Returns where a line ends: at a blank, before a tag, or after a character that separates parts of a URI. */
    private static int end(String text, int width) {
        int blank = text.lastIndexOf(' ', width);
        if (blank > width / 3) {
            return blank;
        }
        for (int end = width; end > width / 2; end--) {
            if (text.charAt(end) == '<' || separates(text, end)) {
                return end;
            }
        }
        return blank > 0 ? blank : width;
    }

    private static boolean separates(String text, int end) {
        return "/>?&,;".indexOf(text.charAt(end - 1)) >= 0
                && !text.startsWith("/", end)
                && !text.startsWith("</", end - 2);
    }
}
