package dev.wsman.internal.value;

import org.jspecify.annotations.Nullable;

/** Reports a text that is not a value of the type that was expected. The caller adds the name of the property. */
public final class NotAValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String text;
    private final String expected;

    NotAValueException(String text, String expected, @Nullable Throwable cause) {
        super("not " + expected, cause);
        this.text = text;
        this.expected = expected;
    }

    /** Returns the text, or the part of it that does not fit. */
    public String text() {
        return text;
    }

    /** Returns a description of what was expected, for instance {@code base64} or {@code a byte}. */
    public String expected() {
        return expected;
    }
}
