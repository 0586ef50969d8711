package dev.wsman.shell;

import dev.wsman.internal.shell.ReceivedOutput;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Collects the whole output of a command in memory. */
final class CollectedOutput implements OutputSink {
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public void add(ReceivedOutput.Piece piece) {
        (piece.isStderr() ? stderr : stdout).writeBytes(piece.bytes());
    }

    @Override
    public void end(@Nullable RuntimeException failure) {
        // the caller of the command gets the failure
    }

    byte[] stdout() {
        return stdout.toByteArray();
    }

    byte[] stderr() {
        return stderr.toByteArray();
    }
}
