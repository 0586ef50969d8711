package dev.wsman.codegen.model;

import java.util.Locale;

/**
 * The name of a class, property, method, parameter or qualifier: written as its declaration writes it, compared without
 * regard to case (DSP0004, "CIM names are case-insensitive"). Immutable.
 */
public final class CimName implements Comparable<CimName> {
    private final String text;
    private final String folded;

    /** A name as written; a blank one is an {@link IllegalArgumentException}. */
    public CimName(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("text: a CIM name is never blank");
        }
        this.text = text;
        this.folded = text.toLowerCase(Locale.ROOT);
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
