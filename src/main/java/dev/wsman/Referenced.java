package dev.wsman;

/**
 * An item of an enumeration together with the locator of the resource it stands for: what
 * {@code EnumerateRequest.withReferences()} gives, {@code EnumerateObjectAndEPR} on the wire (DSP0226 clause 8.7).
 *
 * @param <T> what an item is bound to
 * @param value the item
 * @param reference where it can be read, changed or deleted; can be given to the session as it is
 */
public record Referenced<T>(T value, ResourceLocator reference) {
    /** Neither may be null. */
    public Referenced {
        Arguments.present(value, "value");
        Arguments.present(reference, "reference");
    }
}
