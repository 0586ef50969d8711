package dev.wsman;

/**
 * An item of an enumeration with the locator of its resource, as {@code EnumerateRequest.withReferences()} returns it:
 * {@code EnumerateObjectAndEPR} on the wire (DSP0226 clause 8.7).
 *
 * @param <T> the type of the item
 * @param value the item
 * @param reference the locator by which the session can read, change or delete the resource
 */
public record Referenced<T>(T value, ResourceLocator reference) {
    /** Checks that neither is null. */
    public Referenced {
        Arguments.present(value, "value");
        Arguments.present(reference, "reference");
    }
}
