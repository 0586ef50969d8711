package dev.wsman.shell;

import java.util.List;

/**
 * The lines that the service passes to {@code cmd.exe /C}. A line is read by two readers: cmd.exe, which knows
 * variables and operators, and the program, which splits it into arguments.
 *
 * <p>Messages of failures name the argument and never show its text, which may be secret.
 */
final class WindowsCommandLine {
    /** In characters. cmd.exe accepts 8,191 with the name of the command processor that the service adds. */
    static final int LONGEST = 8000;

    private WindowsCommandLine() {}

    /**
     * Returns the line that runs a program with these arguments, each unchanged.
     *
     * @throws IllegalArgumentException if an argument cannot be passed, with its position and what to do
     */
    static String of(String command, List<String> arguments) {
        requireOneLine(ShellArguments.present(command, "command"), "command");
        String program = ShellArguments.text(command, "command");
        CommandTarget target = CommandTarget.of(program);
        StringBuilder line = new StringBuilder(ProgramName.quote(program));
        int position = 0;
        for (String argument : ShellArguments.present(arguments, "arguments")) {
            String name = "arguments[" + position++ + "]";
            requireOneLine(ShellArguments.present(argument, name), name);
            line.append(' ').append(target.quote(ShellArguments.xml(argument, name), name));
        }
        target.requireSafe(arguments);
        return fitting(wrapped(line.toString()), "the command line");
    }

    /**
     * Returns a line in the syntax of cmd.exe as it has to be sent.
     *
     * @throws IllegalArgumentException if the line is blank or too long, or cannot be sent
     */
    static String checked(String line) {
        requireOneLine(ShellArguments.present(line, "commandLine"), "commandLine");
        return fitting(wrapped(ShellArguments.text(line, "commandLine").stripLeading()), "commandLine");
    }

    /**
     * Puts one more pair of quotes around a line that begins with one. cmd.exe would otherwise remove the first and the
     * last quote of the line, unless it has exactly two, no special character, and names a program.
     */
    private static String wrapped(String line) {
        boolean wrappedByCaller = line.length() > 3 && line.startsWith("\"\"") && line.endsWith("\"");
        return line.startsWith("\"") && !wrappedByCaller ? '"' + line + '"' : line;
    }

    private static String fitting(String line, String what) {
        if (line.length() > LONGEST) {
            throw new IllegalArgumentException(what + " is too long: " + line.length() + " characters with its quotes;"
                    + " at most " + LONGEST + " can be passed to cmd.exe. Upload a file and pass its name instead,"
                    + " or start the command and write to its stdin");
        }
        return line;
    }

    /** Requires text without line breaks and NUL: cmd.exe ends the line at them, even if they are quoted. */
    private static void requireOneLine(String text, String name) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n' || c == '\0') {
                throw new IllegalArgumentException(name + ": contains " + (c == '\0' ? "NUL" : "a line break")
                        + " (at offset " + i + "), which cmd.exe cannot pass on. Write the text to the stdin of the"
                        + " command or to a file, or join commands with &");
            }
        }
    }
}
