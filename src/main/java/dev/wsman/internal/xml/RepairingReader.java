package dev.wsman.internal.xml;

import java.io.IOException;
import java.io.Reader;

/**
 * Passes XML on with {@code U+FFFD} in place of what XML 1.0 (production 2) does not let a document hold: control characters,
 * halves of surrogate pairs, {@code U+FFFE} and {@code U+FFFF}, and character references to any of them. For one thread.
 */
public final class RepairingReader extends Reader {
    private static final char REPLACEMENT = '\ufffd';
    /** Room for the longest reference that stands for a character, with leading zeros. */
    private static final int LONGEST_REFERENCE = 16;

    private final Reader in;
    private final char[] buffer = new char[8192];
    private int position;
    private int limit;
    private final StringBuilder ahead = new StringBuilder(LONGEST_REFERENCE);
    private int given;

    /** Reads from {@code in}, which need not be buffered. */
    public RepairingReader(Reader in) {
        super(in);
        this.in = in;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = 0;
        while (count < length && (count == 0 || position < limit || given < ahead.length())) {
            int next = repaired();
            if (next < 0) {
                break;
            }
            target[offset + count++] = (char) next;
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    private int repaired() throws IOException {
        if (given < ahead.length()) {
            return ahead.charAt(given++);
        }
        int next = next();
        if (next == '&') {
            return reference();
        }
        if (next >= 0 && Character.isHighSurrogate((char) next)) {
            return pair((char) next);
        }
        return next < 0 || isAllowed(next) ? next : REPLACEMENT;
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

    /** A whole pair, or the replacement of half a one. */
    private int pair(char high) throws IOException {
        int low = peek();
        if (low < 0 || !Character.isLowSurrogate((char) low) || !isAllowed(Character.toCodePoint(high, (char) low))) {
            return REPLACEMENT;
        }
        ahead.setLength(0);
        ahead.append((char) next());
        given = 0;
        return high;
    }

    /** After an ampersand: what follows stays as it is, unless it is a reference to what may not be. */
    private int reference() throws IOException {
        ahead.setLength(0);
        given = 0;
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
            return point > Character.MAX_CODE_POINT || !isAllowed((int) point);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isAllowed(int point) {
        return point >= 0x20 && point < 0xd800
                || point == '\t'
                || point == '\n'
                || point == '\r'
                || point > 0xdfff && point < 0xfffe
                || point > 0xffff && point <= Character.MAX_CODE_POINT;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
