package dev.wsman.internal.xml;

import com.fasterxml.aalto.in.ByteBasedScanner;
import com.fasterxml.aalto.in.StreamScanner;
import com.fasterxml.aalto.in.XmlScanner;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The bytes that an Aalto scanner has received and not read yet, for {@link ExpectedChildren}. Aalto has no public
 * access to them. Not thread-safe.
 */
final class ScannerInput {
    private static final VarHandle BUFFER = field(StreamScanner.class, "_inputBuffer", byte[].class);
    private static final VarHandle POSITION = field(ByteBasedScanner.class, "_inputPtr", int.class);
    private static final VarHandle LINE = field(XmlScanner.class, "_currRow", int.class);
    private static final VarHandle LINE_START = field(XmlScanner.class, "_rowStartOffset", int.class);
    private static final VarHandle END = field(ByteBasedScanner.class, "_inputEnd", int.class);

    private final StreamScanner scanner;

    ScannerInput(StreamScanner scanner) {
        this.scanner = scanner;
    }

    private static VarHandle field(Class<?> owner, String name, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findVarHandle(owner, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Returns the buffer of the scanner, whose bytes from {@link #position} to {@link #end} are not read. */
    byte[] bytes() {
        return (byte[]) BUFFER.get(scanner);
    }

    int position() {
        return (int) POSITION.get((ByteBasedScanner) scanner);
    }

    int end() {
        return (int) END.get((ByteBasedScanner) scanner);
    }

    /**
     * Lets the scanner continue at a later position. It is at a start tag or an end tag, and the skipped bytes are
     * complete elements and white space.
     */
    void skipTo(int position) {
        POSITION.set((ByteBasedScanner) scanner, position);
    }

    /** Counts a line that is skipped and begins at a position, so that errors have the right one. */
    void beginLine(int position) {
        LINE.set((XmlScanner) scanner, (int) LINE.get((XmlScanner) scanner) + 1);
        LINE_START.set((XmlScanner) scanner, position);
    }
}
