package dev.wsman.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The results of a run in a file: a line with the environment, lines with notes, and a line for each row, with tabs
 * between its columns. The page and the chart are made from it.
 *
 * @param environment the JDK, the processors and the day, such as {@code Java 17, 2 processors, 2026-11-26}
 * @param notes sentences about this run, written by hand
 */
record ResultFile(String environment, List<String> notes, List<Result> rows) {
    private static final String COMMENT = "# ";

    static ResultFile read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            List<String> comments = lines.stream()
                    .filter(line -> line.startsWith(COMMENT))
                    .map(line -> line.substring(COMMENT.length()))
                    .toList();
            return new ResultFile(
                    comments.get(0),
                    comments.subList(1, comments.size()),
                    lines.stream()
                            .filter(line -> !line.startsWith(COMMENT))
                            .map(ResultFile::row)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Result row(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != Result.COLUMNS) {
            throw new IllegalArgumentException("not a row: " + line);
        }
        return new Result(columns[0], columns[1], columns[2], columns[3], columns[4], columns[5]);
    }

    void write(Path file) {
        List<String> lines = Stream.of(
                        Stream.of(COMMENT + environment),
                        notes.stream().map(note -> COMMENT + note),
                        rows.stream().map(ResultFile::line))
                .flatMap(part -> part)
                .toList();
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(Result row) {
        return String.join("\t", row.what(), row.measured(), row.against(), row.ratio(), row.goal(), row.holds());
    }

    /**
     * Returns these results with some rows replaced by new ones of the same names, and with the other new rows at the
     * end.
     */
    ResultFile with(List<Result> newer) {
        Map<String, Result> merged = new LinkedHashMap<>();
        rows.forEach(row -> merged.put(row.what(), row));
        newer.forEach(row -> merged.put(row.what(), row));
        return new ResultFile(environment, notes, List.copyOf(merged.values()));
    }

    /**
     * Returns these results with a note.
     *
     * @param subject the beginning of the note, and of the earlier one that it replaces
     * @param rest the rest of the new note
     */
    ResultFile noting(String subject, String rest) {
        Stream<String> others = notes.stream().filter(known -> !known.startsWith(subject));
        return new ResultFile(
                environment, Stream.concat(others, Stream.of(subject + rest)).toList(), rows);
    }

    /**
     * Returns the row with a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    Result row(String what, String against) {
        String name = against.isEmpty() ? what : what + ", against " + against;
        return rows.stream()
                .filter(row -> row.what().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no row " + name));
    }
}
