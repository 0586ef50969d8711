package dev.wsman.internal.protocol;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeBuilder;
import org.jspecify.annotations.Nullable;

/** The selector {@code __cimnamespace} of DSP0227, which names the CIM namespace of a resource. */
public final class CimNamespace {
    /** The name of the selector. */
    public static final String SELECTOR = "__cimnamespace";

    /** Resource URIs of Windows' WMI classes begin with this, and contain the namespace themselves. */
    private static final String WMI = Namespaces.WINDOWS + "wmi/";

    private CimNamespace() {}

    /** Returns whether a resource URI denotes a WMI class of Windows, and therefore contains the namespace. */
    public static boolean isInUri(String resourceUri) {
        return resourceUri.regionMatches(true, 0, WMI, 0, WMI.length());
    }

    /**
     * Returns whether a selector is an empty CIM namespace. openwsman puts one into the references in its instances,
     * and replies with the fault "invalid imethodcall XML" when a client sends it back.
     */
    public static boolean isEmpty(@Nullable String selector, @Nullable String value) {
        return SELECTOR.equalsIgnoreCase(selector) && value != null && value.isBlank();
    }

    /** Returns an element without the empty namespaces of the references in it. */
    public static Tree withoutEmpty(Tree tree) {
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
                && !element.hasElements()
                && isEmpty(element.attribute("", "Name"), element.text());
    }
}
