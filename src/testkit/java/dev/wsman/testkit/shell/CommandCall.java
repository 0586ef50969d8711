package dev.wsman.testkit.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A command that a {@link CommandHandler} runs: what the client sent, and the streams. */
public final class CommandCall {
    private final String line;
    private final String command;
    private final String tail;
    private final CmdState state;

    CommandCall(String line, String command, String tail, CmdState state) {
        this.line = line;
        this.command = command;
        this.tail = tail;
        this.state = state;
    }

    /**
     * The whole line as the client sent it, with carets and quotation marks: Command and Arguments, joined by spaces.
     */
    public String line() {
        return line;
    }

    /** The first word of the command, as the client wrote it. */
    public String command() {
        return command;
    }

    /** The text after the first word as a program receives it: without carets, with quotation marks. */
    public String tail() {
        return tail;
    }

    /** The arguments as a C or .NET program reads them from {@link #tail}. */
    public List<String> arguments() {
        return ArgumentReader.split(tail);
    }

    /**
     * The script of PowerShell: decoded if it was given by {@code -EncodedCommand}, otherwise the text after {@code
     * -Command}, or all arguments if there is no option that gives a script. Empty for {@code -Command -}, which reads
     * the script from stdin.
     */
    public String script() {
        return PowerShellArguments.script(arguments());
    }

    /** The environment of the command. Names compare without regard to case. A change does not affect the shell. */
    public Map<String, String> environment() {
        return state.environment();
    }

    /** The working directory: the one that the client set for the shell, or the default; empty if there is none. */
    public Optional<String> workingDirectory() {
        return state.directory().isEmpty() ? Optional.empty() : Optional.of(state.directory());
    }

    /** The charset of the shell's code page. */
    public Charset charset() {
        return state.charset();
    }

    /** The input, as the client sends it. Reading waits for it, and returns the end after a Send with {@code End}. */
    public InputStream stdin() {
        return state.stdin();
    }

    /** The output, which is sent as it is. */
    public OutputStream stdout() {
        return state.stdout();
    }

    /** The error output, which is sent as it is. */
    public OutputStream stderr() {
        return state.stderr();
    }

    /** Writes text to stdout in the code page of the shell. Adds no line end; Windows has {@code \r\n}. */
    public void print(String text) throws IOException {
        stdout().write(text.getBytes(charset()));
    }

    /** Writes text to stderr in the code page of the shell. */
    public void printError(String text) throws IOException {
        stderr().write(text.getBytes(charset()));
    }

    @Override
    public String toString() {
        return line;
    }
}
