package dev.wsman.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * A model of how programs of Microsoft's C runtime split their command line, by "Parsing C command-line arguments": the
 * program's name ends at a blank outside of quotes; then 2n backslashes and a quote are n backslashes and a quote that
 * begins or ends quoting, 2n + 1 are n backslashes and the character, and two quotes inside of quotes are the
 * character.
 */
final class ArgumentReader {
    private final String line;
    private int at;

    private ArgumentReader(String line) {
        this.line = line;
    }

    /** Returns the program and its arguments. */
    static List<String> read(String line) {
        ArgumentReader reader = new ArgumentReader(line);
        List<String> words = new ArrayList<>(List.of(reader.program()));
        reader.skipBlanks();
        while (reader.at < line.length()) {
            words.add(reader.argument());
            reader.skipBlanks();
        }
        return words;
    }

    private String program() {
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        while (at < line.length() && (quoted || !isBlank())) {
            char c = line.charAt(at++);
            if (c == '"') {
                quoted = !quoted;
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }

    private String argument() {
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        while (at < line.length() && (quoted || !isBlank())) {
            int backslashes = backslashes();
            if (at == line.length() || line.charAt(at) != '"') {
                word.append("\\".repeat(backslashes));
                if (at < line.length() && (quoted || !isBlank())) {
                    word.append(line.charAt(at++));
                }
                continue;
            }
            at++;
            word.append("\\".repeat(backslashes / 2));
            if (backslashes % 2 == 1) {
                word.append('"');
            } else if (quoted && at < line.length() && line.charAt(at) == '"') {
                word.append('"');
                at++;
            } else {
                quoted = !quoted;
            }
        }
        return word.toString();
    }

    private int backslashes() {
        int start = at;
        while (at < line.length() && line.charAt(at) == '\\') {
            at++;
        }
        return at - start;
    }

    private void skipBlanks() {
        while (at < line.length() && isBlank()) {
            at++;
        }
    }

    private boolean isBlank() {
        return line.charAt(at) == ' ' || line.charAt(at) == '\t';
    }
}
