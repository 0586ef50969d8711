package dev.wsman.shell;

import dev.wsman.WsmanException;
import dev.wsman.internal.shell.CommandOutput;
import dev.wsman.internal.shell.CommandSignal;
import dev.wsman.internal.shell.ShellClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A command that runs in a {@link RemoteShell}, modelled on {@link Process}. Thread-safe. */
public final class RemoteCommand implements AutoCloseable {
    private final ShellClient client;
    private final String shellId;
    private final String id;
    private final Charset charset;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final OutputPipe stdout = new OutputPipe(lock, changed);
    private final OutputPipe stderr = new OutputPipe(lock, changed);
    private final OutputStream stdin = new Input();
    private boolean ended;
    private @Nullable Long exitCode;
    private @Nullable WsmanException failure;

    RemoteCommand(ShellClient client, String shellId, String id, Charset charset) {
        this.client = client;
        this.shellId = shellId;
        this.id = id;
        this.charset = charset;
        Thread pump = new Thread(null, this::pump, "wsman-command", 0, false);
        pump.setDaemon(true);
        pump.start();
    }

    private void pump() {
        try {
            CommandOutput output;
            do {
                stdout.awaitSpace();
                stderr.awaitSpace();
                output = client.receive(shellId, id);
                deliver(output);
            } while (!output.done());
            client.signal(shellId, id, CommandSignal.TERMINATE);
        } catch (WsmanException e) {
            fail(e);
        } finally {
            end();
        }
    }

    private void deliver(CommandOutput output) {
        lock.lock();
        try {
            for (CommandOutput.Piece piece : output.pieces()) {
                (piece.stream().equals("stderr") ? stderr : stdout).add(piece.bytes());
            }
            exitCode = output.exitCode();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void fail(WsmanException e) {
        lock.lock();
        try {
            failure = e;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            stdout.end(failure);
            stderr.end(failure);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the stream to the command's standard input. Closing it ends the input. */
    public OutputStream stdin() {
        return stdin;
    }

    /** Returns the stream of the command's standard output. */
    public InputStream stdout() {
        return stdout;
    }

    /** Returns the stream of the command's standard error. */
    public InputStream stderr() {
        return stderr;
    }

    /** Returns a reader of the standard output in the shell's code page. */
    public BufferedReader stdoutReader() {
        return new BufferedReader(new InputStreamReader(stdout, charset));
    }

    /** Returns a reader of the standard error in the shell's code page. */
    public BufferedReader stderrReader() {
        return new BufferedReader(new InputStreamReader(stderr, charset));
    }

    /** Waits until the command has ended. */
    public void waitFor() {
        waitFor(Duration.ofDays(365));
    }

    /**
     * Waits until the command has ended, or the time is over.
     *
     * @return whether the command has ended
     */
    public boolean waitFor(Duration timeout) {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (!ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (failure != null) {
                throw failure;
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the exit code; empty if the command still runs or ended without one. */
    public OptionalInt exitCode() {
        lock.lock();
        try {
            return exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode.intValue());
        } finally {
            lock.unlock();
        }
    }

    /** Sends Ctrl+C to the command. */
    public void interrupt() {
        client.signal(shellId, id, CommandSignal.CTRL_C);
    }

    /** Ends the command and all its processes. */
    public void terminate() {
        client.signal(shellId, id, CommandSignal.TERMINATE);
    }

    /** Terminates the command if it still runs. */
    @Override
    public void close() {
        terminate();
    }

    private final class Input extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            client.send(shellId, id, Arrays.copyOfRange(bytes, offset, offset + length), false);
        }

        @Override
        public void close() {
            client.send(shellId, id, new byte[0], true);
        }
    }
}
