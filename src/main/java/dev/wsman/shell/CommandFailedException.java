package dev.wsman.shell;

import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A command ended with an exit code other than 0, or without one. {@link CommandResult#orThrow} throws it for the
 * former. A method that returns a {@link CommandResult} throws it for the latter: the command was terminated.
 *
 * <p>The message has the exit code and the beginning of what the command printed, but not the command line, which may
 * contain a password. It is not a {@link dev.wsman.WsmanException}: every exchange with the server succeeded, and
 * neither the session's {@code error()} nor its listener reports it.
 */
public final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** In characters. */
    private static final int LONGEST_EXCERPT = 500;

    private final @Nullable Integer exitCode;
    private final String stdout;
    private final String stderr;

    CommandFailedException(@Nullable Integer exitCode, String stdout, String stderr) {
        super(message(exitCode, stderr.isBlank() ? stdout.strip() : stderr.strip()));
        this.exitCode = exitCode;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    private static String message(@Nullable Integer exitCode, String printed) {
        String end = exitCode == null
                ? "the command ended without an exit code: it was terminated, or its processes were ended on the server"
                : "the command ended with exit code " + text(exitCode);
        return printed.isEmpty() ? end : end + ": " + excerpt(printed);
    }

    /** Returns the number; with its hexadecimal form if it is one of the large codes, which are known by that. */
    private static String text(int code) {
        return code < 0 ? code + " (0x" + Integer.toHexString(code).toUpperCase(Locale.ROOT) + ")" : "" + code;
    }

    /** Returns the beginning of what was printed, as messages show it. */
    static String excerpt(String text) {
        if (text.length() <= LONGEST_EXCERPT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_EXCERPT - 1)) ? LONGEST_EXCERPT - 1 : LONGEST_EXCERPT;
        return text.substring(0, end) + "…";
    }

    /** Returns the exit code, as {@link CommandResult#exitCode()} does; empty if the command ended without one. */
    public OptionalInt exitCode() {
        return exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode);
    }

    /** Returns what the command printed to its standard output; empty if it printed nothing. */
    public String stdout() {
        return stdout;
    }

    /** Returns what the command printed to its standard error; empty if it printed nothing. */
    public String stderr() {
        return stderr;
    }
}
