package dev.wsman.shell;

/**
 * A model of what {@code cmd.exe /C} makes of a line, by its documented rules: {@code cmd /?} for the quotes around the
 * line, then variables, then carets, quotes and operators. Every variable is defined, except those whose name ends with
 * a caret or has a quote.
 */
final class CmdReader {
    private static final String EXPANDED = "<expanded>";

    private CmdReader() {}

    /** Returns the line that cmd.exe passes to a program; fails at an operator. */
    static String read(String line) {
        return withoutCarets(expanded(withoutOuterQuotes(line)));
    }

    /**
     * cmd /? : removes the first and the last quote, unless all conditions for keeping them hold; a program is
     * unknown.
     */
    private static String withoutOuterQuotes(String line) {
        if (!line.startsWith("\"")) {
            return line;
        }
        int last = line.lastIndexOf('"');
        return line.substring(1, last) + line.substring(last + 1);
    }

    private static String expanded(String line) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        while (from < line.length()) {
            int start = line.indexOf('%', from);
            int end = start < 0 ? -1 : line.indexOf('%', start + 1);
            if (end < 0) {
                break;
            }
            String name = line.substring(start + 1, end);
            if (name.isEmpty() || name.endsWith("^") || name.contains("\"")) {
                text.append(line, from, end);
                from = end;
            } else {
                text.append(line, from, start).append(EXPANDED);
                from = end + 1;
            }
        }
        return text.append(line.substring(from)).toString();
    }

    private static String withoutCarets(String line) {
        StringBuilder text = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '^') {
                i++;
                c = i < line.length() ? line.charAt(i) : ' ';
            } else if (!quoted && "&|<>()\r\n".indexOf(c) >= 0) {
                throw new IllegalStateException("operator " + c + " in " + line);
            }
            text.append(c);
        }
        return text.toString();
    }
}
