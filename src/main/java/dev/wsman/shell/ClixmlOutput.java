package dev.wsman.shell;

import dev.wsman.internal.shell.ReceivedOutput;
import org.jspecify.annotations.Nullable;

/** Decodes the standard error of PowerShell before it reaches the sink. The standard output passes as it is. */
final class ClixmlOutput implements OutputSink {
    private final OutputSink sink;
    private final ClixmlDecoder decoder = new ClixmlDecoder();

    ClixmlOutput(OutputSink sink) {
        this.sink = sink;
    }

    @Override
    public boolean isFull() {
        return sink.isFull();
    }

    @Override
    public void add(ReceivedOutput.Piece piece) {
        if (piece.isStderr()) {
            addDecoded(decoder.accept(piece.bytes(), 0, piece.bytes().length));
        } else {
            sink.add(piece);
        }
    }

    private void addDecoded(byte[] text) {
        if (text.length > 0) {
            sink.add(new ReceivedOutput.Piece("stderr", text, false));
        }
    }

    @Override
    public void end(@Nullable RuntimeException failure) {
        addDecoded(decoder.end());
        sink.end(failure);
    }
}
