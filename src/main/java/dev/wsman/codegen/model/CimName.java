package dev.wsman.codegen.model;

import java.util.Locale;
import java.util.Optional;

/**
 * The name of a class, property, method, parameter or qualifier: written as its declaration writes it, compared without
 * regard to case (DSP0004, "CIM names are case-insensitive"). Every model of a declaration, from whatever source, holds
 * its names as this type, which refuses what is not a name. Immutable.
 *
 * <p>A name is what DSP0004 annex A calls an identifier: letters of ASCII, digits other than at the beginning,
 * underscores, and characters from U+0080 to U+FFEF. Of the latter, those are refused that are not visible: control and
 * format characters (among them the bidirectional controls), separators, private characters and surrogates. A name has
 * at most 4096 characters.
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
     * @throws IllegalNameException if it is not a name
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
     * Creates a name that was read somewhere.
     *
     * @param source what the message of the exception begins with
     * @param text the name as written
     * @throws IllegalNameException if it is not a name
     */
    public static CimName read(String source, String text) {
        Optional<String> problem = problem(text);
        if (problem.isPresent()) {
            throw new IllegalNameException(source, text, problem.get());
        }
        return new CimName(text);
    }

    /** Whether a text is a name. */
    public static boolean isName(String text) {
        return problem(text).isEmpty();
    }

    private static Optional<String> problem(String text) {
        if (text.isEmpty()) {
            return Optional.of("a CIM name cannot be empty");
        }
        if (text.length() > MOST_CHARACTERS) {
            return Optional.of("a CIM name has at most " + MOST_CHARACTERS + " characters, this has " + text.length());
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

    /** The name as written. */
    public String text() {
        return text;
    }

    /** The name in the one form that all its spellings share. */
    public String folded() {
        return folded;
    }

    /** Whether this name is spelled {@code other}, in any case. */
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
