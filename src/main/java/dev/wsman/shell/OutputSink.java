package dev.wsman.shell;

import dev.wsman.internal.shell.ReceivedOutput;
import org.jspecify.annotations.Nullable;

/** Takes the output of a command. The lock of the command is held during each call. */
interface OutputSink {
    /** Returns whether nothing further is to be received at the moment. */
    boolean isFull();

    /** Adds a piece of output. */
    void add(ReceivedOutput.Piece piece);

    /**
     * Ends the output; what has been added can still be read.
     *
     * @param failure why the rest is missing; null if the output is complete
     */
    void end(@Nullable RuntimeException failure);
}
