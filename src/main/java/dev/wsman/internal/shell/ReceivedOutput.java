package dev.wsman.internal.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one Receive returned.
 *
 * @param pieces pieces of output, in the order of the reply
 * @param done whether the command has ended; nothing follows then
 * @param exitCode the exit code of a command that has ended, as an unsigned 32-bit number; null if it has none
 */
public record ReceivedOutput(
        List<Piece> pieces, boolean done, @Nullable Long exitCode) {
    /** Nothing was printed within the time limit, and the command still runs. */
    public static final ReceivedOutput SILENCE = new ReceivedOutput(List.of(), false, null);

    /** The server is busy with an earlier Receive of the command, and nothing is known about its output. */
    public static final ReceivedOutput BUSY = new ReceivedOutput(List.of(), false, null);

    /** The command was ended from outside and has no exit code. */
    public static final ReceivedOutput TERMINATED = new ReceivedOutput(List.of(), true, null);

    /** Returns whether this is {@link #BUSY}. */
    public boolean isBusy() {
        return this == BUSY;
    }

    /** Returns whether nothing was printed. */
    public boolean isEmpty() {
        return pieces.stream().allMatch(piece -> piece.bytes().length == 0);
    }

    /**
     * A piece of one stream; it may begin and end inside a character.
     *
     * @param stream {@code stdout} or {@code stderr}
     * @param bytes the bytes, which may be empty
     * @param end whether the stream ends here
     */
    public record Piece(String stream, byte[] bytes, boolean end) {
        /** Returns whether the piece belongs to the standard error. */
        public boolean isStderr() {
            return stream.equals("stderr");
        }
    }
}
