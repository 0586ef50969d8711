package dev.wsman.internal.binding;

import org.jspecify.annotations.Nullable;

/**
 * A value on the wire that does not fit the property it belongs to, or an object that cannot be written as XML. The
 * message names the class, the property and the value; {@link #value()} is cut to 100 characters.
 */
public final class BindingException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_VALUE = 100;

    private final Class<?> type;
    private final @Nullable String property;
    private final @Nullable String value;

    BindingException(
            Class<?> type,
            @Nullable String property,
            @Nullable String value,
            String reason,
            @Nullable Throwable cause) {
        super(message(type, property, value, reason), cause);
        this.type = type;
        this.property = property;
        this.value = cut(value);
    }

    /** The JAXB class that declares or holds the property. */
    public Class<?> type() {
        return type;
    }

    /** The local name of the property's element as the class expects it; null where the whole object is meant. */
    public @Nullable String property() {
        return property;
    }

    /** The text as it was sent, cut; null where no text is concerned. */
    public @Nullable String value() {
        return value;
    }

    private static String message(Class<?> type, @Nullable String property, @Nullable String value, String reason) {
        String place = property == null ? type.getName() : "property " + property + " of " + type.getName();
        return place + (value == null ? ": " : " cannot hold \"" + cut(value) + "\": ") + reason;
    }

    private static @Nullable String cut(@Nullable String value) {
        return value == null || value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }
}
