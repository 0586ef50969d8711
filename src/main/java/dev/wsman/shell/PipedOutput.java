package dev.wsman.shell;

import dev.wsman.internal.shell.ReceivedOutput;
import org.jspecify.annotations.Nullable;

/** The output of a command in two pipes, of which others read. */
final class PipedOutput implements OutputSink {
    private final OutputPipe stdout = new OutputPipe();
    private final OutputPipe stderr = new OutputPipe();

    OutputPipe stdout() {
        return stdout;
    }

    OutputPipe stderr() {
        return stderr;
    }

    @Override
    public boolean isFull() {
        return stdout.isFull() || stderr.isFull();
    }

    @Override
    public void add(ReceivedOutput.Piece piece) {
        (piece.isStderr() ? stderr : stdout).add(piece.bytes());
    }

    @Override
    public void end(@Nullable RuntimeException failure) {
        stdout.end(failure);
        stderr.end(failure);
    }
}
