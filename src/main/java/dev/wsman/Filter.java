package dev.wsman;

import dev.wsman.internal.xml.Dom;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeBuilder;
import dev.wsman.internal.xml.XmlFactories;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * Which resources an enumeration returns: an expression and the language it is in. It is sent as {@code wsman:Filter} with
 * its {@code Dialect} (DSP0226 clause 8.3); a server that does not speak the language answers
 * {@code wsen:FilterDialectRequestedUnavailable}, one that cannot work the expression out {@code CannotProcessFilter}.
 * Immutable, to be shared by threads as one likes. Equal to one of the same dialect and content.
 */
public sealed class Filter permits Filter.AssociatedInstances, Filter.AssociationInstances {
    private static final String WQL = "http://schemas.microsoft.com/wbem/wsman/1/WQL";
    /** OMI takes this form too. */
    private static final String WQL_OF_OMI = "http://microsoft.com/wbem/wsman/1/WQL";

    private static final String CQL = "http://schemas.dmtf.org/wbem/cql/1/dsp0202.pdf";
    private static final String XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116";
    private static final String SELECTOR = "http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter";
    private static final String ASSOCIATION = "http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter";

    private final String dialect;
    private final @Nullable String expression;
    private final @Nullable Tree content;

    private Filter(String dialect, @Nullable String expression, @Nullable Tree content) {
        this.dialect = dialect;
        this.expression = expression;
        this.content = content;
    }

    /**
     * A query in WQL, for instance {@code select Name, State from Win32_Service where State = 'Running'}. On Windows
     * enumerate {@code wmicimv2/*}, or a class of the namespace, in place of which {@code wmicimv2/*} is sent. If the
     * query names properties, items are {@code w:XmlFragment} elements with just these, in no namespace.
     */
    public static Filter wql(String query) {
        return new Filter(WQL, Arguments.text(query, "query"), null);
    }

    /** A query in the CIM Query Language (DSP0202), the language of iDRACs. */
    public static Filter cql(String query) {
        return new Filter(CQL, Arguments.text(query, "query"), null);
    }

    /** An XPath 1.0 expression on each resource. Neither Windows nor openwsman evaluates any. */
    public static Filter xpath(String expression) {
        return new Filter(XPATH, Arguments.text(expression, "expression"), null);
    }

    /**
     * Resources whose properties have these values, in the order of the map. Windows takes neither quotes in values nor arrays,
     * datetimes and references; OMI ignores the filter without a word.
     *
     * @throws IllegalArgumentException where the map is empty or a value is null
     */
    public static Filter selector(Map<String, String> values) {
        List<ResourceLocator.Selector> selectors = new ArrayList<>();
        Arguments.present(values, "values")
                .forEach((name, value) -> selectors.add(
                        new ResourceLocator.Selector(name, Arguments.present(value, "the value of " + name), null)));
        if (selectors.isEmpty()) {
            throw new IllegalArgumentException("values is empty");
        }
        return new Filter(SELECTOR, null, ReferenceElements.IN_REFERENCE.selectorSet(selectors));
    }

    /**
     * The instances at the other end of associations with this one: {@code wsmb:AssociatedInstances} of DSP0227. Enumerate
     * {@code http://schemas.dmtf.org/wbem/wscim/1/*}, on Windows {@code wmicimv2/*} or a class, as with {@link #wql}.
     */
    public static AssociatedInstances associatedWith(ResourceLocator object) {
        return new AssociatedInstances(new Association("AssociatedInstances", object(object)));
    }

    /** The associations that refer to this instance: {@code wsmb:AssociationInstances} of DSP0227, otherwise like {@link #associatedWith}. */
    public static AssociationInstances associationsOf(ResourceLocator object) {
        return new AssociationInstances(new Association("AssociationInstances", object(object)));
    }

    private static ResourceLocator object(ResourceLocator object) {
        if (Arguments.present(object, "object").resourceUri().isEmpty()) {
            throw new IllegalArgumentException("object has no resource URI");
        }
        return object;
    }

    /**
     * A filter in any language.
     *
     * @param dialect the URI of the language
     * @param content the expression as text (a String that begins with {@code <} is taken as XML), or as XML: an
     *     {@link Instance} or a DOM {@link Element}
     * @throws IllegalArgumentException where the content is something else, or XML that is not well-formed
     */
    public static Filter of(String dialect, Object content) {
        String language = Arguments.uri(dialect, "dialect");
        if (Arguments.present(content, "content") instanceof Instance instance) {
            return new Filter(language, null, instance.tree());
        }
        if (content instanceof Element element) {
            return new Filter(language, null, Dom.fromElement(element));
        }
        if (!(content instanceof String text)) {
            throw new IllegalArgumentException("content is a "
                    + content.getClass().getName() + "; a String, an Instance or a DOM Element is needed");
        }
        return text.stripLeading().startsWith("<")
                ? new Filter(language, null, parsed(text))
                : new Filter(language, Arguments.text(text, "content"), null);
    }

    private static Tree parsed(String xml) {
        try {
            return XmlFactories.parse(xml.strip());
        } catch (IllegalArgumentException e) {
            throw Arguments.named("content", e);
        }
    }

    /** Whether the filter says which class it is about, so that the resource URI need not. */
    boolean namesItsClass() {
        return dialect.equals(WQL) || dialect.equals(WQL_OF_OMI) || dialect.equalsIgnoreCase(ASSOCIATION);
    }

    /** The URI of the language. */
    public String dialect() {
        return dialect;
    }

    /** The expression, where it is text and not XML. */
    public Optional<String> expression() {
        return Optional.ofNullable(expression);
    }

    /** The {@code wsman:Filter} element. */
    Tree toTree() {
        TreeBuilder filter = Tree.builder(Namespaces.WSMAN, "Filter", "wsman").attribute("Dialect", dialect);
        return (content == null ? filter.text(Objects.requireNonNull(expression)) : filter.child(content)).build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Filter filter
                && dialect.equals(filter.dialect)
                && Objects.equals(expression, filter.expression)
                && Objects.equals(content, filter.content);
    }

    @Override
    public int hashCode() {
        return Objects.hash(dialect, expression, content);
    }

    /** The last part of the dialect, and the expression. */
    @Override
    public String toString() {
        return dialect.substring(dialect.lastIndexOf('/') + 1) + ": "
                + (content == null ? expression : content.toXml());
    }

    /** The instances associated with one; each refinement answers a changed copy. */
    public static final class AssociatedInstances extends Filter {
        private final Association association;

        private AssociatedInstances(Association association) {
            super(ASSOCIATION, null, association.toTree());
            this.association = association;
        }

        /** Only through associations of this class or a subclass. */
        public AssociatedInstances associationClass(String name) {
            return new AssociatedInstances(association.with("AssociationClassName", name));
        }

        /** Only where the association refers to the given instance by this property. */
        public AssociatedInstances role(String property) {
            return new AssociatedInstances(association.with("Role", property));
        }

        /** Only instances of this class or a subclass. */
        public AssociatedInstances resultClass(String name) {
            return new AssociatedInstances(association.with("ResultClassName", name));
        }

        /** Only where the association refers to the result by this property. */
        public AssociatedInstances resultRole(String property) {
            return new AssociatedInstances(association.with("ResultRole", property));
        }

        /** Returns this property, and none that is not asked for so; to be called for each. */
        public AssociatedInstances includeResultProperty(String property) {
            return new AssociatedInstances(association.including(property));
        }
    }

    /** The associations that refer to an instance; each refinement answers a changed copy. */
    public static final class AssociationInstances extends Filter {
        private final Association association;

        private AssociationInstances(Association association) {
            super(ASSOCIATION, null, association.toTree());
            this.association = association;
        }

        /** Only associations of this class or a subclass. */
        public AssociationInstances resultClass(String name) {
            return new AssociationInstances(association.with("ResultClassName", name));
        }

        /** Only associations that refer to the given instance by this property. */
        public AssociationInstances role(String property) {
            return new AssociationInstances(association.with("Role", property));
        }

        /** Returns this property, and none that is not asked for so; to be called for each. */
        public AssociationInstances includeResultProperty(String property) {
            return new AssociationInstances(association.including(property));
        }
    }

    /** What an association filter says; elements are written in the order of the schema, whatever the order of the calls. */
    private record Association(
            String element, ResourceLocator object, Map<String, String> said, List<String> properties) {
        private static final List<String> ASSOCIATED =
                List.of("AssociationClassName", "Role", "ResultClassName", "ResultRole");
        private static final List<String> ASSOCIATIONS = List.of("ResultClassName", "Role");
        private static final int REFINEMENTS_OPENWSMAN_COUNTS = 3;

        Association(String element, ResourceLocator object) {
            this(element, object, Map.of(), List.of());
        }

        Association with(String name, String value) {
            Map<String, String> more = new HashMap<>(said);
            more.put(name, named(value, name));
            return new Association(element, object, Map.copyOf(more), properties);
        }

        Association including(String property) {
            List<String> more = new ArrayList<>(properties);
            more.add(named(property, "property"));
            return new Association(element, object, said, List.copyOf(more));
        }

        private static String named(String value, String argument) {
            return Arguments.name(value, argument);
        }

        /** The element: what was said and, at its end, what openwsman needs. */
        Tree toTree() {
            TreeBuilder filter = binding(element).child(source());
            for (String name : element.equals("AssociatedInstances") ? ASSOCIATED : ASSOCIATIONS) {
                String value = said.get(name);
                if (value != null) {
                    filter.child(binding(name).text(value).build());
                }
            }
            properties.forEach(property -> filter.child(property(property)));
            for (int i = said.size(); i < padding(); i++) {
                filter.child(property(""));
            }
            return filter.build();
        }

        /**
         * openwsman takes the first three elements after Object for refinements, whatever they are called; it drops a filter with
         * fewer without a word, and as many included properties as there are refinements too few. OMI refuses any empty
         * element but this, which it skips. Windows needs none.
         */
        private int padding() {
            return object.resourceUri().startsWith(Namespaces.WINDOWS) ? 0 : REFINEMENTS_OPENWSMAN_COUNTS;
        }

        private static Tree property(String name) {
            return binding("IncludeResultProperty").text(name).build();
        }

        private Tree source() {
            TreeBuilder reference = binding("Object");
            object.toContent().forEach(reference::child);
            return reference.build();
        }

        private static TreeBuilder binding(String name) {
            return Tree.builder(Namespaces.CIM_BINDING, name, "wsmb");
        }
    }
}
