package dev.wsman.internal.protocol;

import dev.wsman.internal.xml.KeptObjects;

/**
 * The buffers in which pieces of long replies are fetched. A few are kept for the next reply: a new one for each was
 * more than half of what a batch of 30 items allocated. Thread-safe.
 */
final class PieceBuffers {
    /** The size of a buffer in bytes. */
    static final int SIZE = 64 * 1024;

    private static final KeptObjects<byte[]> KEPT = new KeptObjects<>();

    private PieceBuffers() {}

    /** Returns a buffer that no other reply uses, with any content. */
    static byte[] take() {
        byte[] buffer = KEPT.take();
        return buffer == null ? new byte[SIZE] : buffer;
    }

    /** Keeps a buffer for another reply. The caller must not use it any more. */
    static void giveBack(byte[] buffer) {
        KEPT.giveBack(buffer);
    }
}
