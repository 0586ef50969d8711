package dev.wsman.shell;

import java.io.Serial;

/** A command ended with an exit code other than 0. Its message has the exit code and the beginning of its output. */
public final class CommandFailedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** In characters. */
    private static final int LONGEST_EXCERPT = 500;

    private final transient CommandResult result;

    CommandFailedException(CommandResult result) {
        super(message(result));
        this.result = result;
    }

    private static String message(CommandResult result) {
        String printed = result.stderr().isBlank() ? result.stdout() : result.stderr();
        String text = printed.strip();
        String excerpt = text.length() > LONGEST_EXCERPT ? text.substring(0, LONGEST_EXCERPT) + "…" : text;
        return "the command ended with exit code " + result.exitCode() + (excerpt.isEmpty() ? "" : ": " + excerpt);
    }

    /** Returns the result of the command. */
    public CommandResult result() {
        return result;
    }
}
