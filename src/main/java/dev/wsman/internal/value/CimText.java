package dev.wsman.internal.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conversions of texts that the base types of generated classes need in addition to the accessors of {@code
 * Instance}. It is the only type of the internal packages that {@code dev.wsman.cim} uses.
 */
public final class CimText {
    private CimText() {}

    /** Returns whether the text of a {@code datetime} property is an interval and not a point in time. */
    public static boolean isInterval(String text) {
        return CimIntervals.isInterval(text.strip());
    }

    /** Reads a {@code uint64} of at most 18 digits; -1 if the text is anything else, which may be a valid value. */
    public static long shortUnsigned(String text) {
        return XmlNumbers.shortUnsigned(text);
    }

    /**
     * Returns the texts of the items of an array. OMI sends a {@code uint8[]} as one text in base64, with this encoding
     * as {@code xsi:type}. The items are then the numbers of its bytes.
     *
     * @param texts the texts of the property's elements
     * @param xsiType the type of the first element, or null
     * @throws NotAValueException if that one text is not in the encoding that its type names
     */
    public static List<String> items(List<String> texts, @Nullable String xsiType) {
        return ByteArrays.items(texts, xsiType);
    }
}
