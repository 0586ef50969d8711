package dev.wsman.testkit.shell;

import java.util.List;
import java.util.OptionalInt;

/**
 * What one Receive returns.
 *
 * @param chunks the output, in the order in which it was written
 * @param ended the streams that end with this batch
 * @param done whether the command is done
 * @param exitCode the exit code; empty until the command is done, and if it was terminated
 */
public record OutputBatch(List<OutputChunk> chunks, List<String> ended, boolean done, OptionalInt exitCode) {
    /**
     * Bytes of a stream, which may begin and end within a character.
     *
     * @param stream {@code stdout} or {@code stderr}
     * @param bytes the bytes
     */
    public record OutputChunk(String stream, byte[] bytes) {}
}
