package dev.wsman.internal.protocol;

import dev.wsman.internal.xml.Tree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request is about: the parts of an endpoint reference that WS-Management knows, and the rest of it.
 *
 * @param resourceUri the {@code wsman:ResourceURI}
 * @param selectors the {@code wsman:SelectorSet}; empty sends none
 * @param options the {@code wsman:OptionSet}; empty sends none
 * @param fragment the expression of {@code wsman:FragmentTransfer}, or null
 * @param fragmentDialect its dialect; null is the default, XPath 1.0
 * @param parameters further reference parameters, which become headers as they are
 */
public record RequestTarget(
        String resourceUri,
        List<RequestSelector> selectors,
        List<RequestOption> options,
        @Nullable String fragment,
        @Nullable String fragmentDialect,
        List<Tree> parameters) {}
