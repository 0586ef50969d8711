package dev.wsman.internal.xml;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * Replaces characters that XML 1.0 (production 2) does not allow by {@code U+FFFD}: control characters, unpaired
 * surrogates, {@code U+FFFE} and {@code U+FFFF}, and character references to any of them. Not thread-safe.
 */
public final class RepairingReader extends Reader {
    private static final char REPLACEMENT = '\ufffd';
    /** The length of the longest reference to a character, with leading zeros. */
    private static final int LONGEST_REFERENCE = 16;

    private final Reader in;
    private final char[] buffer = new char[8192];
    private int position;
    private int limit;
    private final StringBuilder ahead = new StringBuilder(LONGEST_REFERENCE);
    private int aheadPosition;

    /** Creates a reader of {@code in}, which need not be buffered. */
    public RepairingReader(Reader in) {
        super(in);
        this.in = in;
    }

    /** Returns the text with its forbidden characters replaced. */
    public static String repair(String text) {
        StringWriter repaired = new StringWriter(text.length());
        try {
            new RepairingReader(new StringReader(text)).transferTo(repaired);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // neither end does I/O
        }
        return repaired.toString();
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = 0;
        while (count < length && (count == 0 || position < limit || aheadPosition < ahead.length())) {
            int next = repaired();
            if (next < 0) {
                break;
            }
            target[offset + count++] = (char) next;
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    private int repaired() throws IOException {
        if (aheadPosition < ahead.length()) {
            return ahead.charAt(aheadPosition++);
        }
        int next = next();
        if (next == '&') {
            return reference();
        }
        if (next >= 0 && Character.isHighSurrogate((char) next)) {
            return pair((char) next);
        }
        return next < 0 || XmlCharacters.isAllowed(next) ? next : REPLACEMENT;
    }

    private int next() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(in.read(buffer, 0, buffer.length), 0);
            if (limit == 0) {
                return -1;
            }
        }
        return buffer[position++];
    }

    private int peek() throws IOException {
        int next = next();
        if (next >= 0) {
            position--;
        }
        return next;
    }

    /** Returns a high surrogate if a low one follows, or else the replacement. */
    private int pair(char high) throws IOException {
        int low = peek();
        if (low < 0
                || !Character.isLowSurrogate((char) low)
                || !XmlCharacters.isAllowed(Character.toCodePoint(high, (char) low))) {
            return REPLACEMENT;
        }
        ahead.setLength(0);
        ahead.append((char) next());
        aheadPosition = 0;
        return high;
    }

    /**
     * Handles an ampersand. The following characters are unchanged, unless they are a reference to a forbidden
     * character.
     */
    private int reference() throws IOException {
        ahead.setLength(0);
        aheadPosition = 0;
        while (ahead.length() < LONGEST_REFERENCE) {
            int next = peek();
            if (next < 0 || next != ';' && next != '#' && !Character.isLetterOrDigit(next)) {
                return '&';
            }
            ahead.append((char) next());
            if (next == ';') {
                return isForbidden(ahead) ? replaced() : '&';
            }
        }
        return '&';
    }

    private int replaced() {
        ahead.setLength(0);
        return REPLACEMENT;
    }

    private static boolean isForbidden(CharSequence reference) {
        int end = reference.length() - 1;
        boolean hexadecimal = end > 1 && reference.charAt(1) == 'x';
        int start = hexadecimal ? 2 : 1;
        if (reference.charAt(0) != '#' || start >= end) {
            return false;
        }
        try {
            long point = Long.parseLong(reference, start, end, hexadecimal ? 16 : 10);
            return point > Character.MAX_CODE_POINT || !XmlCharacters.isAllowed((int) point);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
