package dev.wsman.shell;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Objects;

/** Drops a byte order mark at the beginning: a console of Windows Server 2008 R2 prints one before UTF-8. */
final class MarkSkippingReader extends FilterReader {
    private boolean begun;

    MarkSkippingReader(Reader reader) {
        super(reader);
    }

    @Override
    public int read() throws IOException {
        int c = super.read();
        boolean first = !begun;
        begun = true;
        return first && c == TextDecoder.BYTE_ORDER_MARK ? super.read() : c;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (begun || length == 0) {
            return super.read(buffer, offset, length);
        }
        int count = super.read(buffer, offset, length);
        begun = true;
        if (count < 1 || buffer[offset] != TextDecoder.BYTE_ORDER_MARK) {
            return count;
        }
        if (count == 1) {
            return super.read(buffer, offset, length);
        }
        System.arraycopy(buffer, offset + 1, buffer, offset, count - 1);
        return count - 1;
    }
}
