package dev.wsman.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The reader of a command's arguments, and how they are quoted for it. Every argument then gets a caret before each
 * character that is special for cmd.exe, quotes included, so that cmd.exe never sees a quoted text: {@code %} is safe
 * only outside of one.
 */
enum CommandTarget {
    /** A program, which reads its arguments by the rules of Microsoft's C runtime. */
    PROGRAM {
        @Override
        String quoted(String argument, String name) {
            return argument.isEmpty() || containsAny(argument, " \t\"") ? inQuotes(argument) : argument;
        }
    },
    /** A name without {@code .exe}: cmd.exe looks for a program or a batch file. */
    PROGRAM_OR_BATCH {
        @Override
        String quoted(String argument, String name) {
            return isPlain(argument) ? argument : inQuotes(argument);
        }

        /** A quote in one argument ends the quotes around another one when a batch file reads them. */
        @Override
        void requireSafe(List<String> arguments) {
            int quote = indexOfAny(arguments, "\"");
            int operator = indexOfAny(arguments, "&|<>");
            if (quote >= 0 && operator >= 0) {
                throw new IllegalArgumentException(
                        "arguments[" + operator + "]: contains one of & | < >, and arguments["
                                + quote + "] a quote; together they are executed if the command is a batch file."
                                + " If it is a program, add .exe to its name");
            }
        }
    },
    /** A batch file: cmd.exe reads the arguments a second time, where carets are lost, but not what is in quotes. */
    BATCH {
        @Override
        String quoted(String argument, String name) {
            if (containsAny(argument, "\"%")) {
                throw new IllegalArgumentException(name + ": contains a quote or %, which a batch file may execute."
                        + " Write the text to the stdin of the command or to a file, or use runLine or startLine");
            }
            return isPlain(argument) ? argument : inQuotes(argument);
        }
    },
    /** A command of cmd.exe that takes the rest of the line as text, such as {@code echo}. */
    TEXT_BUILT_IN {
        @Override
        String quoted(String argument, String name) {
            return argument;
        }
    },
    /** A command of cmd.exe that takes paths, such as {@code dir}; in its quotes, backslashes are not special. */
    PATH_BUILT_IN {
        @Override
        String quoted(String argument, String name) {
            if (argument.indexOf('"') >= 0) {
                throw new IllegalArgumentException(name + ": contains a quote, which no path on Windows has. Pass it"
                        + " without quotes, or the whole line to runLine or startLine");
            }
            return isPlain(argument) ? argument : '"' + argument + '"';
        }
    };

    private static final Set<String> TEXT = Set.of(
            "assoc", "break", "cls", "color", "date", "echo", "exit", "ftype", "path", "pause", "prompt", "set", "time",
            "title", "ver", "verify");
    private static final Set<String> PATHS = Set.of(
            "cd", "chdir", "copy", "del", "dir", "erase", "md", "mkdir", "mklink", "move", "popd", "pushd", "rd", "ren",
            "rename", "rmdir", "type", "vol");
    private static final Set<String> SYNTAX =
            Set.of("call", "endlocal", "for", "goto", "if", "rem", "setlocal", "shift", "start");
    private static final String SPECIAL = "()%!^\"<>&|";
    /** Apart from letters and digits. */
    private static final String PLAIN = "_-.:\\/*?~$#@";

    /**
     * Checks whether the arguments are safe together.
     *
     * @throws IllegalArgumentException if they are not; names the first argument with an operator
     */
    void requireSafe(List<String> arguments) {
        // most readers see each argument alone
    }

    /** Returns the text that the reader of the arguments must see. */
    abstract String quoted(String argument, String name);

    /**
     * Returns an argument as it stands in a line.
     *
     * @param name names the argument in a failure
     */
    final String quote(String argument, String name) {
        String text = quoted(argument, name);
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (SPECIAL.indexOf(c) >= 0) {
                escaped.append('^');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }

    /**
     * Returns the reader of a command's arguments.
     *
     * @throws IllegalArgumentException if the command is a keyword of cmd.exe, whose arguments are syntax
     */
    static CommandTarget of(String command) {
        String name = command.toLowerCase(Locale.ROOT);
        if (SYNTAX.contains(name)) {
            throw new IllegalArgumentException("command: " + name + " is a keyword of cmd.exe, and what follows it is"
                    + " syntax. Use runLine or startLine");
        }
        if (TEXT.contains(name)) {
            return TEXT_BUILT_IN;
        }
        if (PATHS.contains(name)) {
            return PATH_BUILT_IN;
        }
        String file = withoutTrailingDots(name);
        if (endsWithAny(file, ".bat", ".cmd")) {
            return BATCH;
        }
        return endsWithAny(file, ".exe", ".com") ? PROGRAM : PROGRAM_OR_BATCH;
    }

    /** Windows ignores dots and blanks at the end of a file's name. */
    private static String withoutTrailingDots(String name) {
        int end = name.length();
        while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) {
            end--;
        }
        return name.substring(0, end);
    }

    private static boolean endsWithAny(String text, String... suffixes) {
        return Arrays.stream(suffixes).anyMatch(text::endsWith);
    }

    private static boolean containsAny(String text, String characters) {
        return text.chars().anyMatch(c -> characters.indexOf(c) >= 0);
    }

    private static int indexOfAny(List<String> arguments, String characters) {
        return IntStream.range(0, arguments.size())
                .filter(i -> containsAny(arguments.get(i), characters))
                .findFirst()
                .orElse(-1);
    }

    private static boolean isPlain(String argument) {
        return !argument.isEmpty()
                && argument.chars().allMatch(c -> Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
    }

    /**
     * Quotes an argument for the C runtime, which reads n backslashes as such unless a quote follows: 2n and a quote
     * are n backslashes and the end, 2n + 1 and a quote are n backslashes and a quote.
     */
    private static String inQuotes(String argument) {
        StringBuilder quoted = new StringBuilder("\"");
        int backslashes = 0;
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            if (c == '"') {
                quoted.append("\\".repeat(backslashes + 1));
            }
            backslashes = c == '\\' ? backslashes + 1 : 0;
            quoted.append(c);
        }
        return quoted.append("\\".repeat(backslashes)).append('"').toString();
    }
}
