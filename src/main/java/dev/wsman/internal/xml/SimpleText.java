package dev.wsman.internal.xml;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads texts of the usual form from the bytes of a document: ASCII without control characters, at most {@value
 * PackedTexts.Stack#LONGEST} characters, no space at the beginning, and no references but the predefined ones, such as
 * {@code &amp;}. Other texts are left to the parser. Not thread-safe.
 */
final class SimpleText {
    /** Returned instead of an index if the text has another form. */
    static final int OTHER = -1;

    private static final boolean[] PLAIN = plain();
    private static final String REFERENCED = "&<>\"'";
    private static final byte[][] REFERENCES = {
        ascii("&amp;"), ascii("&lt;"), ascii("&gt;"), ascii("&quot;"), ascii("&apos;")
    };

    private int length;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns for each byte whether it stands for itself: ASCII characters except those of markup. */
    private static boolean[] plain() {
        boolean[] plain = new boolean[256];
        Arrays.fill(plain, ' ', 127, true);
        for (char special : new char[] {'<', '&', ']'}) {
            plain[special] = false;
        }
        return plain;
    }

    /**
     * Reads a text up to the next tag.
     *
     * @param end the index after the last byte that is known
     * @param chars receives the text from {@code offset} on, and has space for one character more than the longest text
     * @return the index of the tag, or {@link #OTHER}
     */
    int read(byte[] bytes, int from, int end, char[] chars, int offset) {
        int at = from;
        int to = offset;
        int longest = offset + PackedTexts.Stack.LONGEST;
        while (true) {
            int count = copyPlain(bytes, at, chars, to, Math.min(end - at, longest - to + 1));
            at += count;
            to += count;
            if (at == end || to > longest) {
                return OTHER;
            }
            if (bytes[at] == '<') {
                length = to - offset;
                return at > from && bytes[from] == ' ' ? OTHER : at;
            }
            if (isBracket(bytes, at, end)) {
                chars[to++] = ']';
                at++;
            } else {
                int reference = reference(bytes, at, end);
                if (reference == OTHER) {
                    return OTHER;
                }
                chars[to++] = REFERENCED.charAt(reference);
                at += REFERENCES[reference].length;
            }
        }
    }

    /** Copies characters that stand for themselves, at most {@code most}. Returns their number. */
    private static int copyPlain(byte[] bytes, int from, char[] chars, int to, int most) {
        int count = 0;
        while (count < most && PLAIN[bytes[from + count] & 0xff]) {
            chars[to + count] = (char) bytes[from + count];
            count++;
        }
        return count;
    }

    /** Returns the number of characters of the text that was read last. */
    int length() {
        return length;
    }

    /** Returns whether there is a bracket that does not begin the end of a CDATA section. */
    private static boolean isBracket(byte[] bytes, int at, int end) {
        return bytes[at] == ']' && at + 1 < end && bytes[at + 1] != ']';
    }

    private static int reference(byte[] bytes, int at, int end) {
        for (int i = 0; i < REFERENCES.length; i++) {
            int to = at + REFERENCES[i].length;
            if (to <= end && Arrays.equals(bytes, at, to, REFERENCES[i], 0, REFERENCES[i].length)) {
                return i;
            }
        }
        return OTHER;
    }
}
