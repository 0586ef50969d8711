package dev.wsman.testkit.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The sizes of a process in bytes, from the process list of the operating system.
 *
 * @param resident the memory in use
 * @param virtual the virtual memory; 0 if the list does not have it
 */
record ProcessSizes(long resident, long virtual) {
    private static final long KIBI = 1024;
    private static final List<String> PS = List.of("ps", "-axo", "pid=,rss=,vsz=");
    private static final List<String> TASKLIST = List.of("tasklist", "/fo", "csv", "/nh");
    private static final Pattern PS_LINE = Pattern.compile("\\s*(\\d+)\\s+(\\d+)\\s+(\\d+)\\s*");
    /**
     * Name, identifier, session, number of the session and memory, such as "12,345 K" with separators of any locale.
     */
    private static final Pattern TASKLIST_LINE =
            Pattern.compile("\"[^\"]*\",\"(\\d+)\",\"[^\"]*\",\"[^\"]*\",\"(.*)\"\\s*");

    /** Returns the sizes by process identifier; empty if the list cannot be read. */
    static Map<Long, ProcessSizes> list() {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        try {
            Process list = new ProcessBuilder(windows ? TASKLIST : PS)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            list.getOutputStream().close();
            // only digits are read, so that the character set of the console does not matter
            try (BufferedReader lines = list.inputReader(StandardCharsets.ISO_8859_1)) {
                return parse(lines.lines());
            }
        } catch (IOException missing) {
            return Map.of();
        }
    }

    /** Reads the lines of {@code ps} or {@code tasklist}, and skips all others. */
    static Map<Long, ProcessSizes> parse(Stream<String> lines) {
        Map<Long, ProcessSizes> sizes = new HashMap<>();
        lines.forEach(line -> {
            Matcher ps = PS_LINE.matcher(line);
            Matcher task = TASKLIST_LINE.matcher(line);
            if (ps.matches()) {
                sizes.put(
                        number(ps.group(1)), new ProcessSizes(number(ps.group(2)) * KIBI, number(ps.group(3)) * KIBI));
            } else if (task.matches()) {
                sizes.put(number(task.group(1)), new ProcessSizes(number(task.group(2)) * KIBI, 0));
            }
        });
        return sizes;
    }

    private static long number(String text) {
        String digits = text.replaceAll("[^0-9]", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }
}
