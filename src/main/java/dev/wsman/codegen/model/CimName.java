package dev.wsman.codegen.model;

import java.util.Locale;
import java.util.Optional;

/**
 * The name of a class, property, method, parameter or qualifier. Has the spelling of its declaration and ignores case
 * in comparisons (DSP0004, "CIM names are case-insensitive"). All models of declarations use this type for names, and
 * its constructor rejects invalid ones. Immutable.
 *
 * <p>A name is an identifier of DSP0004 annex A: ASCII letters, digits except at the beginning, underscores, and
 * characters from U+0080 to U+FFEF. Of these, invisible characters are rejected: control and format characters
 * (including bidirectional controls), separators, private characters and surrogates. A name has at most 4096
 * characters.
 */
public final class CimName implements Comparable<CimName> {
    private static final int MOST_CHARACTERS = 4096;
    private static final int LAST = 0xFFEF;

    private final String text;
    private final String folded;

    /**
     * Creates a name.
     *
     * @param text the name as written
     * @throws IllegalNameException if the text is not a valid name
     */
    public CimName(String text) {
        Optional<String> problem = problem(text);
        if (problem.isPresent()) {
            throw new IllegalNameException(text, problem.get());
        }
        this.text = text;
        this.folded = text.toLowerCase(Locale.ROOT);
    }

    /**
     * Creates a name that was read from a source.
     *
     * @param source the place of the name, with which the message of the exception begins
     * @param text the name as written
     * @throws IllegalNameException if the text is not a valid name
     */
    public static CimName read(String source, String text) {
        Optional<String> problem = problem(text);
        if (problem.isPresent()) {
            throw new IllegalNameException(source, text, problem.get());
        }
        return new CimName(text);
    }

    /** Returns whether a text is a valid name. */
    public static boolean isName(String text) {
        return problem(text).isEmpty();
    }

    private static Optional<String> problem(String text) {
        if (text.isEmpty()) {
            return Optional.of("a CIM name cannot be empty");
        }
        if (text.length() > MOST_CHARACTERS) {
            return Optional.of(
                    "a CIM name has at most " + MOST_CHARACTERS + " characters, this one has " + text.length());
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isAllowed(c, i == 0)) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "this is not a CIM name: U+%04X at position %d; expected a letter or '_', then letters, digits"
                                + " or '_'",
                        (int) c,
                        i + 1));
            }
        }
        return Optional.empty();
    }

    private static boolean isAllowed(char c, boolean first) {
        if (c < 0x80) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || !first && c >= '0' && c <= '9';
        }
        return c <= LAST && PrintableText.isPrintable(c) && !Character.isSpaceChar(c);
    }

    /** Returns the name as written. */
    public String text() {
        return text;
    }

    /** Returns the form of the name that is the same for all its spellings. */
    public String folded() {
        return folded;
    }

    /** Returns whether this name equals {@code other}, ignoring case. */
    public boolean is(String other) {
        return text.equalsIgnoreCase(other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CimName that && folded.equals(that.folded);
    }

    @Override
    public int hashCode() {
        return folded.hashCode();
    }

    @Override
    public int compareTo(CimName other) {
        return folded.compareTo(other.folded);
    }

    @Override
    public String toString() {
        return text;
    }
}
