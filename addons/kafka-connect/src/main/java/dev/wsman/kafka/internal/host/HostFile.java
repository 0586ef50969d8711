package dev.wsman.kafka.internal.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file with one host in each line. What follows {@code #} is a comment.
 *
 * @param path the file, in UTF-8
 */
public record HostFile(Path path) {
    /** Editors of Windows write it at the beginning of a file in UTF-8. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException if the file cannot be read or a host is not valid; the message names the file
     */
    public HostList read() {
        List<String> lines;
        try {
            lines = Files.readAllLines(path);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "cannot read " + path + " (" + e.getClass().getSimpleName()
                            + "); the file must exist on every worker, in UTF-8, readable for the worker's user",
                    e);
        }
        try {
            return HostList.of(lines.stream()
                    .map(line -> line.replace(BYTE_ORDER_MARK, "")
                            .replaceFirst("#.*", "")
                            .strip())
                    .filter(host -> !host.isEmpty())
                    .toList());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
    }
}
