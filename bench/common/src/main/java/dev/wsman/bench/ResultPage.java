package dev.wsman.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the results of a run to the page about benchmarks: the table and the charts. */
public final class ResultPage {
    /** The file of results in the folder {@code bench}. */
    static final String RESULTS = "results.tsv";

    private static final String START = "<!-- results: written by bench/run -->\n";
    private static final String END = "<!-- end of results -->\n";

    private ResultPage() {}

    /** Arguments: the file of results, and the folder of the page. */
    public static void main(String[] arguments) {
        write(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    /** Replaces the table in {@code benchmarks.md} and the charts of a folder. */
    static void write(Path results, Path docs) {
        ResultFile file = ResultFile.read(results);
        Path page = docs.resolve("benchmarks.md");
        try {
            String text = Files.readString(page);
            int start = text.indexOf(START);
            int end = text.indexOf(END);
            if (start < 0 || end < start) {
                throw new IllegalArgumentException(page + " has no place for the results");
            }
            Files.writeString(page, text.substring(0, start + START.length()) + section(file) + text.substring(end));
            Files.writeString(docs.resolve("benchmarks.svg"), new ResultChart(file).svg());
            Files.writeString(docs.resolve("benchmark-goals.svg"), new GoalChart(file).svg());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String section(ResultFile file) {
        StringBuilder section = new StringBuilder("\n" + file.environment() + ". " + missed(file.rows()));
        file.notes().forEach(note -> section.append(' ').append(note));
        section.append("\n\n").append(Result.HEAD).append('\n');
        file.rows().forEach(row -> section.append(row.markdown()).append('\n'));
        return section.append('\n').toString();
    }

    private static String missed(List<Result> rows) {
        List<String> missed = rows.stream()
                .filter(row -> row.holds().equals(Result.MISSED))
                .map(Result::what)
                .toList();
        return missed.isEmpty() ? "All goals are met." : "Missed goals: " + String.join("; ", missed) + ".";
    }
}
