package dev.wsman.camel.internal.session;

import java.util.function.Supplier;

/** Checks values of options. */
public final class Options {
    private Options() {}

    /** Returns what the supplier returns; a rejected value becomes a message that begins with the option's name. */
    public static <T> T checked(String option, Supplier<T> value) {
        try {
            return value.get();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }

    /** Returns the elements of a list that commas separate, without surrounding white space. */
    static String[] list(String text) {
        return text.strip().split("\\s*,\\s*");
    }
}
