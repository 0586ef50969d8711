package dev.wsman.internal.protocol;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an endpoint reference of WS-Management (DSP0226 clause 5.1.2): the plain form of a
 * {@code ResourceLocator}.
 *
 * @param resourceUri the {@code wsman:ResourceURI}; empty if there is none
 * @param selectors the content of {@code wsman:SelectorSet}
 * @param options the content of {@code wsman:OptionSet}
 * @param fragmentPath the text of {@code wsman:FragmentTransfer}; null if there is none
 * @param fragmentDialect its {@code Dialect}; null means XPath 1.0
 * @param address the {@code wsa:Address}; null if there is none
 * @param parameters the other reference parameters
 */
public record EndpointReference(
        String resourceUri,
        List<Selector> selectors,
        List<Option> options,
        @Nullable String fragmentPath,
        @Nullable String fragmentDialect,
        @Nullable String address,
        List<Tree> parameters) {

    /** A selector: its value is either text or a reference, and the other one is null. */
    public record Selector(
            String name, @Nullable String value, @Nullable EndpointReference reference) {}

    /** An option; a null value is sent as {@code xsi:nil}. */
    public record Option(String name, @Nullable String value, boolean mustComply) {}

    /** Returns {@code wsa:EndpointReference} of WS-Addressing 2004/08. */
    public Tree toTree() {
        TreeBuilder reference = addressing("EndpointReference").declare("wsman", Namespaces.WSMAN);
        toContent().forEach(reference::child);
        return reference.build();
    }

    /** Returns the content of {@link #toTree}: {@code wsa:Address} and {@code wsa:ReferenceParameters}. */
    public List<Tree> toContent() {
        Tree to = addressing("Address")
                .text(address == null ? Namespaces.ANONYMOUS : address)
                .build();
        TreeBuilder content = addressing("ReferenceParameters");
        if (!resourceUri.isEmpty()) {
            content.child(ReferenceElements.IN_REFERENCE.resourceUri(resourceUri));
        }
        ReferenceElements.IN_REFERENCE.of(this).forEach(content::child);
        parameters.forEach(content::child);
        return List.of(to, content.build());
    }

    /** Returns the target of requests to the resource. */
    public RequestTarget toTarget() {
        return new RequestTarget(resourceUri, ReferenceElements.AS_HEADERS.of(this), parameters);
    }

    private static TreeBuilder addressing(String name) {
        return Tree.builder(Namespaces.ADDRESSING, name, "wsa");
    }
}
