package dev.wsman.internal.protocol;

import dev.wsman.internal.xml.Tree;
import java.util.List;

/**
 * The resource of a request, as the headers that name it.
 *
 * @param resourceUri the {@code wsman:ResourceURI}
 * @param headers {@code wsman:SelectorSet}, {@code wsman:OptionSet} and {@code wsman:FragmentTransfer}, as far as the
 *     resource has them, with the prefixes of {@link RequestPrefixes}
 * @param parameters other reference parameters, which become headers unchanged
 */
public record RequestTarget(String resourceUri, List<Tree> headers, List<Tree> parameters) {}
