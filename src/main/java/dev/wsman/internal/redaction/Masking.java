package dev.wsman.internal.redaction;

/**
 * Hides the values of secret names in the text of a message: the content of elements, the values of attributes,
 * selectors and options, and the value beside a name, as Dell's controllers pair {@code AttributeName} with
 * {@code AttributeValue}. The text need not be well-formed: what is in doubt is hidden. It looks into CDATA sections,
 * comments and escaped markup too. Thread-safe.
 */
public final class Masking {
    private final SecretNames names;

    public Masking(SecretNames names) {
        this.names = names;
    }

    public SecretNames names() {
        return names;
    }

    /** The text with {@link Redaction#MASK} in place of what is secret. */
    public String of(String text) {
        return text.indexOf('<') < 0 && text.indexOf('&') < 0 ? text : new MarkupScan(names, text).masked();
    }
}
