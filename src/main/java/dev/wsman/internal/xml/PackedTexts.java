package dev.wsman.internal.xml;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The texts of an element's children, joined to one string. Immutable and thread-safe.
 *
 * <p>A record of 45 properties, most of them numbers and short texts, had two objects for each text. Without them,
 * reading an item allocates a third less. Most callers read only a few properties. {@link #get} creates a text when it
 * is needed, and {@link #shortNumber} reads a number without one.
 *
 * <pre>{@code
 *  children  <a>42</a> <b/> <c>x</c>
 *  joined    42x
 *  ends      2         2    3
 * }</pre>
 */
final class PackedTexts {
    private final String joined;
    private final char[] ends;

    private PackedTexts(String joined, char[] ends) {
        this.joined = joined;
        this.ends = ends;
    }

    /** Returns the text of a child; an empty string for a child without a text here. */
    String get(int index) {
        return joined.substring(start(index), ends[index]);
    }

    private int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    /** Returns the text of a child as {@link ShortNumbers#unsigned} reads it, without making a string. */
    long shortNumber(int index) {
        return ShortNumbers.unsigned(joined, start(index), ends[index]);
    }

    /**
     * The texts of the nodes of all elements that are being read: a stack with one entry for each node, which is empty
     * for a node without a text here. Not thread-safe.
     */
    static final class Stack {
        /** In characters. For a longer text the two objects do not matter. */
        static final int LONGEST = 255;

        /** In characters; the texts of a usual instance fit. */
        private static final int INITIAL_SIZE = 1024;

        /** Empty until there is a text: most headers have none that is stored here. */
        private char[] joined = {};

        private int[] ends = new int[16];
        private int size;

        /** Returns where the first {@code count} entries end. */
        private int end(int count) {
            return count == 0 ? 0 : ends[count - 1];
        }

        /** Returns an array with space for one more text at {@link #offset()}; null if no more texts fit. */
        char @Nullable [] space() {
            int needed = offset() + LONGEST + 1;
            if (needed > Character.MAX_VALUE) {
                return null;
            }
            if (needed > joined.length) {
                joined = Arrays.copyOf(joined, Math.max(INITIAL_SIZE, joined.length * 2));
            }
            return joined;
        }

        int offset() {
            return end(size);
        }

        /** Adds an entry with the characters that the caller has put in {@link #space()}, or an empty entry. */
        void push(int length) {
            if (size == ends.length) {
                ends = Arrays.copyOf(ends, size * 2);
            }
            ends[size] = end(size) + length;
            size++;
        }

        String get(int index) {
            return new String(joined, end(index), ends[index] - end(index));
        }

        /** Makes the last entry empty. */
        void clearLast() {
            ends[size - 1] = end(size - 1);
        }

        /** Removes the entries from an index on. */
        void removeFrom(int start) {
            size = start;
        }

        /** Returns the entries from an index on. */
        PackedTexts from(int start) {
            int base = end(start);
            char[] copied = new char[size - start];
            for (int i = 0; i < copied.length; i++) {
                copied[i] = (char) (ends[start + i] - base);
            }
            return new PackedTexts(new String(joined, base, offset() - base), copied);
        }
    }
}
