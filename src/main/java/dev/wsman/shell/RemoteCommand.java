package dev.wsman.shell;

import dev.wsman.internal.shell.ShellClient;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.Reference;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * A command that runs in a {@link RemoteShell}, modelled on {@link Process}.
 *
 * <pre>{@code
 *  try (RemoteCommand ping = shell.start("ping", "-n", "100", "server")) {
 *      ping.stdoutReader().lines().forEach(System.out::println);
 *      ping.waitFor();
 *  }
 * }</pre>
 *
 * <p><b>Output.</b> A thread of the command receives its output while it runs: a virtual thread on Java 21 and later, a
 * daemon thread before. It stops receiving while more than 64 KiB of a stream are unread, and the command then waits as
 * soon as the server's own buffers are full. As with a {@code Process}, read both streams, or close the one that is not
 * needed: closing it drops its output.
 *
 * <p><b>Time.</b> The timeout of the session limits each exchange and never the command. A command that prints nothing
 * for hours is not a failure.
 *
 * <p><b>End.</b> {@link #close} terminates a command that still runs. A command also ends when its shell or the session
 * is closed: its methods and streams then fail with the kind {@link dev.wsman.WsmanError.Kind#CLOSED}.
 *
 * <p><b>Failures.</b> If receiving fails, {@link #waitFor()} throws the {@link dev.wsman.WsmanException}, and the
 * streams throw an {@link java.io.IOException} with it as the cause, after what arrived before it has been read. If no
 * reply arrives in time or the connection breaks while output is awaited, the library continues once on another
 * connection, and logs a warning because output that the lost reply had is missing.
 *
 * <p>Thread-safe. Waiting threads can be interrupted: {@code waitFor} then throws an exception of the kind {@link
 * dev.wsman.WsmanError.Kind#INTERRUPTED}, a stream an {@link java.io.InterruptedIOException}, and the interrupt flag
 * stays set. No output is lost.
 */
public final class RemoteCommand implements AutoCloseable {
    private final RemoteShell shell;
    private final RunningCommand command;
    private final Charset charset;
    private final CommandInput stdin;
    private final InputStream stdout;
    private final InputStream stderr;

    /**
     * Creates the handle of a command.
     *
     * @param shell stays reachable as long as this object and its streams
     */
    RemoteCommand(RemoteShell shell, OpenShell open, RunningCommand command, PipedOutput output, Charset charset) {
        this.shell = shell;
        this.command = command;
        this.charset = charset;
        this.stdin = new CommandInput(command, open.sending(), this);
        this.stdout = new PipeReader(output.stdout(), command, this);
        this.stderr = new PipeReader(output.stderr(), command, this);
    }

    /**
     * Returns the stream to the command's standard input. Small writes are joined, up to 96 KiB; {@code flush} sends
     * them, and {@code close} sends the rest and ends the input. A Send goes out on the calling thread and over a
     * connection of its own while output is awaited; it returns when the server has taken the bytes, within the
     * session's timeout. The bytes are not changed: a line needs its {@code \r\n}.
     *
     * <p>Writing after the command has ended is an {@link java.io.IOException}, as with a broken pipe. After any
     * failure of a Send, it is not known how much of it the command has read, and the stream accepts no more input.
     */
    public OutputStream stdin() {
        return stdin;
    }

    /** Sends bytes for the standard input in one Send, past the buffer of {@link #stdin()}. */
    void send(byte[] bytes, boolean end) {
        stdin.sendNow(bytes, end);
    }

    /**
     * Returns the stream of the command's standard output, as bytes. Reading waits for output. Every call returns the
     * same stream.
     */
    public InputStream stdout() {
        return stdout;
    }

    /**
     * Returns the stream of the command's standard error, as bytes. Reading waits for output. Every call returns the
     * same stream.
     */
    public InputStream stderr() {
        return stderr;
    }

    /** Returns a new reader of the standard output in the shell's code page. It buffers: use one reader only. */
    public BufferedReader stdoutReader() {
        return stdoutReader(charset);
    }

    /**
     * Returns a new reader of the standard output, for a program that does not print in the shell's code page. It
     * buffers: use one reader only. Invalid bytes are read as U+FFFD, and a byte order mark at the beginning is
     * dropped.
     */
    public BufferedReader stdoutReader(Charset charset) {
        return reader(stdout, charset);
    }

    /** Returns a new reader of the standard error in the shell's code page. It buffers: use one reader only. */
    public BufferedReader stderrReader() {
        return stderrReader(charset);
    }

    /**
     * Returns a new reader of the standard error, for a program that does not print in the shell's code page. It
     * buffers: use one reader only. Invalid bytes are read as U+FFFD, and a byte order mark at the beginning is
     * dropped.
     */
    public BufferedReader stderrReader(Charset charset) {
        return reader(stderr, charset);
    }

    private static BufferedReader reader(InputStream stream, Charset charset) {
        return TextDecoder.reader(stream, ShellArguments.present(charset, "charset"));
    }

    /**
     * Waits until the command has ended, however long that takes.
     *
     * @throws dev.wsman.WsmanException if receiving its output failed, or the thread was interrupted
     */
    public void waitFor() {
        await(Long.MAX_VALUE);
    }

    /**
     * Waits until the command has ended, or the time has passed.
     *
     * @param timeout not negative; zero does not wait
     * @return whether the command has ended
     * @throws dev.wsman.WsmanException if receiving its output failed, or the thread was interrupted
     */
    public boolean waitFor(Duration timeout) {
        return await(ShellArguments.nanos(timeout, "timeout"));
    }

    private boolean await(long nanos) {
        try {
            boolean ended = command.state().await(nanos);
            RuntimeException failure = command.state().failure();
            if (failure != null) {
                throw failure;
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw client().interrupted(command.shellId(), e);
        } finally {
            Reference.reachabilityFence(shell);
        }
    }

    private ShellClient client() {
        return command.client();
    }

    /**
     * Returns the exit code. It is empty while the command runs, and if it ended without one because it was terminated.
     * Windows has unsigned 32-bit exit codes; those above {@link Integer#MAX_VALUE} are negative here, as in {@code
     * %ERRORLEVEL%}: {@code 0xC000013A}, which Ctrl+C causes, is -1073741510.
     */
    public OptionalInt exitCode() {
        return command.state().exitCode();
    }

    /**
     * Sends Ctrl+C to the command (Signal {@code ctrl_c}). The command decides what it does then: it may end or ignore
     * it. Has no effect if the command has ended.
     */
    public void interrupt() {
        try {
            command.interrupt();
        } finally {
            Reference.reachabilityFence(shell);
        }
    }

    /**
     * Ends the command and all processes that it started (Signal {@code terminate}). The streams then end, and there is
     * usually no exit code. Has no effect if the command has ended.
     */
    public void terminate() {
        try {
            command.terminate();
        } finally {
            Reference.reachabilityFence(shell);
        }
    }

    /**
     * Terminates the command if it still runs. Waits for the server's reply for two seconds at most, and does not fail:
     * what could not be ended ends with the shell. Threads that wait for the command or its output get a failure of the
     * kind {@link dev.wsman.WsmanError.Kind#CLOSED}. Closing again, or after the command has ended, has no effect: its
     * output can still be read.
     */
    @Override
    public void close() {
        try {
            command.close();
        } finally {
            Reference.reachabilityFence(shell);
        }
    }
}
