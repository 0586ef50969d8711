package dev.wsman.internal.xml;

import com.fasterxml.aalto.in.ByteBasedPNameTable;
import com.fasterxml.aalto.in.StreamScanner;
import com.fasterxml.aalto.in.XmlScanner;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Between a scanner of Aalto and its octets: holds it to the limits that it does not have itself, and refuses what is not UTF-8,
 * some of which it lets pass. It looks only when the scanner wants more, at what the
 * scanner is in the middle of. For one thread.
 */
final class Utf8Guard extends FilterInputStream {
    /** In octets: all attributes of an element, where namespaces and xsi:types stand. */
    private static final int LONGEST_TAG = 256 * 1024;

    /**
     * Prefixes in a document; the time to find one grows with their number. All namespaces of CIM's classes are some
     * dozens.
     */
    private static final int MOST_PREFIXES = 1000;
    /** What the readers that come after learn from one; a class has some dozens. */
    private static final int SHARED_NAMES = 4_000;

    private static final MethodHandle SYMBOLS = getter(StreamScanner.class, "_symbols", ByteBasedPNameTable.class);
    private static final MethodHandle PREFIXES = getter(XmlScanner.class, "_nsBindingCount", int.class);

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    /** What the scanner is in the middle of, as far as is known. */
    private enum Inside {
        BLANKS,
        LESS_THAN,
        TAG,
        OTHER
    }

    private @Nullable StreamScanner scanner;
    private Inside inside = Inside.BLANKS;
    private byte[] last = {};
    private int lastOffset;
    private int lastLength;
    private long total;
    private int missing;
    private int least;
    private int most;
    private boolean many;
    private int namesBefore;
    private int namesChecked;

    Utf8Guard(InputStream in) {
        super(in);
    }

    /** From here on: a scanner counts from the beginning of the buffer that it gets, which may not be that of the document. */
    void watch(StreamScanner reading) {
        scanner = reading;
        namesBefore = names(reading);
        total = lastOffset + lastLength;
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
        if (scanner != null) {
            look(scanner);
        }
        int count = super.read(octets, offset, length);
        if (count > 0) {
            requireUtf8(octets, offset, offset + count);
            given(octets, offset, count);
        }
        return count;
    }

    private void given(byte[] octets, int offset, int count) {
        // Before there is a scanner, its buffer is filled bit by bit.
        boolean more = scanner == null && octets == last && offset == lastOffset + lastLength;
        lastOffset = more ? lastOffset : offset;
        lastLength = more ? lastLength + count : count;
        last = octets;
        total += count;
    }

    /** The scanner has come to the end of what it was given last, whose octets are still where it has them. */
    private void look(StreamScanner reading) throws IOException {
        long begun = reading.getStartingByteOffset();
        long from = total - lastLength;
        // What is before the last piece in its buffer, if anything, is what came before it.
        if (begun >= from - lastOffset) {
            inside = inside(Inside.BLANKS, lastOffset + (int) (begun - from));
        } else if (inside == Inside.BLANKS || inside == Inside.LESS_THAN) {
            inside = inside(inside, lastOffset);
        }
        int longest = inside == Inside.TAG ? LONGEST_TAG : XmlFactories.LONGEST_TEXT;
        if (total - begun > longest) {
            throw new IOException("a tag, a text or a comment of more than " + longest + " octets");
        }
        if (reading.getDepth() > XmlFactories.DEEPEST) {
            throw new IOException("elements nested deeper than " + XmlFactories.DEEPEST);
        }
        requireFewNames(reading);
        requireFewAttributes(reading);
    }

    /** Within a tag too: the time to find doubles grows with the square of the number, if the names are made for it. */
    private static void requireFewAttributes(StreamScanner reading) throws IOException {
        if (reading.getAttrCollector().getCount() > XmlFactories.MOST_ATTRIBUTES) {
            throw new IOException("more than " + XmlFactories.MOST_ATTRIBUTES + " attributes of an element");
        }
        if (prefixes(reading) > MOST_PREFIXES) {
            throw new IOException("more than " + MOST_PREFIXES + " prefixes of namespaces");
        }
    }

    private void requireFewNames(StreamScanner reading) throws IOException {
        int names = names(reading);
        if (names > XmlFactories.MOST_NAMES) {
            throw new IOException("more than " + XmlFactories.MOST_NAMES + " names of elements and attributes");
        }
        if (names > SHARED_NAMES && !many) {
            many = true;
            Utf8Parsers.forgetNames();
        }
        if (names > namesChecked + NameChains.MOST) {
            namesChecked = names;
            requireShortChains(reading, names - namesBefore);
        }
    }

    /** Chains that other documents made long are not this one's fault, and are forgotten with it. */
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

    /** A field of the scanner, whose table of names and number of prefixes no public method returns. */
    private static MethodHandle getter(Class<?> owner, String field, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findGetter(owner, field, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Inside inside(Inside before, int from) {
        int at = from;
        int end = lastOffset + lastLength;
        if (before == Inside.BLANKS) {
            while (at < end && last[at] >= 0 && last[at] <= ' ') {
                at++;
            }
            if (at == end) {
                return Inside.BLANKS;
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

    private void requireUtf8(byte[] octets, int from, int to) throws IOException {
        int at = from;
        while (at < to) {
            if (missing == 0) {
                at = afterAscii(octets, at, to);
            }
            if (at < to) {
                require(octets[at++] & 0xff);
            }
        }
    }

    private static int afterAscii(byte[] octets, int from, int to) {
        int at = from;
        while (at + 4 * Long.BYTES <= to && (four(octets, at) & HIGH_BITS) == 0) {
            at += 4 * Long.BYTES;
        }
        while (at < to && octets[at] >= 0) {
            at++;
        }
        return at;
    }

    private static long four(byte[] octets, int at) {
        return (long) EIGHT.get(octets, at)
                | (long) EIGHT.get(octets, at + Long.BYTES)
                | (long) EIGHT.get(octets, at + 2 * Long.BYTES)
                | (long) EIGHT.get(octets, at + 3 * Long.BYTES);
    }

    /** RFC 3629 4: the octet after the first is what tells overlong forms, surrogates and what is beyond Unicode. */
    private void require(int octet) throws IOException {
        if (missing == 0) {
            missing = octet < 0xc2 || octet > 0xf4 ? -1 : octet < 0xe0 ? 1 : octet < 0xf0 ? 2 : 3;
            least = octet == 0xe0 ? 0xa0 : octet == 0xf0 ? 0x90 : 0x80;
            most = octet == 0xed ? 0x9f : octet == 0xf4 ? 0x8f : 0xbf;
        } else {
            missing = octet < least || octet > most ? -1 : missing - 1;
            least = 0x80;
            most = 0xbf;
        }
        if (missing < 0) {
            throw new IOException("octets that are not UTF-8, at 0x"
                    + HexFormat.of().withUpperCase().toHexDigits((byte) octet));
        }
    }
}
