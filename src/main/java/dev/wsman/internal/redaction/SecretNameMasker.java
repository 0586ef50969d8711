package dev.wsman.internal.redaction;

/**
 * Masks the values of secret names in the text of a message: the content of elements, the values of attributes,
 * selectors and options, and the value that follows a name in an element of its own. CDATA sections, comments and
 * escaped markup are searched too. The text need not be well-formed; what is in doubt is masked. Thread-safe.
 *
 * <table>
 * <caption>Examples</caption>
 * <tr><th>text<th>masked
 * <tr><td>{@code <Password>x</Password>}<td>{@code <Password>***</Password>}
 * <tr><td>{@code <Selector Name="Token">x</Selector>}<td>{@code <Selector Name="Token">***</Selector>}
 * <tr><td>{@code <AttributeName>Users.2#Password</AttributeName><AttributeValue>x</AttributeValue>} (Dell)
 * <td>{@code <AttributeName>Users.2#Password</AttributeName><AttributeValue>***</AttributeValue>}
 * </table>
 */
public final class SecretNameMasker {
    private final SecretNames names;

    public SecretNameMasker(SecretNames names) {
        this.names = names;
    }

    public SecretNames names() {
        return names;
    }

    /** Returns the text with {@link SecretValueMasker#MASK} in place of each secret value. */
    public String of(String text) {
        return text.indexOf('<') < 0 && text.indexOf('&') < 0 ? text : new MarkupMasker(names, text).masked();
    }
}
