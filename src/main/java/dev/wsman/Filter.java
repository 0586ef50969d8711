package dev.wsman;

import dev.wsman.internal.protocol.EndpointReference;
import dev.wsman.internal.protocol.ReferenceElements;
import dev.wsman.internal.redaction.SecretNameMasker;
import dev.wsman.internal.redaction.SecretNames;
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
 * Selects the resources that an enumeration returns: an expression and its language. Sent as {@code wsman:Filter} with
 * its {@code Dialect} (DSP0226 clause 8.3). If the server does not support the language, the enumeration fails with
 * {@link WsmanError.Kind#FILTER_DIALECT_REQUESTED_UNAVAILABLE}. If it cannot evaluate the expression, the enumeration
 * fails with {@link WsmanError.Kind#CANNOT_PROCESS_FILTER}.
 * Immutable and thread-safe. Two filters are equal if their dialects and contents are equal.
 */
public sealed class Filter permits Filter.AssociatedInstances, Filter.AssociationInstances {
    private static final SecretNameMasker MASKER = new SecretNameMasker(SecretNames.DEFAULT);
    private static final String WQL = "http://schemas.microsoft.com/wbem/wsman/1/WQL";
    /** OMI accepts this form too. */
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
     * Returns a query in WQL, for instance {@code select Name, State from Win32_Service where State = 'Running'}. On
     * Windows, enumerate {@code wmicimv2/*}, or a class of the namespace: then {@code wmicimv2/*} is sent instead. If
     * the query names properties, items are {@code w:XmlFragment} elements with only these, without a namespace.
     * {@link Session#query(String)} is shorter.
     */
    public static Filter wql(String query) {
        return new Filter(WQL, Arguments.text(query, "query"), null);
    }

    /** Returns a query in the CIM Query Language (DSP0202), the language of iDRACs. */
    public static Filter cql(String query) {
        return new Filter(CQL, Arguments.text(query, "query"), null);
    }

    /** Returns an XPath 1.0 expression, evaluated on each resource. Neither Windows nor openwsman supports it. */
    public static Filter xpath(String expression) {
        return new Filter(XPATH, Arguments.text(expression, "expression"), null);
    }

    /**
     * Returns a filter that selects by the values of properties, which are sent in the order of the map. Windows
     * accepts neither quotes in values nor arrays, datetimes and references. OMI ignores the filter without a fault.
     *
     * @throws IllegalArgumentException if the map is empty or a value is null
     */
    public static Filter selector(Map<String, String> values) {
        List<EndpointReference.Selector> selectors = new ArrayList<>();
        Arguments.present(values, "values")
                .forEach((name, value) -> selectors.add(
                        new ResourceLocator.Selector(name, Arguments.present(value, "the value of " + name), null)
                                .inReference()));
        if (selectors.isEmpty()) {
            throw new IllegalArgumentException("values is empty");
        }
        return new Filter(SELECTOR, null, ReferenceElements.IN_REFERENCE.selectorSet(selectors));
    }

    /**
     * Returns a filter of the instances at the other end of associations with this one:
     * {@code wsmb:AssociatedInstances} of DSP0227. Enumerate {@code http://schemas.dmtf.org/wbem/wscim/1/*}; on Windows
     * {@code wmicimv2/*} or a class, as with {@link #wql}.
     */
    public static AssociatedInstances associatedWith(ResourceLocator object) {
        return new AssociatedInstances(new Association("AssociatedInstances", object(object)));
    }

    /**
     * Returns a filter of the associations that refer to this instance: {@code wsmb:AssociationInstances} of DSP0227.
     * Enumerate the same resources as with {@link #associatedWith}.
     */
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
     * Returns a filter in any language.
     *
     * @param dialect the URI of the language
     * @param content the expression as text (a String that begins with {@code <} is taken as XML), or as XML: an
     *     {@link Instance} or a DOM {@link Element}
     * @throws IllegalArgumentException if the content is of another type, or is XML that is not well-formed
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

    /** Returns whether the filter names its class, so that the resource URI need not. */
    boolean namesItsClass() {
        return dialect.equals(WQL) || dialect.equals(WQL_OF_OMI) || dialect.equalsIgnoreCase(ASSOCIATION);
    }

    /** Returns the URI of the language. */
    public String dialect() {
        return dialect;
    }

    /** Returns the expression; empty if it is XML. */
    public Optional<String> expression() {
        return Optional.ofNullable(expression);
    }

    /** Returns the {@code wsman:Filter} element. */
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

    /**
     * Returns the last part of the dialect, and the expression. In XML, the values of secret names, such as a selector
     * {@code Password}, are shown as {@code ***}, as in the wire log.
     */
    @Override
    public String toString() {
        return dialect.substring(dialect.lastIndexOf('/') + 1) + ": "
                + (content == null ? expression : MASKER.of(content.toXml()));
    }

    /** A filter of the instances that are associated with one instance. Each method returns a refined copy. */
    public static final class AssociatedInstances extends Filter {
        private final Association association;

        private AssociatedInstances(Association association) {
            super(ASSOCIATION, null, association.toTree());
            this.association = association;
        }

        /** Selects only instances that are associated by this class or a subclass. */
        public AssociatedInstances associationClass(String name) {
            return new AssociatedInstances(association.with("AssociationClassName", name));
        }

        /** Selects only results of associations that refer to the given instance by this property. */
        public AssociatedInstances role(String property) {
            return new AssociatedInstances(association.with("Role", property));
        }

        /** Selects only instances of this class or a subclass. */
        public AssociatedInstances resultClass(String name) {
            return new AssociatedInstances(association.with("ResultClassName", name));
        }

        /** Selects only results to which the association refers by this property. */
        public AssociatedInstances resultRole(String property) {
            return new AssociatedInstances(association.with("ResultRole", property));
        }

        /** Restricts the properties of the results to this one and those of further calls. */
        public AssociatedInstances includeResultProperty(String property) {
            return new AssociatedInstances(association.including(property));
        }
    }

    /** A filter of the associations that refer to an instance. Each method returns a refined copy. */
    public static final class AssociationInstances extends Filter {
        private final Association association;

        private AssociationInstances(Association association) {
            super(ASSOCIATION, null, association.toTree());
            this.association = association;
        }

        /** Selects only associations of this class or a subclass. */
        public AssociationInstances resultClass(String name) {
            return new AssociationInstances(association.with("ResultClassName", name));
        }

        /** Selects only associations that refer to the given instance by this property. */
        public AssociationInstances role(String property) {
            return new AssociationInstances(association.with("Role", property));
        }

        /** Restricts the properties of the results to this one and those of further calls. */
        public AssociationInstances includeResultProperty(String property) {
            return new AssociationInstances(association.including(property));
        }
    }

    /** The content of an association filter. Elements are written in the order of the schema, not of the calls. */
    private record Association(
            String element, ResourceLocator object, Map<String, String> refinements, List<String> properties) {
        private static final List<String> ASSOCIATED =
                List.of("AssociationClassName", "Role", "ResultClassName", "ResultRole");
        private static final List<String> ASSOCIATIONS = List.of("ResultClassName", "Role");
        private static final int REFINEMENTS_OPENWSMAN_COUNTS = 3;

        Association(String element, ResourceLocator object) {
            this(element, object, Map.of(), List.of());
        }

        Association with(String name, String value) {
            Map<String, String> more = new HashMap<>(refinements);
            more.put(name, named(value, name));
            return new Association(element, object, Map.copyOf(more), properties);
        }

        Association including(String property) {
            List<String> more = new ArrayList<>(properties);
            more.add(named(property, "property"));
            return new Association(element, object, refinements, List.copyOf(more));
        }

        private static String named(String value, String argument) {
            return Arguments.name(value, argument);
        }

        /** Returns the element: object, refinements, properties and, at its end, the padding that openwsman needs. */
        Tree toTree() {
            TreeBuilder filter = binding(element).child(source());
            for (String name : element.equals("AssociatedInstances") ? ASSOCIATED : ASSOCIATIONS) {
                String value = refinements.get(name);
                if (value != null) {
                    filter.child(binding(name).text(value).build());
                }
            }
            properties.forEach(property -> filter.child(property(property)));
            for (int i = refinements.size(); i < padding(); i++) {
                filter.child(property(""));
            }
            return filter.build();
        }

        /**
         * Returns how many elements the filter needs after Object. openwsman takes the first three for refinements,
         * regardless of their names. It ignores a filter with fewer elements without a fault, and for each missing
         * refinement it drops an included property. OMI rejects all empty elements except this one, which it skips.
         * Windows needs no padding.
         */
        private int padding() {
            return object.resourceUri().startsWith(Namespaces.WINDOWS) ? 0 : REFINEMENTS_OPENWSMAN_COUNTS;
        }

        private static Tree property(String name) {
            return binding("IncludeResultProperty").text(name).build();
        }

        private Tree source() {
            TreeBuilder reference = binding("Object");
            object.toReference().toContent().forEach(reference::child);
            return reference.build();
        }

        private static TreeBuilder binding(String name) {
            return Tree.builder(Namespaces.CIM_BINDING, name, "wsmb");
        }
    }
}
