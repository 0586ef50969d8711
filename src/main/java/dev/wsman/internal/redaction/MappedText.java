package dev.wsman.internal.redaction;

import java.util.Arrays;

/** Characters that were decoded from a text, each with the part of that text it stands for. Immutable once built. */
final class MappedText {
    private static final char CUT = '\u2026';
    private static final int LONGEST_ESCAPE = 11;

    private final char[] chars;
    private final int[] starts;
    private final int[] ends;
    private final int length;

    private MappedText(char[] chars, int[] starts, int[] ends, int length) {
        this.chars = chars;
        this.starts = starts;
        this.ends = ends;
        this.length = length;
    }

    /** A text that stands for itself. */
    static MappedText of(String text) {
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

    /** Where the part of the original text begins that the character stands for. */
    int start(int index) {
        return starts[index];
    }

    /** Where that part ends. */
    int end(int index) {
        return ends[index];
    }

    /** The same without white space, control characters and characters that are not seen, as a soft hyphen. */
    MappedText squeezed() {
        Builder squeezed = new Builder(length);
        for (int i = 0; i < length; i++) {
            if (!isBlank(chars[i])) {
                squeezed.add(chars[i], starts[i], ends[i]);
            }
        }
        return squeezed.length() == length ? this : squeezed.build();
    }

    /** Whether the text was cut off, as an ellipsis at its end says. */
    boolean isCut() {
        return length > 0 && chars[length - 1] == CUT;
    }

    /** The same without the escape sequence in the middle of which it was cut off. */
    MappedText withoutBrokenEscape() {
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

    private MappedText without(int from, int to) {
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

    /** Whether {@code value}, which is in lower case, is here. */
    boolean matches(char[] value, int count, int from) {
        if (from < 0 || from + count > length) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (Character.toLowerCase(chars[from + i]) != value[i]) {
                return false;
            }
        }
        return true;
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

        int length() {
            return length;
        }

        MappedText build() {
            return new MappedText(chars, starts, ends, length);
        }
    }
}
