package dev.wsman.internal.xml;

import com.fasterxml.aalto.in.ByteBasedPNameTable;
import com.fasterxml.aalto.in.StreamScanner;
import com.fasterxml.aalto.in.XmlScanner;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * Limits an Aalto scanner, which has no limits of its own, and rejects invalid UTF-8, some of which Aalto accepts. Not
 * thread-safe.
 *
 * <p>This is the input stream of the scanner. The scanner calls {@link #read} when it has read all bytes of its buffer,
 * so that each call is an opportunity to check it. The current tag, text or comment began at {@link
 * StreamScanner#getStartingByteOffset}. If it has grown too long, it is rejected before more of it is read. For
 * example, if the buffer ends with {@code <a b="xxx} and the tag began 256 KiB ago, the document is rejected. A tag has
 * a lower limit than a text; the first bytes of the construct show which of them it is, unless the buffer ends there.
 */
final class Utf8Guard extends FilterInputStream {
    /** In bytes, including the attributes, most of which are namespaces and xsi:types. */
    private static final int LONGEST_TAG = 256 * 1024;

    /**
     * The maximum number of prefixes in a document, because the time to find one grows with their number. CIM's
     * classes have a few dozen namespaces in all.
     */
    private static final int MOST_PREFIXES = 1000;
    /** The maximum number of names that later readers share; a class has a few dozen. */
    private static final int SHARED_NAMES = 4_000;

    private static final MethodHandle SYMBOLS = getter(StreamScanner.class, "_symbols", ByteBasedPNameTable.class);
    private static final MethodHandle PREFIXES = getter(XmlScanner.class, "_nsBindingCount", int.class);

    /** The construct in which the scanner is, as far as known. */
    private enum Inside {
        WHITE_SPACE,
        LESS_THAN,
        TAG,
        OTHER
    }

    private final Utf8Validator validator = new Utf8Validator();
    private @Nullable StreamScanner scanner;
    private Inside inside = Inside.WHITE_SPACE;
    private byte[] last = {};
    private int lastOffset;
    private int lastLength;
    private long total;
    private boolean namesForgotten;
    private int namesBefore;
    private int namesChecked;

    Utf8Guard(InputStream in) {
        super(in);
    }

    /**
     * Starts to check a scanner. The scanner counts from the beginning of its buffer, which may differ from that of
     * the document.
     */
    void watch(StreamScanner reading) {
        scanner = reading;
        namesBefore = names(reading);
        total = lastOffset + lastLength;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (scanner != null) {
            check(scanner);
        }
        int count = super.read(bytes, offset, length);
        if (count > 0) {
            validator.check(bytes, offset, offset + count);
            remember(bytes, offset, count);
        }
        return count;
    }

    private void remember(byte[] bytes, int offset, int count) {
        // Before a scanner exists, its buffer is filled in pieces.
        boolean more = scanner == null && bytes == last && offset == lastOffset + lastLength;
        lastOffset = more ? lastOffset : offset;
        lastLength = more ? lastLength + count : count;
        last = bytes;
        total += count;
    }

    /** Checks a scanner that has read all bytes that it has received. Those bytes are still in its buffer. */
    private void check(StreamScanner reading) throws IOException {
        long begun = reading.getStartingByteOffset();
        long from = total - lastLength;
        // The buffer may also contain the bytes that precede the last piece.
        if (begun >= from - lastOffset) {
            inside = inside(Inside.WHITE_SPACE, lastOffset + (int) (begun - from));
        } else if (inside == Inside.WHITE_SPACE || inside == Inside.LESS_THAN) {
            inside = inside(inside, lastOffset);
        }
        int longest = inside == Inside.TAG ? LONGEST_TAG : XmlFactories.LONGEST_TEXT;
        if (total - begun > longest) {
            throw new IOException("a tag, a text or a comment of more than " + longest + " bytes");
        }
        if (reading.getDepth() > XmlFactories.DEEPEST) {
            throw new IOException("elements nested deeper than " + XmlFactories.DEEPEST);
        }
        requireFewNames(reading);
        requireFewAttributes(reading);
        requireFewPrefixes(reading);
    }

    /**
     * Checks the number of attributes, also inside a tag: if their names collide, the time to find repeated ones grows
     * with the square of the number.
     */
    private static void requireFewAttributes(StreamScanner reading) throws IOException {
        if (reading.getAttrCollector().getCount() > XmlFactories.MOST_ATTRIBUTES) {
            throw new IOException("more than " + XmlFactories.MOST_ATTRIBUTES + " attributes of an element");
        }
    }

    private static void requireFewPrefixes(StreamScanner reading) throws IOException {
        if (prefixes(reading) > MOST_PREFIXES) {
            throw new IOException("more than " + MOST_PREFIXES + " prefixes of namespaces");
        }
    }

    private void requireFewNames(StreamScanner reading) throws IOException {
        int names = names(reading);
        if (names > XmlFactories.MOST_NAMES) {
            throw new IOException("more than " + XmlFactories.MOST_NAMES + " names of elements and attributes");
        }
        if (names > SHARED_NAMES && !namesForgotten) {
            namesForgotten = true;
            Utf8Parsers.forgetNames();
        }
        if (names > namesChecked + NameChains.MOST) {
            namesChecked = names;
            requireShortChains(reading, names - namesBefore);
        }
    }

    /**
     * Checks the collision chains. Chains that earlier documents made long are discarded without rejecting this
     * document.
     */
    private static void requireShortChains(StreamScanner reading, int added) throws IOException {
        int longest = NameChains.longest(symbols(reading));
        if (longest > NameChains.MOST) {
            Utf8Parsers.forgetNames();
            if (added > NameChains.MOST) {
                throw new IOException("more than " + NameChains.MOST
                        + " names of elements and attributes that share a hash, as names chosen for it do");
            }
        }
    }

    private static int names(StreamScanner reading) {
        return symbols(reading).size();
    }

    private static ByteBasedPNameTable symbols(StreamScanner reading) {
        try {
            return (ByteBasedPNameTable) SYMBOLS.invokeExact(reading);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static int prefixes(XmlScanner reading) {
        try {
            return (int) PREFIXES.invokeExact(reading);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns access to a field of the scanner: its name table and its number of prefixes are not public. */
    private static MethodHandle getter(Class<?> owner, String field, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findGetter(owner, field, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * Returns the construct in which the scanner is at the end of its bytes, if it is in {@code before} at
     * {@code from}.
     */
    private Inside inside(Inside before, int from) {
        int at = from;
        int end = lastOffset + lastLength;
        if (before == Inside.WHITE_SPACE) {
            while (at < end && last[at] >= 0 && last[at] <= ' ') {
                at++;
            }
            if (at == end) {
                return Inside.WHITE_SPACE;
            }
            if (last[at] != '<') {
                return Inside.OTHER;
            }
            at++;
        }
        if (at == end) {
            return Inside.LESS_THAN;
        }
        return last[at] == '!' || last[at] == '?' ? Inside.OTHER : Inside.TAG;
    }
}
