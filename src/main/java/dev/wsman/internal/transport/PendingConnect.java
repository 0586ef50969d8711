package dev.wsman.internal.transport;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the thread that uses a connection waits for while the connection is made or authenticated, so that another
 * thread can end the wait. Thread-safe.
 */
final class PendingConnect {
    private @Nullable Closeable current;
    private boolean ended;

    /**
     * Sets what the thread waits for now; null for nothing. Closes it at once if the wait was ended. Returns what the
     * thread waited for before.
     */
    synchronized @Nullable Closeable replace(@Nullable Closeable channel) throws IOException {
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
            // the wait ends anyway
        }
    }
}
