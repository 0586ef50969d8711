package dev.wsman.testkit.shell;

import java.util.Map;
import java.util.function.Predicate;

/** The first steps of cmd.exe on the line of {@code cmd.exe /C} (SHELL-AND-CLI.md 1.9). */
final class CmdLine {
    /** The most characters of a line (SHELL-AND-CLI.md 1.3). */
    static final int LONGEST = 8191;

    private static final String SPECIAL = "&<>()@^|";

    private CmdLine() {}

    /**
     * Removes the first and the last quotation mark of a line that starts with one. The line is kept if there are
     * exactly two, with a blank and without a special character between them, and the text between them names a
     * program.
     */
    static String withoutOuterQuotes(String line, Predicate<String> isProgram) {
        String text = line.stripLeading();
        if (!text.startsWith("\"")) {
            return text;
        }
        int last = text.lastIndexOf('"');
        String between = last > 0 ? text.substring(1, last) : "";
        boolean kept = last > 0
                && between.indexOf('"') < 0
                && between.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0)
                && between.chars().anyMatch(c -> c == ' ' || c == '\t')
                && isProgram.test(between);
        if (kept) {
            return text;
        }
        return last > 0 ? between + text.substring(last + 1) : text.substring(1);
    }

    /** Expands {@code %NAME%}. A variable that is not defined stays as it is, as outside batch files. */
    static String expanded(String line, Map<String, String> environment) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < line.length()) {
            int end = line.charAt(at) == '%' ? line.indexOf('%', at + 1) : -1;
            String value = end < 0 ? null : environment.get(line.substring(at + 1, end));
            text.append(value == null ? line.substring(at, at + 1) : value);
            at = value == null ? at + 1 : end + 1;
        }
        return text.toString();
    }
}
