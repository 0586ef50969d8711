package dev.wsman.internal.redaction;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Characters decoded from a text, each with the part of the original text that it stands for. For example
 * {@code a&lt;b} decodes to {@code a<b}, whose second character stands for the original characters 1 to 4. Not
 * thread-safe.
 */
final class DecodedText {
    private static final char CUT = '\u2026';
    private static final int LONGEST_ESCAPE = 11;
    private static final String CDATA = "<![CDATA[";

    private final char[] chars;
    private final int[] starts;
    private final int[] ends;
    private final int length;
    private char @Nullable [] lower;

    private DecodedText(char[] chars, int[] starts, int[] ends, int length) {
        this.chars = chars;
        this.starts = starts;
        this.ends = ends;
        this.length = length;
    }

    /** Returns a text whose characters stand for themselves. */
    static DecodedText of(String text) {
        Builder whole = new Builder(text.length());
        for (int i = 0; i < text.length(); i++) {
            whole.add(text.charAt(i), i, i + 1);
        }
        return whole.build();
    }

    int length() {
        return length;
    }

    char at(int index) {
        return chars[index];
    }

    /** Returns the index in the original text at which the part for a character begins. */
    int start(int index) {
        return starts[index];
    }

    /** Returns the index in the original text at which the part for a character ends. */
    int end(int index) {
        return ends[index];
    }

    /** Returns the text without white space, control characters and invisible characters such as soft hyphens. */
    DecodedText squeezed() {
        Builder squeezed = new Builder(length);
        for (int i = 0; i < length; i++) {
            if (!isBlank(chars[i])) {
                squeezed.add(chars[i], starts[i], ends[i]);
            }
        }
        return squeezed.length() == length ? this : squeezed.build();
    }

    /**
     * Returns the text without tags, comments and the delimiters of CDATA sections, which may split a value. A tag that
     * does not end is kept.
     */
    DecodedText withoutMarkup() {
        Builder rest = new Builder(length);
        int at = 0;
        while (at < length) {
            int end = chars[at] == '<' ? endOfMarkup(at) : startsWith("]]>", at) ? at + 3 : at;
            if (end == at) {
                rest.add(chars[at], starts[at], ends[at]);
                end = at + 1;
            } else if (end < 0) {
                return rest.length() == at ? this : rest.with(this, at).build();
            }
            at = end;
        }
        return rest.length() == length ? this : rest.build();
    }

    /** Returns the index after a tag, a comment or the start of a CDATA section; -1 if it does not end. */
    private int endOfMarkup(int open) {
        if (startsWith(CDATA, open)) {
            return open + CDATA.length();
        }
        String close = startsWith("<!--", open) ? "-->" : ">";
        for (int at = open + 1; at < length; at++) {
            if (startsWith(close, at)) {
                return at + close.length();
            }
        }
        return -1;
    }

    private boolean startsWith(String part, int from) {
        for (int i = 0; i < part.length(); i++) {
            if (from + i >= length || chars[from + i] != part.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the text was cut off, and therefore ends with an ellipsis. */
    boolean isCut() {
        return length > 0 && chars[length - 1] == CUT;
    }

    /** Returns the text without the incomplete escape sequence at which it was cut off. */
    DecodedText withoutBrokenEscape() {
        int last = length - 1;
        for (int at = last - 1; isCut() && at >= Math.max(0, last - LONGEST_ESCAPE); at--) {
            if ("%&\\=".indexOf(chars[at]) >= 0) {
                return without(at, last);
            }
            if (!Character.isLetterOrDigit(chars[at]) && "#{".indexOf(chars[at]) < 0) {
                return this;
            }
        }
        return this;
    }

    private DecodedText without(int from, int to) {
        Builder rest = new Builder(length);
        for (int i = 0; i < length; i++) {
            if (i < from || i >= to) {
                rest.add(chars[i], starts[i], ends[i]);
            }
        }
        return rest.build();
    }

    static boolean isBlank(char c) {
        return Character.isWhitespace(c)
                || Character.isISOControl(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.FORMAT;
    }

    /**
     * Returns whether the first {@code count} characters of {@code value}, which is in lower case, are at
     * {@code from}.
     */
    boolean matches(char[] value, int count, int from) {
        if (from < 0 || from + count > length) {
            return false;
        }
        char[] own = lower();
        for (int i = 0; i < count; i++) {
            if (own[from + i] != value[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns all characters in lower case; computed once, because many values are searched for. */
    private char[] lower() {
        char[] made = lower;
        if (made == null) {
            made = new char[length];
            for (int i = 0; i < length; i++) {
                made[i] = Character.toLowerCase(chars[i]);
            }
            lower = made;
        }
        return made;
    }

    /** Returns the decoded characters. */
    String characters() {
        return new String(chars, 0, length);
    }

    /** Collects characters. */
    static final class Builder {
        private char[] chars;
        private int[] starts;
        private int[] ends;
        private int length;

        Builder(int capacity) {
            chars = new char[capacity];
            starts = new int[capacity];
            ends = new int[capacity];
        }

        void add(char c, int start, int end) {
            if (length == chars.length) {
                int capacity = 2 * length + 16;
                chars = Arrays.copyOf(chars, capacity);
                starts = Arrays.copyOf(starts, capacity);
                ends = Arrays.copyOf(ends, capacity);
            }
            chars[length] = c;
            starts[length] = start;
            ends[length++] = end;
        }

        /** Adds the characters of {@code text} from an index on. */
        Builder with(DecodedText text, int from) {
            for (int i = from; i < text.length; i++) {
                add(text.chars[i], text.starts[i], text.ends[i]);
            }
            return this;
        }

        int length() {
            return length;
        }

        DecodedText build() {
            return new DecodedText(chars, starts, ends, length);
        }
    }
}
