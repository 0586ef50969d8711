package dev.wsman;

import dev.wsman.internal.binding.BindingException;
import dev.wsman.internal.binding.TypedBinding;
import dev.wsman.internal.value.ServerForm;
import dev.wsman.internal.value.TimeElement;
import dev.wsman.internal.xml.Dom;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeStreamReader;
import dev.wsman.internal.xml.XmlFactories;
import jakarta.xml.bind.annotation.adapters.XmlJavaTypeAdapter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * A resource's representation as it came: an XML element whose children are the properties (DSP0230). It is a light immutable
 * tree, not DOM, and may be shared by threads.
 *
 * <p><b>Which property.</b> A property is found by its local name: one in the instance's own namespace first, then one in any
 * other, then by the name in any case. An array is the element repeated; accessors of one value give the first.
 *
 * <p><b>Null.</b> A property that is absent, one with {@code xsi:nil}, and, for everything but text, one without content, has
 * no value: accessors give an empty Optional or list. {@link #has} and {@link #isNull} tell them apart. (Servers differ:
 * openwsman leaves nulls out, Windows and OMI say {@code xsi:nil}.)
 *
 * <p><b>Errors.</b> A value that is not what was asked for, for instance {@code integer("Name")}, is a
 * {@link WsmanProtocolException} that names property and value. A property name that is null is an IllegalArgumentException.
 *
 * <p><b>Writing back.</b> {@link #with} and {@link #toBuilder} change a copy and keep everything else, attributes, comments and
 * unknown children too. When an instance is sent by put or create, its own {@code xsi:type} and children in the namespace of
 * the CIM mapping ({@code cim:Location}, which Windows adds to what it returns) are left out: they tell about the
 * representation, they are no properties, and servers do not take them back. Those of embedded instances are sent: there the
 * type says which class it is.
 *
 * <p>Two instances are equal when name, attributes, properties and their order are; prefixes do not count.
 *
 * <p>A property of a JAXB class may be an instance: it is an embedded one, without an annotation of the caller's.
 */
@XmlJavaTypeAdapter(EmbeddedInstanceAdapter.class)
public final class Instance {
    private static final List<String> TELLING =
            List.of("Name", "InstanceID", "DeviceID", "Handle", "ElementName", "Address", "Transport");
    private static final int SHOWN = 60;

    private final Tree tree;
    /** Made when it is first needed; threads that meet there make equal ones. */
    private @Nullable PropertyIndex index;
    /**
     * The CIM namespace of the request it answers: references that name none are in it. Says nothing about equality.
     */
    private final @Nullable String namespace;

    private Instance(Tree tree, @Nullable String namespace) {
        this.tree = tree;
        this.namespace = namespace;
    }

    static Instance of(Tree tree) {
        return new Instance(tree, null);
    }

    static Instance of(Tree tree, @Nullable String cimNamespace) {
        return new Instance(tree, cimNamespace);
    }

    Tree tree() {
        return tree;
    }

    /** What is sent of it by put and create. */
    Tree content() {
        boolean plain = tree.attribute(Namespaces.XSI, "type") == null;
        for (Tree child : tree.elements()) {
            plain &= !isAboutTheRepresentation(child);
        }
        if (plain) {
            return CimNamespace.withoutEmpty(tree);
        }
        var builder = tree.toBuilder().removeAttribute(Namespaces.XSI, "type");
        builder.nodes().removeIf(node -> node instanceof Tree child && isAboutTheRepresentation(child));
        return CimNamespace.withoutEmpty(builder.build());
    }

    private static boolean isAboutTheRepresentation(Tree child) {
        return child.namespace().equals(Namespaces.CIM_COMMON);
    }

    /**
     * Reads an instance from XML text.
     *
     * @throws IllegalArgumentException with line and column where it is not well-formed, or has a document type
     */
    public static Instance parse(String xml) {
        return of(XmlFactories.parse(Arguments.present(xml, "xml")));
    }

    /** Copies a DOM element. */
    public static Instance of(Element element) {
        return of(Dom.fromElement(Arguments.present(element, "element")));
    }

    /**
     * Starts an instance, or the input of a method.
     *
     * @param uri the namespace, which for CIM is the resource URI of the class
     * @param name the element's name: the class, or {@code Method_INPUT}
     * @throws IllegalArgumentException where the name is no XML name
     */
    public static Builder builder(String uri, String name) {
        return new Builder(Arguments.xml(uri, "uri"), Arguments.name(name, "name"));
    }

    /** Starts a changed copy. */
    public Builder toBuilder() {
        return new Builder(tree, namespace);
    }

    /** A copy with one property changed: short for {@code toBuilder().set(property, value).build()}. */
    public Instance with(String property, @Nullable Object value) {
        return toBuilder().set(property, value).build();
    }

    /** The element's name: the class, in the namespace of its resource URI. */
    public QName name() {
        return tree.name();
    }

    /** The element as it came, on one line, with all namespace declarations it needs to stand alone. */
    public String toXml() {
        return tree.toXml();
    }

    /** The element as the root of a new DOM document. */
    public Element toElement() {
        return Dom.toElement(tree);
    }

    /**
     * The instance as an object of a JAXB class of the caller's, as {@code Session.get(resource, type)} gives it. The class
     * decides what is read and the element's name does not; properties that the class does not have are left out.
     *
     * @throws IllegalArgumentException where JAXB cannot bind the class
     * @throws WsmanProtocolException where a value does not fit its property
     */
    public <T> T as(Class<T> type) {
        Optional<ViewFactory> views = ViewFactory.of(type);
        if (views.isPresent()) {
            return views.get().view(type, this, ViewFactory.Origin.NONE);
        }
        TypedBinding<T> binding = TypedBinding.of(type);
        try {
            return binding.read(TreeStreamReader.onStartTag(tree));
        } catch (BindingException | XMLStreamException e) {
            throw Conversions.mismatch(type, tree, e);
        }
    }

    /** An attribute of the element itself; the namespace is empty for one in no namespace. */
    public Optional<String> attribute(String namespace, String name) {
        return Optional.ofNullable(
                tree.attribute(Arguments.present(namespace, "namespace"), Arguments.present(name, "name")));
    }

    /** An attribute of a property's element, the first one's where it is an array. */
    public Optional<String> attribute(String property, String namespace, String name) {
        return first(property)
                .map(element ->
                        element.attribute(Arguments.present(namespace, "namespace"), Arguments.present(name, "name")));
    }

    /** The names of the properties, each once, in the order in which they came; those that are null too. */
    public List<String> propertyNames() {
        Set<String> names = new LinkedHashSet<>();
        for (Tree child : tree.elements()) {
            if (!isAboutTheRepresentation(child)) {
                names.add(child.localName());
            }
        }
        return List.copyOf(names);
    }

    /** Whether there is an element for the property, be it null. */
    public boolean has(String property) {
        return find(property) != null;
    }

    /** Whether the property is there and says that it is null: {@code xsi:nil}, or Windows' {@code IsNullArray}. */
    public boolean isNull(String property) {
        Tree element = find(property);
        return element != null && isNull(element);
    }

    private static boolean isNull(Tree element) {
        if (element.attributeCount() > 0
                && (element.isNil() || "true".equals(element.attribute(Namespaces.MS_WSMAN, "IsNullArray")))) {
            return true;
        }
        Tree time = TimeElement.in(element);
        return time != null && time.isNil();
    }

    /** The text of the element itself as it came: the result of a fragment like {@code Name/text()}. */
    public String text() {
        return tree.text();
    }

    /** The property's text as it came, maybe empty; that inside the wrapper for a datetime; nothing where it is XML. */
    public Optional<String> text(String property) {
        String leaf = leaf(property);
        return leaf != null ? Optional.of(leaf) : first(property).flatMap(Instance::textOf);
    }

    /** The text of each element of an array property, nulls left out; empty where there is none. */
    public List<String> texts(String property) {
        List<String> texts = new ArrayList<>();
        for (Tree element : all(property)) {
            textOf(element).ifPresent(texts::add);
        }
        return List.copyOf(texts);
    }

    private static Optional<String> textOf(Tree element) {
        String text = Conversions.text(element);
        return text.isBlank() && holdsXml(element) ? Optional.empty() : Optional.of(text);
    }

    private static boolean holdsXml(Tree element) {
        return element.hasElements() && TimeElement.in(element) == null;
    }

    /** An integer of up to 64 bits with a sign; {@link #unsigned} reads larger ones. */
    public OptionalLong integer(String property) {
        return Conversions.optionalInteger(property, value(property));
    }

    /** An integer of any size, for {@code uint64} above {@code Long.MAX_VALUE}. */
    public Optional<BigInteger> unsigned(String property) {
        return converted(property, Conversions::unsigned);
    }

    /** A number with all its digits. */
    public Optional<BigDecimal> decimal(String property) {
        return converted(property, Conversions::decimal);
    }

    /** A {@code real32} or {@code real64}: {@code NaN} and {@code INF} too. */
    public OptionalDouble number(String property) {
        return Conversions.number(property, value(property));
    }

    /** {@code true}, {@code false}, {@code 1} and {@code 0} in any case, for OMI writes {@code TRUE}. */
    public Optional<Boolean> bool(String property) {
        return converted(property, Conversions::bool);
    }

    /**
     * Returns a point in time: CIM's own form {@code 20240229123456.000000+060} with the offset in minutes, or
     * {@code xs:dateTime} or {@code xs:date}. The text is that of the property, or of its only child
     * {@code CIM_DateTime}, {@code Datetime} or {@code Date}, in the CIM namespace or in none. If no zone is given,
     * it is UTC. Parts that are asterisks are the earliest; the year must be given.
     */
    public Optional<OffsetDateTime> dateTime(String property) {
        return converted(property, Conversions::dateTime);
    }

    /**
     * Returns an interval: CIM's own form {@code ddddddddhhmmss.mmmmmm:000}, or {@code xs:duration}. The text is that
     * of the property, or of its only child {@code CIM_DateTime} or {@code Interval}, in the CIM namespace or in
     * none. A year is 365 days and a month 30.
     */
    public Optional<Duration> duration(String property) {
        return converted(property, Conversions::duration);
    }

    /**
     * Returns a {@code char16}: the text if it is one character, the character with that number if it is two to five
     * digits. One digit is the character itself, except in a reply of OMI, which writes every {@code char16} as its
     * decimal number. An instance that was parsed from text is not taken for OMI's unless the text declares the
     * prefixes of OMI's envelope.
     *
     * @throws WsmanProtocolException if the value is neither
     */
    public Optional<Character> character(String property) {
        return text(property).filter(text -> !text.isEmpty()).map(text -> character(property, text));
    }

    /**
     * Returns the {@code char16} values of an array property, each read as {@link #character} does; nulls are left
     * out.
     */
    public List<Character> characters(String property) {
        return texts(property).stream()
                .filter(text -> !text.isEmpty())
                .map(text -> character(property, text))
                .toList();
    }

    private char character(String property, String text) {
        return Conversions.character(property, text, ServerForm.of(tree));
    }

    /** The octets of base64 text, as OMI writes octet strings. */
    public Optional<byte[]> bytes(String property) {
        return converted(property, Conversions::bytes);
    }

    /**
     * A reference to another resource: the content of an endpoint reference, or one nested. One that names no CIM
     * namespace is in that of the request which the instance answers, if the request named one ({@code
     * __cimnamespace}).
     */
    public Optional<ResourceLocator> reference(String property) {
        return first(property).flatMap(element -> reference(property, element));
    }

    /** All references of an array property. */
    public List<ResourceLocator> references(String property) {
        List<ResourceLocator> references = new ArrayList<>();
        for (Tree element : all(property)) {
            reference(property, element).ifPresent(references::add);
        }
        return List.copyOf(references);
    }

    private Optional<ResourceLocator> reference(String property, Tree element) {
        if (isEmpty(element)) {
            return Optional.empty();
        }
        try {
            return Optional.of(CimNamespace.carried(ResourceLocator.fromEndpointReference(element), namespace));
        } catch (IllegalArgumentException e) {
            throw Conversions.mismatch(property, element.toXml(), "an endpoint reference");
        }
    }

    /**
     * An embedded instance: the property's own content, whose class {@code xsi:type} tells; an instance element inside it; or one
     * as escaped XML or CDATA.
     */
    public Optional<Instance> instance(String property) {
        return first(property).flatMap(element -> embedded(property, element, namespace));
    }

    /** All embedded instances of an array property. */
    public List<Instance> instances(String property) {
        List<Instance> instances = new ArrayList<>();
        for (Tree element : all(property)) {
            embedded(property, element, namespace).ifPresent(instances::add);
        }
        return List.copyOf(instances);
    }

    static Optional<Instance> embedded(String property, Tree element, @Nullable String namespace) {
        if (isEmpty(element)) {
            return Optional.empty();
        }
        Tree first = element.firstElement();
        if (first != null) {
            return Optional.of(new Instance(isWholeInstance(element, first) ? first : element, namespace));
        }
        try {
            return Optional.of(new Instance(XmlFactories.parse(element.text().strip()), namespace));
        } catch (IllegalArgumentException e) {
            throw Conversions.mismatch(property, element.text(), "an embedded instance");
        }
    }

    /** One child whose namespace ends in its name is an instance, as the namespace of a class does. */
    private static boolean isWholeInstance(Tree element, Tree first) {
        int elements = 0;
        for (Tree child : element.elements()) {
            elements += child == first || elements > 0 ? 1 : 0;
        }
        return elements == 1
                && element.attribute(Namespaces.XSI, "type") == null
                && first.namespace().endsWith("/" + first.localName());
    }

    private static boolean isEmpty(Tree element) {
        return !element.hasElements() && element.text().isBlank();
    }

    private @Nullable String leaf(String property) {
        String own = tree.leaf(tree.namespace(), Arguments.present(property, "property"));
        return own == null && isFragment() && tree.firstChild(tree.namespace(), property) == null
                ? tree.leaf("", property)
                : own;
    }

    /** Whether it is an item of a WQL projection or a fragment, whose properties are in no namespace. */
    private boolean isFragment() {
        return tree.is(Namespaces.WSMAN, "XmlFragment");
    }

    private @Nullable String value(String property) {
        String leaf = leaf(property);
        if (leaf != null) {
            String value = Conversions.stripped(leaf);
            return value.isEmpty() ? null : value;
        }
        Optional<Tree> element = first(property);
        if (element.isEmpty()) {
            return null;
        }
        String text = Conversions.text(element.get()).strip();
        if (text.isEmpty() && holdsXml(element.get())) {
            throw Conversions.mismatch(property, element.get().toXml(), "a simple value");
        }
        return text.isEmpty() ? null : text;
    }

    private <V> Optional<V> converted(String property, BiFunction<String, String, V> conversion) {
        String value = value(property);
        return value == null ? Optional.empty() : Optional.of(conversion.apply(property, value));
    }

    private Optional<Tree> first(String property) {
        Tree element = find(property);
        return element == null || isNull(element) ? Optional.empty() : Optional.of(element);
    }

    private List<Tree> all(String property) {
        Tree found = find(property);
        List<Tree> elements = new ArrayList<>();
        if (found != null) {
            for (Tree child : isLarge() ? index().all(found.localName()) : tree.elements()) {
                if (child.name().equals(found.name()) && !isNull(child)) {
                    elements.add(child);
                }
            }
        }
        return elements;
    }

    private @Nullable Tree find(String property) {
        Arguments.present(property, "property");
        if (isLarge()) {
            return index().find(tree.namespace(), property);
        }
        Tree exact = tree.firstChild(tree.namespace(), property);
        if (exact == null && isFragment()) {
            exact = tree.firstChild("", property);
        }
        return exact != null ? exact : find(tree.elements(), tree.namespace(), property);
    }

    private boolean isLarge() {
        return tree.nodeCount() > PropertyIndex.LEAST;
    }

    private PropertyIndex index() {
        PropertyIndex known = index;
        if (known == null) {
            known = new PropertyIndex(tree);
            index = known;
        }
        return known;
    }

    static @Nullable Tree find(Iterable<Tree> elements, String namespace, String property) {
        Arguments.present(property, "property");
        Tree elsewhere = null;
        Tree anyCase = null;
        for (Tree child : elements) {
            if (child.localName().equals(property)) {
                if (child.namespace().equals(namespace)) {
                    return child;
                }
                elsewhere = elsewhere == null ? child : elsewhere;
            } else if (anyCase == null && child.localName().equalsIgnoreCase(property)) {
                anyCase = child;
            }
        }
        return elsewhere == null ? anyCase : elsewhere;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Instance instance && tree.equals(instance.tree);
    }

    @Override
    public int hashCode() {
        return tree.hashCode();
    }

    /** The class, the property that usually tells one from another (its name, ID or address), and how many there are. */
    @Override
    public String toString() {
        int properties = propertyNames().size();
        String count = properties == 1 ? "1 property" : properties + " properties";
        for (String telling : TELLING) {
            Tree element = tree.firstChild(tree.namespace(), telling);
            String text = element == null ? "" : element.text();
            if (!text.isBlank()) {
                return tree.localName() + "(" + telling + "=" + cut(text.strip()) + ", " + count + ")";
            }
        }
        return tree.localName() + "(" + count + ")";
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    /**
     * Puts an instance together; not for several threads at once. Values become text as CIM's XML mapping writes them:
     *
     * <ul>
     *   <li>Boolean: {@code true} or {@code false}; Number: digits, {@code NaN}, {@code INF};
     *   <li>OffsetDateTime, ZonedDateTime, Instant, Duration: for resource URIs of Windows (below
     *       {@code http://schemas.microsoft.com/wbem/wsman/1/}) {@code cim:Datetime} or {@code cim:Interval} around the form of XML
     *       Schema; otherwise CIM's own text, which openwsman and OMI take and nothing else; a value that replaces one that
     *       came from the server takes the form of that one. CIM has no interval that is negative or longer than
     *       99,999,999 days, and no date-time outside the years 0 (with Windows: 1) to 9999. An offset that does not
     *       fit becomes UTC;
     *   <li>{@code byte[]}: base64; {@link ResourceLocator}: the content of its endpoint reference; {@link Instance} or DOM Element:
     *       an embedded instance, with {@code xsi:type} for its class;
     *   <li>Character, for a {@code char16}: the character; for OMI its decimal number. If neither the resource URI
     *       nor the reply that the instance came from tells whether the server is OMI, the session asks it once with
     *       Identify;
     *   <li>String, UUID, URI and enums: their text;
     *   <li>a collection or an array of these: one element each; null: one element with {@code xsi:nil}.
     * </ul>
     */
    public static final class Builder {
        private final InstanceWriter properties;
        private final @Nullable String namespace;

        private Builder(String uri, String name) {
            this.properties = new InstanceWriter(uri, name);
            this.namespace = null;
        }

        private Builder(Tree tree, @Nullable String namespace) {
            this.properties = new InstanceWriter(tree);
            this.namespace = namespace;
        }

        /**
         * Adds a property after those that are there: again for an array.
         *
         * @throws IllegalArgumentException naming the property, where its name is no XML name or its value cannot be sent
         */
        public Builder put(String property, @Nullable Object value) {
            properties.add(property, value);
            return this;
        }

        /**
         * Sets a property: in place of every element that the property has, whatever the case of the name, or after all others
         * where it has none. Attributes stay but for those that tell about the old value.
         *
         * @throws IllegalArgumentException naming the property, where its name is no XML name or its value cannot be sent
         */
        public Builder set(String property, @Nullable Object value) {
            properties.replace(property, value);
            return this;
        }

        /** Takes every element of a property away. */
        public Builder remove(String property) {
            properties.replace(property, List.of());
            return this;
        }

        /** The instance as it is now; the builder can be used further. */
        public Instance build() {
            return new Instance(properties.build(), namespace);
        }
    }
}
