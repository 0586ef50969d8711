package dev.wsman.internal.xml;

import com.fasterxml.aalto.in.ByteBasedScanner;
import com.fasterxml.aalto.in.StreamScanner;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The bytes that an Aalto scanner has received and not read yet, for {@link ExpectedChildren}. Aalto has no public
 * access to them. Not thread-safe.
 */
final class ScannerInput {
    private static final VarHandle BUFFER = field(StreamScanner.class, "_inputBuffer", byte[].class);
    private static final VarHandle POSITION = field(ByteBasedScanner.class, "_inputPtr", int.class);
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
     * complete elements without a line break.
     */
    void skipTo(int position) {
        POSITION.set((ByteBasedScanner) scanner, position);
    }
}
