package dev.wsman;

import dev.wsman.ResourceLocator.Selector;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The CIM namespace of a resource: the selector {@code __cimnamespace} of DSP0227. */
final class CimNamespace {
    private static final String NAME = "__cimnamespace";
    /** Resource URIs of Windows' WMI classes begin with this, and hold the namespace themselves. */
    private static final String WMI = Namespaces.WINDOWS + "wmi/";

    private CimNamespace() {}

    /** Whether a resource URI is that of a class of Windows' WMI. */
    static boolean isInUri(String resourceUri) {
        return resourceUri.regionMatches(true, 0, WMI, 0, WMI.length());
    }

    /** The namespace that a request names by a selector; null if it names none. */
    static @Nullable String of(@Nullable ResourceLocator asked) {
        return asked == null ? null : asked.selector(NAME).orElse(null);
    }

    /**
     * A reference in an answer, in the namespace that the request named unless it names its own. OMI leaves the
     * namespace out of the answers to Create and EnumerateObjectAndEPR, and takes such a reference for one to its
     * default namespace.
     */
    static ResourceLocator carried(ResourceLocator reference, @Nullable String asked) {
        if (asked == null || isInUri(reference.resourceUri())) {
            return reference;
        }
        String own = of(reference);
        ResourceLocator nested = withNestedCarried(reference, own == null ? asked : own);
        return own == null ? nested.selector(NAME, asked) : nested;
    }

    /** The key of an association is a reference too. */
    private static ResourceLocator withNestedCarried(ResourceLocator reference, String asked) {
        ResourceLocator changed = reference;
        for (Selector selector : reference.selectors()) {
            ResourceLocator nested = selector.reference();
            ResourceLocator carried = nested == null ? null : carried(nested, asked);
            if (carried != null && carried != nested) {
                changed = changed.selector(selector.name(), carried);
            }
        }
        return changed;
    }

    /**
     * The selectors without an empty namespace, which names none: openwsman puts one into the references in its
     * instances, and answers "invalid imethodcall XML" if it gets it back.
     */
    static List<Selector> withoutEmpty(List<Selector> selectors) {
        return selectors.stream().noneMatch(CimNamespace::isEmpty)
                ? selectors
                : selectors.stream().filter(selector -> !isEmpty(selector)).toList();
    }

    private static boolean isEmpty(Selector selector) {
        return selector.name().equalsIgnoreCase(NAME)
                && selector.value() != null
                && selector.value().isBlank();
    }

    /** An element without empty namespaces in the references in it. */
    static Tree withoutEmpty(Tree tree) {
        if (!hasEmpty(tree)) {
            return tree;
        }
        TreeBuilder builder = tree.toBuilder();
        builder.nodes().removeIf(node -> node instanceof Tree child && isEmpty(child));
        builder.nodes().replaceAll(node -> node instanceof Tree child ? withoutEmpty(child) : node);
        return builder.build();
    }

    private static boolean hasEmpty(Tree tree) {
        for (Tree child : tree.elements()) {
            if (isEmpty(child) || child.hasElements() && hasEmpty(child)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEmpty(Tree element) {
        return element.is(Namespaces.WSMAN, "Selector")
                && NAME.equalsIgnoreCase(element.attribute("", "Name"))
                && !element.hasElements()
                && element.text().isBlank();
    }
}
