package dev.wsman.testkit.shell;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A command that a test expects and what it writes: {@link ShellHost#expect}. Without further settings it writes
 * nothing and its exit code is 0. Thread-safe.
 */
public final class ExpectedCommand {
    private final String line;
    private String stdout = "";
    private String stderr = "";
    private int exitCode;
    private byte[] stdin;
    private Optional<String> mismatch = Optional.empty();

    ExpectedCommand(String line) {
        this.line = line;
    }

    /** Writes a text to stdout, in the code page of the shell. */
    public synchronized ExpectedCommand prints(String text) {
        stdout = text;
        return this;
    }

    /** Writes a text to stderr, in the code page of the shell. */
    public synchronized ExpectedCommand printsError(String text) {
        stderr = text;
        return this;
    }

    /** Sets the exit code. */
    public synchronized ExpectedCommand exits(int code) {
        exitCode = code;
        return this;
    }

    /** Expects that the client sends exactly these bytes to stdin, and then its end. */
    public synchronized ExpectedCommand reads(byte[] bytes) {
        stdin = bytes.clone();
        return this;
    }

    /** Expects that the client sends exactly this text to stdin, in UTF-8, and then its end. */
    public ExpectedCommand reads(String text) {
        return reads(text.getBytes(StandardCharsets.UTF_8));
    }

    String line() {
        return line;
    }

    /** How the input differed from the expected one. */
    synchronized Optional<String> mismatch() {
        return mismatch;
    }

    int run(CommandCall call) throws Exception {
        byte[] expected;
        synchronized (this) {
            expected = stdin;
        }
        if (expected != null) {
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            call.stdin().transferTo(sent);
            compare(expected, sent.toByteArray());
        }
        synchronized (this) {
            call.print(stdout);
            call.printError(stderr);
            return exitCode;
        }
    }

    private synchronized void compare(byte[] expected, byte[] sent) {
        if (!Arrays.equals(expected, sent)) {
            mismatch = Optional.of("expected the input <" + new String(expected, StandardCharsets.UTF_8)
                    + "> of the command <" + line + "> but was <" + new String(sent, StandardCharsets.UTF_8) + ">");
        }
    }

    @Override
    public String toString() {
        return "<" + line + ">";
    }
}
