package dev.wsman.internal.protocol;

import dev.wsman.internal.protocol.EndpointReference.Option;
import dev.wsman.internal.protocol.EndpointReference.Selector;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlFactories;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads endpoint references of WS-Addressing 2004/08 and 2005/08. */
public final class EndpointReferenceReader {
    private @Nullable String resourceUri;
    private List<Selector> selectors = List.of();
    private List<Option> options = List.of();
    private @Nullable String fragmentPath;
    private @Nullable String fragmentDialect;
    private @Nullable String address;
    private final List<Tree> parameters = new ArrayList<>();

    private EndpointReferenceReader() {}

    /**
     * Reads a reference from XML text.
     *
     * @throws IllegalArgumentException if the text is not well-formed or is not an endpoint reference
     */
    public static EndpointReference parse(String xml) {
        Tree tree;
        try {
            tree = XmlFactories.parse(xml);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("resource locator: " + e.getMessage(), e);
        }
        return read(tree);
    }

    /** Returns whether an element is an endpoint reference, or has the content of one. */
    public static boolean isReference(Tree tree) {
        return Namespaces.isAddressing(tree.namespace()) && tree.localName().equals("EndpointReference")
                || hasAddressing(tree);
    }

    private static boolean hasAddressing(Tree tree) {
        for (Tree child : tree.elements()) {
            if (Namespaces.isAddressing(child.namespace()) && !child.localName().equals("EndpointReference")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads a reference: an element with the content of an endpoint reference, such as {@code wxf:ResourceCreated} in
     * the 2004 edition, or one that contains an endpoint reference, as in the 2006 edition.
     *
     * @throws IllegalArgumentException if the element has another form
     */
    public static EndpointReference read(Tree sent) {
        Tree reference = UnqualifiedReference.qualified(sent);
        if (!hasAddressing(reference)) {
            for (Tree child : reference.elements()) {
                if (isReference(child)) {
                    return read(child);
                }
            }
            throw new IllegalArgumentException("resource locator: " + reference.name()
                    + " is not an endpoint reference, it has no wsa:Address and no wsa:ReferenceParameters");
        }
        return new EndpointReferenceReader().reference(reference);
    }

    private EndpointReference reference(Tree reference) {
        for (Tree child : reference.elements()) {
            if (Namespaces.isAddressing(child.namespace())) {
                switch (child.localName()) {
                    case "Address" -> address = child.text().strip();
                    // The 2004 edition has both; Windows sends ReferenceProperties in eventing.
                    case "ReferenceParameters", "ReferenceProperties" ->
                        child.elements().forEach(this::parameter);
                    default -> {
                        // Metadata and policy describe the endpoint; they are not part of its name.
                    }
                }
            }
        }
        return new EndpointReference(
                Objects.requireNonNullElse(resourceUri, ""),
                selectors,
                options,
                fragmentPath,
                fragmentDialect,
                address,
                ReferenceParameters.required(parameters));
    }

    private void parameter(Tree parameter) {
        if (parameter.is(Namespaces.WSMAN, "ResourceURI") && resourceUri == null) {
            resourceUri = parameter.text().strip();
        } else if (parameter.is(Namespaces.WSMAN, "SelectorSet") && selectors.isEmpty()) {
            selectors = selectors(parameter);
        } else if (parameter.is(Namespaces.WSMAN, "OptionSet") && options.isEmpty()) {
            options = options(parameter);
        } else if (parameter.is(Namespaces.WSMAN, "FragmentTransfer") && fragmentPath == null) {
            String path = parameter.text().strip();
            fragmentPath = path.isEmpty() ? null : path;
            fragmentDialect = parameter.attribute("", "Dialect");
        } else {
            ReferenceParameters.header(parameter).ifPresent(parameters::add);
        }
    }

    private static List<Selector> selectors(Tree set) {
        List<Selector> selectors = new ArrayList<>();
        for (Tree selector : set.elements()) {
            String name = selector.attribute("", "Name");
            if (name != null && !name.isBlank() && isNew(name, selectors)) {
                Tree nested = selector.firstElement();
                selectors.add(
                        nested == null
                                ? new Selector(name, selector.text(), null)
                                : new Selector(name, null, read(isReference(selector) ? selector : nested)));
            }
        }
        return selectors;
    }

    private static boolean isNew(String name, List<Selector> selectors) {
        return selectors.stream().noneMatch(known -> known.name().equalsIgnoreCase(name));
    }

    private static List<Option> options(Tree set) {
        List<Option> options = new ArrayList<>();
        for (Tree option : set.elements()) {
            String name = option.attribute("", "Name");
            if (name == null || name.isBlank() || option.hasElements()) {
                continue; // an Option cannot express it
            }
            // The schema writes MustComply, MS-WSMV's prose mustComply.
            String mustComply = Objects.requireNonNullElse(
                    option.attribute("", "MustComply"),
                    Objects.requireNonNullElse(option.attribute("", "mustComply"), "false"));
            options.add(new Option(
                    name,
                    option.isNil() ? null : option.text(),
                    mustComply.equals("1") || mustComply.equalsIgnoreCase("true")));
        }
        return options;
    }
}
