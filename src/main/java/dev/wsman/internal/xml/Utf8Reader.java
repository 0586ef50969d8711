package dev.wsman.internal.xml;

import com.fasterxml.aalto.in.StreamScanner;
import com.fasterxml.aalto.in.XmlScanner;
import com.fasterxml.aalto.stax.StreamReaderImpl;
import org.jspecify.annotations.Nullable;

/** A StAX reader of Aalto that gives access to the bytes that follow the current tag. Not thread-safe. */
final class Utf8Reader extends StreamReaderImpl {
    private final @Nullable ScannerInput input;

    Utf8Reader(XmlScanner scanner) {
        super(scanner);
        input = scanner instanceof StreamScanner stream ? new ScannerInput(stream) : null;
    }

    /** Returns the bytes after the current tag; null if the scanner does not read bytes. */
    @Nullable
    ScannerInput input() {
        return input;
    }
}
