package dev.wsman.internal.value;

import java.net.URI;
import java.util.UUID;

/** Writes simple Java values, whose text is the same for every server. */
final class ValueText {
    private ValueText() {}

    /**
     * Returns the text of a value.
     *
     * @throws IllegalArgumentException if its type has no text
     */
    static String of(Object value) {
        if (value instanceof Number number) {
            return XmlNumbers.print(number);
        }
        if (value instanceof byte[] bytes) {
            return ByteArrays.print(bytes);
        }
        if (value instanceof CharSequence
                || value instanceof Boolean
                || value instanceof Enum<?>
                || value instanceof UUID
                || value instanceof URI) {
            return value.toString();
        }
        throw new IllegalArgumentException("a value of type " + value.getClass().getName() + " cannot be sent");
    }
}
