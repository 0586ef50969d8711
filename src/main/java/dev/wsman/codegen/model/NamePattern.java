package dev.wsman.codegen.model;

import java.util.regex.Pattern;

/** A class's name, or a pattern of names: {@code *} stands for any characters, {@code ?} for one; case does not matter. Immutable. */
public final class NamePattern {
    private final String text;
    private final Pattern regex;

    /** A pattern; a blank one is an {@link IllegalArgumentException}. */
    public NamePattern(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("text: a pattern of names is never blank");
        }
        this.text = text.strip();
        this.regex = Pattern.compile(
                Pattern.quote(this.text).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), Pattern.CASE_INSENSITIVE);
    }

    /** Whether it may name more than one class: it has a {@code *} or a {@code ?}. */
    public boolean isPattern() {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** Whether it names that class. */
    public boolean matches(CimName name) {
        return regex.matcher(name.text()).matches();
    }

    /** The pattern as written. */
    @Override
    public String toString() {
        return text;
    }
}
