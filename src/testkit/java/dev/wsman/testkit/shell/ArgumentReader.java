package dev.wsman.testkit.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command line into arguments as programs of Microsoft's C run-time library and of .NET do
 * (SHELL-AND-CLI.md 1.9): 2n backslashes and a quotation mark are n backslashes and a delimiter, 2n+1 backslashes and a
 * quotation mark are n backslashes and a quotation mark. Two quotation marks within quotation marks are one.
 */
final class ArgumentReader {
    private final String line;
    private final List<String> arguments = new ArrayList<>();
    private int at;

    private ArgumentReader(String line) {
        this.line = line;
    }

    static List<String> split(String line) {
        return new ArgumentReader(line).read();
    }

    private List<String> read() {
        skipBlanks();
        while (at < line.length()) {
            arguments.add(argument());
            skipBlanks();
        }
        return arguments;
    }

    private void skipBlanks() {
        while (at < line.length() && isBlank(line.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private String argument() {
        StringBuilder text = new StringBuilder();
        boolean quoted = false;
        while (at < line.length() && (quoted || !isBlank(line.charAt(at)))) {
            int backslashes = backslashes();
            if (at == line.length() || line.charAt(at) != '"') {
                text.append("\\".repeat(backslashes));
                if (backslashes == 0) {
                    text.append(line.charAt(at++));
                }
                continue;
            }
            text.append("\\".repeat(backslashes / 2));
            at++;
            if (backslashes % 2 == 1) {
                text.append('"');
            } else if (quoted && at < line.length() && line.charAt(at) == '"') {
                text.append('"');
                at++;
            } else {
                quoted = !quoted;
            }
        }
        return text.toString();
    }

    private int backslashes() {
        int start = at;
        while (at < line.length() && line.charAt(at) == '\\') {
            at++;
        }
        return at - start;
    }
}
