package dev.wsman.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the standard error of a transfer to its end on a thread of its own, so that it never stops the transfer, and
 * keeps the beginning of its text.
 */
final class StderrExcerpt {
    /** In bytes. */
    private static final int KEPT = 8 * 1024;

    private final ClixmlDecoder decoder = new ClixmlDecoder();
    private final byte[] kept = new byte[KEPT];
    private final Thread thread;
    private int length;

    StderrExcerpt(InputStream stderr) {
        thread = new Thread(null, () -> read(stderr), "wsman-transfer-errors", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    private void read(InputStream stderr) {
        byte[] buffer = new byte[4096];
        try {
            for (int count = stderr.read(buffer); count >= 0; count = stderr.read(buffer)) {
                keep(decoder.accept(buffer, 0, count));
            }
            keep(decoder.end());
        } catch (IOException e) {
            // the standard output reports the same failure
        }
    }

    private synchronized void keep(byte[] text) {
        int used = Math.min(text.length, KEPT - length);
        System.arraycopy(text, 0, kept, length, used);
        length += used;
    }

    /** Waits for the end of the stream, one second at most, and returns its beginning. */
    String text() {
        try {
            thread.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            return new String(Arrays.copyOf(kept, length), StandardCharsets.UTF_8);
        }
    }
}
