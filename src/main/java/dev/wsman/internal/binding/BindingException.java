package dev.wsman.internal.binding;

import dev.wsman.internal.redaction.SecretNames;
import dev.wsman.internal.redaction.SecretValueMasker;
import org.jspecify.annotations.Nullable;

/**
 * Reports a value that does not fit its property, or an object that cannot be written as XML. The message names the
 * class and the property and shows the value; {@link #value()} is cut to 100 characters. For a property with a secret
 * name it contains neither the value nor the cause, which may repeat the value.
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
        super(
                message(type, property, shown(property, value), isSecret(property) ? "it does not fit" : reason),
                isSecret(property) ? null : cause);
        this.type = type;
        this.property = property;
        this.value = shown(property, value);
    }

    private static boolean isSecret(@Nullable String property) {
        return property != null && SecretNames.DEFAULT.contains(property);
    }

    /** Returns the JAXB class that has the property. */
    public Class<?> type() {
        return type;
    }

    /**
     * Returns the local name of the property's element as the class expects it; null if the failure concerns the whole
     * object.
     */
    public @Nullable String property() {
        return property;
    }

    /** Returns the text as it was sent, cut to 100 characters; null if the failure concerns no text. */
    public @Nullable String value() {
        return value;
    }

    private static String message(Class<?> type, @Nullable String property, @Nullable String value, String reason) {
        String place = property == null ? type.getName() : "property " + property + " of " + type.getName();
        return place + (value == null ? ": " : " cannot hold \"" + value + "\": ") + reason;
    }

    private static @Nullable String shown(@Nullable String property, @Nullable String value) {
        if (value != null && isSecret(property)) {
            return SecretValueMasker.MASK;
        }
        return value == null || value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }
}
