package dev.wsman.internal.protocol;

import dev.wsman.internal.protocol.EndpointReference.Option;
import dev.wsman.internal.protocol.EndpointReference.Selector;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The elements that selectors, options and fragment become on the wire: in endpoint references, and as the headers of
 * requests. Headers have the envelope's prefix and, where servers require it, {@code mustUnderstand}:
 *
 * <pre>
 * in a reference  &lt;wsman:FragmentTransfer&gt;Name&lt;/wsman:FragmentTransfer&gt;
 * as a header     &lt;w:FragmentTransfer s:mustUnderstand="true"&gt;Name&lt;/w:FragmentTransfer&gt;
 * </pre>
 */
public enum ReferenceElements {
    IN_REFERENCE("wsman"),
    AS_HEADERS(RequestPrefixes.WSMAN);

    private final String prefix;

    ReferenceElements(String prefix) {
        this.prefix = prefix;
    }

    /** Returns the elements of selectors, options and fragment, if the reference has them. */
    List<Tree> of(EndpointReference reference) {
        List<Tree> elements = new ArrayList<>(3);
        if (!reference.selectors().isEmpty()) {
            elements.add(selectorSet(reference.selectors()));
        }
        if (!reference.options().isEmpty()) {
            elements.add(optionSet(reference.options()));
        }
        if (reference.fragmentPath() != null) {
            elements.add(fragment(reference.fragmentPath(), reference.fragmentDialect()));
        }
        return elements;
    }

    /** Returns {@code wsman:SelectorSet}. */
    public Tree selectorSet(List<Selector> selectors) {
        TreeBuilder set = element("SelectorSet");
        for (Selector selector : selectors) {
            TreeBuilder element = element("Selector").attribute("Name", selector.name());
            if (selector.reference() == null) {
                addValue(element, Objects.requireNonNull(selector.value()));
            } else {
                element.child(selector.reference().toTree());
            }
            set.child(element.build());
        }
        return set.build();
    }

    /** Returns {@code wsman:OptionSet}; the header must be understood if an option must be complied with. */
    private Tree optionSet(List<Option> options) {
        TreeBuilder set = element("OptionSet");
        if (options.stream().anyMatch(Option::mustComply)) {
            requireUnderstanding(set);
        }
        for (Option option : options) {
            TreeBuilder element = element("Option").attribute("Name", option.name());
            if (option.mustComply()) {
                element.attribute("MustComply", "true");
            }
            if (option.value() == null) {
                element.nil();
            } else {
                addValue(element, option.value());
            }
            set.child(element.build());
        }
        return set.build();
    }

    /**
     * Returns {@code wsman:FragmentTransfer}. Windows rejects a header that need not be understood (MS-WSMV
     * 3.1.4.1.18).
     */
    private Tree fragment(String path, @Nullable String dialect) {
        TreeBuilder fragment = element("FragmentTransfer");
        requireUnderstanding(fragment);
        if (dialect != null) {
            fragment.attribute("Dialect", dialect);
        }
        return fragment.text(path).build();
    }

    /** Returns {@code wsman:ResourceURI}. */
    Tree resourceUri(String uri) {
        return element("ResourceURI").text(uri).build();
    }

    private TreeBuilder element(String name) {
        return Tree.builder(Namespaces.WSMAN, name, prefix);
    }

    private void requireUnderstanding(TreeBuilder element) {
        if (this == AS_HEADERS) {
            element.attribute(Namespaces.SOAP, "mustUnderstand", RequestPrefixes.SOAP, "true");
        }
    }

    /** Adds a value, which may be empty. In a header, an element with an empty value has a start tag and an end tag. */
    private void addValue(TreeBuilder element, String value) {
        if (this == AS_HEADERS) {
            element.nodes().add(value);
        } else {
            element.text(value);
        }
    }
}
