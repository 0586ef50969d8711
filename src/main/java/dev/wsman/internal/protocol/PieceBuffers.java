package dev.wsman.internal.protocol;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The buffers in which pieces of long replies are fetched. A few are kept for the next reply: a new one for each was
 * more than half of what a batch of 30 items allocated. They are not kept for each thread, because there may be
 * thousands of virtual ones. Thread-safe.
 */
final class PieceBuffers {
    /** The size of a buffer in bytes. */
    static final int SIZE = 64 * 1024;
    /** About as many replies as are read at the same moment; more have buffers that are not kept. */
    private static final int MOST_KEPT = 8;

    private static final AtomicReferenceArray<byte @Nullable []> KEPT = new AtomicReferenceArray<>(MOST_KEPT);

    private PieceBuffers() {}

    /** Returns a buffer that nobody else uses, with any content. */
    static byte[] take() {
        for (int i = 0; i < MOST_KEPT; i++) {
            byte[] buffer = KEPT.get(i) == null ? null : KEPT.getAndSet(i, null);
            if (buffer != null) {
                return buffer;
            }
        }
        return new byte[SIZE];
    }

    /** Keeps a buffer for another reply. The caller must not use it any more. */
    static void giveBack(byte[] buffer) {
        for (int i = 0; i < MOST_KEPT; i++) {
            if (KEPT.compareAndSet(i, null, buffer)) {
                return;
            }
        }
    }
}
