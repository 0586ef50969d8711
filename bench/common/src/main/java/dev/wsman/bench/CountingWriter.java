package dev.wsman.bench;

import java.io.Writer;

/** Counts characters and does not keep them. */
public final class CountingWriter extends Writer {
    private final ShellContender.Progress reading;
    private long count;

    public CountingWriter(ShellContender.Progress reading) {
        this.reading = reading;
    }

    /** Returns the number of characters so far. */
    public long count() {
        return count;
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        count += length;
        reading.received(count);
    }

    @Override
    public void flush() {
        // nothing is kept
    }

    @Override
    public void close() {
        // nothing is kept
    }
}
