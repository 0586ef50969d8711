package dev.wsman.codegen.model;

import java.util.regex.Pattern;

/**
 * A class name, or a pattern of class names: {@code *} matches any characters, {@code ?} matches one; case is ignored.
 * Immutable.
 */
public final class NamePattern {
    private final String text;
    private final Pattern regex;

    /**
     * Creates a pattern.
     *
     * @throws IllegalArgumentException if the text is blank
     */
    public NamePattern(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("text: a pattern of names cannot be blank");
        }
        this.text = text.strip();
        this.regex = Pattern.compile(
                Pattern.quote(this.text).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), Pattern.CASE_INSENSITIVE);
    }

    /** Returns whether it may match more than one class: whether it has a {@code *} or a {@code ?}. */
    public boolean isPattern() {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** Returns whether it matches a class. */
    public boolean matches(CimName name) {
        return regex.matcher(name.text()).matches();
    }

    /** Returns the pattern as written. */
    @Override
    public String toString() {
        return text;
    }
}
