package dev.wsman;

import dev.wsman.ResourceLocator.Option;
import dev.wsman.ResourceLocator.Selector;
import dev.wsman.internal.protocol.ReferenceParameters;
import dev.wsman.internal.protocol.UnqualifiedReference;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeBuilder;
import dev.wsman.internal.xml.XmlFactories;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads and writes locators as endpoint references of WS-Addressing 2004/08; reads those of 2005/08 too. */
final class EndpointReferences {
    private @Nullable String resourceUri;
    private List<Selector> selectors = List.of();
    private List<Option> options = List.of();
    private @Nullable String fragmentPath;
    private @Nullable String fragmentDialect;
    private @Nullable String address;
    private final List<Tree> parameters = new ArrayList<>();

    private EndpointReferences() {}

    static ResourceLocator parse(String xml) {
        Tree tree;
        try {
            tree = XmlFactories.parse(xml);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("resource locator: " + e.getMessage(), e);
        }
        return read(tree);
    }

    static boolean isReference(Tree tree) {
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

    static ResourceLocator read(Tree sent) {
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
        return new EndpointReferences().locator(reference);
    }

    private ResourceLocator locator(Tree reference) {
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
        return new ResourceLocator(
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
                continue; // not expressible as an Option
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

    /** Returns {@code wsa:EndpointReference} of WS-Addressing 2004/08. */
    static Tree element(ResourceLocator locator) {
        TreeBuilder reference = addressing("EndpointReference").declare("wsman", Namespaces.WSMAN);
        content(locator).forEach(reference::child);
        return reference.build();
    }

    /** Returns the content of an endpoint reference: {@code wsa:Address} and {@code wsa:ReferenceParameters}. */
    static List<Tree> content(ResourceLocator locator) {
        Tree address = addressing("Address")
                .text(locator.address().orElse(Namespaces.ANONYMOUS))
                .build();
        TreeBuilder parameters = addressing("ReferenceParameters");
        if (!locator.resourceUri().isEmpty()) {
            parameters.child(ReferenceElements.IN_REFERENCE.resourceUri(locator.resourceUri()));
        }
        elements(locator, ReferenceElements.IN_REFERENCE).forEach(parameters::child);
        locator.parameters().forEach(parameters::child);
        return List.of(address, parameters.build());
    }

    /** Returns the elements of selectors, options and fragment, as far as the locator has them. */
    static List<Tree> elements(ResourceLocator locator, ReferenceElements form) {
        List<Tree> elements = new ArrayList<>(3);
        if (!locator.selectors().isEmpty()) {
            elements.add(form.selectorSet(locator.selectors()));
        }
        if (!locator.options().isEmpty()) {
            elements.add(form.optionSet(locator.options()));
        }
        locator.fragmentPath().ifPresent(path -> elements.add(form.fragment(path, locator)));
        return elements;
    }

    private static TreeBuilder addressing(String name) {
        return Tree.builder(Namespaces.ADDRESSING, name, "wsa");
    }
}
