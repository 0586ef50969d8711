package dev.wsman.internal.transport;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A connection on its way: any thread may end it before it is there. Thread-safe. */
final class PendingConnect {
    private @Nullable Closeable current;
    private boolean ended;

    /** What is being opened now, or waited for; answers what was before. */
    synchronized @Nullable Closeable of(@Nullable Closeable channel) throws IOException {
        if (ended && channel != null) {
            channel.close();
        }
        Closeable before = current;
        current = channel;
        return before;
    }

    synchronized void end() {
        ended = true;
        try {
            if (current != null) {
                current.close();
            }
        } catch (IOException e) {
            // It is ended all the same.
        }
    }
}
