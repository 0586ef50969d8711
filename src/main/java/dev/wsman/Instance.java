package dev.wsman;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.wsman.internal.binding.BindingException;
import dev.wsman.internal.binding.RecordBinding;
import dev.wsman.internal.binding.TypedBinding;
import dev.wsman.internal.json.JsonForm;
import dev.wsman.internal.json.JsonFormSerializer;
import dev.wsman.internal.protocol.CimNamespace;
import dev.wsman.internal.value.InstanceWriter;
import dev.wsman.internal.value.PropertyElement;
import dev.wsman.internal.value.PropertyIndex;
import dev.wsman.internal.value.ServerForm;
import dev.wsman.internal.xml.Dom;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.ShortNumbers;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeStreamReader;
import dev.wsman.internal.xml.XmlFactories;
import jakarta.json.bind.annotation.JsonbTypeSerializer;
import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import jakarta.xml.bind.annotation.adapters.XmlJavaTypeAdapter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * The representation of a resource as a server sent it: an XML element whose children are the properties (DSP0230). It
 * is a light tree and not DOM. Immutable and thread-safe.
 *
 * <p><b>Names.</b> A property is found by its local name: first in the namespace of the instance, then in any other
 * namespace, then in any case. An array is the element repeated; accessors of a single value return the first.
 *
 * <pre>{@code
 *  <p:Win32_Service xmlns:p="http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_Service">
 *    <p:Name>Spooler</p:Name>                                text("Name")             Optional[Spooler]
 *    <p:Started>TRUE</p:Started>                             bool("started")          Optional[true]
 *    <p:ProcessId>4212</p:ProcessId>                         integer("ProcessId")     OptionalLong[4212]
 *    <p:InstallDate xsi:nil="true"/>                         dateTime("InstallDate")  Optional.empty
 *    <p:Tags>a</p:Tags><p:Tags>b</p:Tags>                    texts("Tags")            [a, b]
 *  </p:Win32_Service>
 * }</pre>
 *
 * <p><b>Null.</b> A property has no value if it is absent, if it has {@code xsi:nil}, and, for all accessors except
 * those of text, if it has no content. Accessors then return an empty Optional or list. {@link #has} and {@link
 * #isNull} distinguish these cases. Servers differ: openwsman leaves nulls out, Windows and OMI send {@code xsi:nil}.
 *
 * <p><b>Errors.</b> An accessor throws a {@link WsmanProtocolException} that names the property and shows the value if
 * the value is not of its type, for instance {@code integer("Name")}. A property name that is null is an
 * IllegalArgumentException.
 *
 * <p><b>Writing back.</b> {@link #with} and {@link #toBuilder} change a copy and keep everything else, including
 * attributes, comments and unknown children. Put and Create leave out the {@code xsi:type} of the instance itself and
 * children in the namespace of the CIM mapping ({@code cim:Location}, which Windows adds to its replies): they describe
 * the representation, are not properties, and servers do not accept them. Those of embedded instances are sent, because
 * there the type names the class.
 *
 * <p>Two instances are equal if their names, attributes and properties are equal and in the same order; prefixes and
 * white space between elements do not count.
 *
 * <p>A property of a JAXB class may be of this type: it is then an embedded instance. It needs no annotation.
 */
@XmlJavaTypeAdapter(Instance.Adapter.class)
public sealed class Instance {
    private final Tree tree;
    /** Created when it is first needed; two threads may create equal ones. */
    private @Nullable PropertyIndex index;
    /** The CIM namespace of the request, for references that do not name one. It does not count for equality. */
    private final @Nullable String namespace;
    /** Reads the return value, if the instance is the output of a method that a session called. */
    private final @Nullable Function<Instance, ReturnValue> returned;

    private Instance(Tree tree, @Nullable String namespace, @Nullable Function<Instance, ReturnValue> returned) {
        this.tree = tree;
        this.namespace = namespace;
        this.returned = returned;
    }

    /** Returns the same instance as the output of this call. */
    Instance asOutputOf(ResourceLocator resource, String method) {
        return new JsonInstance(tree, namespace, self -> self.returnValue(resource, method));
    }

    static Instance of(Tree tree) {
        return new JsonInstance(tree, null, null);
    }

    static Instance of(Tree tree, @Nullable String cimNamespace) {
        return new JsonInstance(tree, cimNamespace, null);
    }

    Tree tree() {
        return tree;
    }

    /** Returns the element that Put and Create send. */
    Tree content() {
        boolean plain = tree.attribute(Namespaces.XSI, "type") == null;
        for (Tree child : tree.elements()) {
            plain &= !PropertyElement.describesRepresentation(child);
        }
        if (plain) {
            return CimNamespace.withoutEmpty(tree);
        }
        var builder = tree.toBuilder().removeAttribute(Namespaces.XSI, "type");
        builder.nodes().removeIf(node -> node instanceof Tree child && PropertyElement.describesRepresentation(child));
        return CimNamespace.withoutEmpty(builder.build());
    }

    /**
     * Reads an instance from XML text.
     *
     * @throws IllegalArgumentException with line and column if the text is not well-formed, or has a document type
     */
    public static Instance parse(String xml) {
        return of(XmlFactories.parse(Arguments.present(xml, "xml")));
    }

    /** Returns an instance that is a copy of a DOM element. */
    public static Instance of(Element element) {
        return of(Dom.fromElement(Arguments.present(element, "element")));
    }

    /**
     * Starts an instance, or the input of a method.
     *
     * @param uri the namespace, which for CIM is the resource URI of the class
     * @param name the name of the element: the class, or {@code Method_INPUT}
     * @throws IllegalArgumentException if the name is not an XML name
     */
    public static Builder builder(String uri, String name) {
        return new Builder(Arguments.xml(uri, "uri"), Arguments.name(name, "name"));
    }

    /** Starts a changed copy. */
    public Builder toBuilder() {
        return new Builder(tree, namespace);
    }

    /** Returns a copy with one property changed: short for {@code toBuilder().set(property, value).build()}. */
    public Instance with(String property, @Nullable Object value) {
        return toBuilder().set(property, value).build();
    }

    /** Returns the name of the element: the class, in the namespace of its resource URI. */
    public QName name() {
        return tree.name();
    }

    /**
     * Returns the element as XML, with all namespace declarations that it needs. No white space is added: an element
     * without any is one line.
     */
    public String toXml() {
        return tree.toXml();
    }

    /**
     * Returns the element as XML with each element on a line of its own, indented by two spaces a level. White space is
     * added only between elements, never to a text, so that {@link #parse} returns an equal instance. An element that
     * contains text beside elements, or has {@code xml:space="preserve"}, stays on one line.
     */
    public String toIndentedXml() {
        return tree.toIndentedXml();
    }

    /**
     * Returns the properties as a map, for example to write them as JSON:
     *
     * <ul>
     *   <li>the keys are the {@linkplain #propertyNames() names of the properties} in their order and in the case in
     *       which the server sent them; unlike the accessors, {@link Map#get} respects case;
     *   <li>the value of a null property ({@code xsi:nil}) is null; an absent property has no entry;
     *   <li>a simple value is a String with the text that the server sent, because the text does not show its type: the
     *       accessors convert it; the text of a date-time may come from an element inside the property;
     *   <li>a property whose element is repeated is a List of such values, which may contain null; an array of one item
     *       cannot be distinguished from a simple value, and {@link #texts} reads both;
     *   <li>a reference to a resource is the text of its locator ({@link ResourceLocator#toText}), which
     *       {@link ResourceLocator#parse} reads;
     *   <li>an embedded instance is a Map of the same form; one that is sent as escaped XML is its text;
     *   <li>the text of an element without properties, such as the result of the fragment {@code Name/text()}, has the
     *       key {@code #text}.
     * </ul>
     *
     * <p>Attributes, the class of embedded instances, comments and {@code cim:Location} are left out; {@link #toXml()}
     * has them. The values of secret properties are included.
     *
     * <p>Jackson 2, Jackson 3 and JSON-B write an instance as this map, without configuration.
     *
     * @return a copy, which cannot be changed
     */
    @JsonValue
    public Map<String, Object> toMap() {
        return InstanceMap.of(tree, namespace);
    }

    /** Returns the element as the root of a new DOM document. */
    public Element toElement() {
        return Dom.toElement(tree);
    }

    /**
     * Returns the instance as an object of a generated class, a JAXB class or a record class, as
     * {@code Session.get(resource, type)} returns it. The name of the element does not matter, and properties that the
     * class does not have are left out.
     *
     * @throws IllegalArgumentException if the class cannot be bound
     * @throws WsmanProtocolException if a value does not fit its property
     */
    public <T> T as(Class<T> type) {
        Optional<InstanceViewer<?>> viewer = ViewFactories.of(Arguments.present(type, "type"));
        if (viewer.isPresent()) {
            return viewed(viewer.get(), type);
        }
        try {
            return type.isRecord() ? asRecord(RecordBinding.of(type)) : asBean(TypedBinding.of(type));
        } catch (BindingException | XMLStreamException e) {
            throw Conversions.mismatch(type, tree, e);
        }
    }

    private <T> T asRecord(RecordBinding<T> binding) {
        return RequestNamespace.within(namespace, () -> binding.read(tree));
    }

    private <T> T asBean(TypedBinding<T> binding) throws XMLStreamException {
        if (namespace == null) {
            return binding.read(TreeStreamReader.onStartTag(tree));
        }
        RequestNamespace.enter(namespace);
        try {
            return binding.read(TreeStreamReader.onStartTag(tree));
        } finally {
            RequestNamespace.leave();
        }
    }

    @SuppressWarnings("unchecked") // the only interface that extends InstanceViewer does so for Instance
    private <T> T viewed(InstanceViewer<?> viewer, Class<T> type) {
        return ((InstanceViewer<Instance>) viewer).view(type, this);
    }

    /** Returns an attribute of the element itself; the namespace is empty for an attribute without one. */
    public Optional<String> attribute(String namespace, String name) {
        return Optional.ofNullable(
                tree.attribute(Arguments.present(namespace, "namespace"), Arguments.present(name, "name")));
    }

    /** Returns an attribute of a property's element; of the first one if the property is an array. */
    public Optional<String> attribute(String property, String namespace, String name) {
        return first(property)
                .map(element ->
                        element.attribute(Arguments.present(namespace, "namespace"), Arguments.present(name, "name")));
    }

    /** Returns the names of the properties, including those that are null, each once and in their order. */
    public List<String> propertyNames() {
        Set<String> names = new LinkedHashSet<>();
        for (Tree child : tree.elements()) {
            if (!PropertyElement.describesRepresentation(child)) {
                names.add(child.localName());
            }
        }
        return List.copyOf(names);
    }

    /** Returns whether the instance has an element for the property, even if the property is null. */
    public boolean has(String property) {
        return find(property) != null;
    }

    /** Returns whether the property is present and null: it has {@code xsi:nil}, or {@code IsNullArray} of Windows. */
    public boolean isNull(String property) {
        Tree element = find(property);
        return element != null && PropertyElement.isNull(element);
    }

    /**
     * Returns the return value of a method whose output this instance is, as {@code session.invoke} returns it:
     *
     * <pre>{@code
     * session.invoke(spooler, "StopService", null).returnValue().orThrow();
     * }</pre>
     */
    public ReturnValue returnValue() {
        return returned != null ? returned.apply(this) : ReturnValue.of(sent(), name());
    }

    /**
     * Returns the return value of a method whose output this instance is, for an output that did not come from a
     * session.
     *
     * @param resource the resource whose method was called, for messages
     * @param method the method's name, or a complete action URI
     */
    public ReturnValue returnValue(ResourceLocator resource, String method) {
        String uri = Arguments.present(resource, "resource").resourceUri();
        return ReturnValue.of(sent(), uri, resource.toString(), Arguments.text(method, "method"));
    }

    /** Returns the return value and, because iDRAC adds them to failures, Message and MessageID. */
    private ReturnValue.Sent sent() {
        return new ReturnValue.Sent(
                has(ReturnValue.PROPERTY),
                text(ReturnValue.PROPERTY).orElse(""),
                text("Message").orElse(""),
                text("MessageID").orElse(""));
    }

    /** Returns the text of the element itself: the result of a fragment like {@code Name/text()}. */
    public String text() {
        return tree.text();
    }

    /**
     * Returns the text of a property as it was sent; it may be empty. The text of a datetime may be in an element
     * inside the property. The result is empty if the property contains XML.
     */
    public Optional<String> text(String property) {
        String leaf = leaf(property);
        return leaf != null ? Optional.of(leaf) : first(property).flatMap(Instance::textOf);
    }

    /** Returns the text of each element of an array property without nulls; an empty list if there is none. */
    public List<String> texts(String property) {
        List<String> texts = new ArrayList<>();
        for (Tree element : all(property)) {
            textOf(element).ifPresent(texts::add);
        }
        return List.copyOf(texts);
    }

    private static Optional<String> textOf(Tree element) {
        String text = PropertyElement.text(element);
        return text.isBlank() && PropertyElement.holdsXml(element) ? Optional.empty() : Optional.of(text);
    }

    /** Returns a signed integer of up to 64 bits; {@link #unsigned} reads larger ones. */
    public OptionalLong integer(String property) {
        long number = shortNumber(property);
        return number == ShortNumbers.OTHER
                ? Conversions.optionalInteger(property, value(property))
                : OptionalLong.of(number);
    }

    /** Returns an integer of any size, for {@code uint64} above {@code Long.MAX_VALUE}. */
    public Optional<BigInteger> unsigned(String property) {
        long number = shortNumber(property);
        return number == ShortNumbers.OTHER
                ? converted(property, Conversions::unsigned)
                : Optional.of(BigInteger.valueOf(number));
    }

    /** Returns a number with all its digits. */
    public Optional<BigDecimal> decimal(String property) {
        return converted(property, Conversions::decimal);
    }

    /** Returns a {@code real32} or {@code real64}; {@code NaN} and {@code INF} are read in any case. */
    public OptionalDouble number(String property) {
        return Conversions.number(property, value(property));
    }

    /**
     * Returns a boolean: {@code true}, {@code false}, {@code 1} or {@code 0}, in any case, because OMI writes {@code
     * TRUE}.
     */
    public Optional<Boolean> bool(String property) {
        return converted(property, Conversions::bool);
    }

    /**
     * Returns a point in time: CIM's own form {@code 20240229123456.000000+060} with the offset in minutes, or
     * {@code xs:dateTime} or {@code xs:date}. The text is in the property itself, or in its only child
     * {@code CIM_DateTime}, {@code Datetime} or {@code Date}, in the CIM namespace or without one. A text without a
     * zone is in UTC. A field of asterisks has its earliest value; the year must be given.
     */
    public Optional<OffsetDateTime> dateTime(String property) {
        return converted(property, Conversions::dateTime);
    }

    /**
     * Returns an interval: CIM's own form {@code ddddddddhhmmss.mmmmmm:000}, or {@code xs:duration}. The text is in the
     * property itself, or in its only child {@code CIM_DateTime} or {@code Interval}, in the CIM namespace or without
     * one. A year is 365 days and a month is 30 days.
     */
    public Optional<Duration> duration(String property) {
        return converted(property, Conversions::duration);
    }

    /**
     * Returns a {@code char16}. A text of one character is that character; two to five digits are the character's
     * number. One digit is the character itself, except in a reply of OMI, which writes every {@code char16} as its
     * decimal number. An instance that was parsed from text counts as OMI's only if the text declares the prefixes of
     * OMI's envelope.
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

    /**
     * Returns an array of bytes: one text in base64, or in hexadecimal if {@code xsi:type} says so, or an array of
     * numbers from 0 to 255. If the first four numbers are the length of the array, as those of an {@code OctetString}
     * are (DSP0004), they are left out.
     *
     * @throws WsmanProtocolException if the value is none of these
     */
    public Optional<byte[]> bytes(String property) {
        List<String> texts = texts(property);
        if (texts.stream().allMatch(String::isBlank)) {
            return converted(property, (name, text) -> new byte[0]);
        }
        String type = attribute(property, Namespaces.XSI, "type").orElse(null);
        return Optional.of(Conversions.bytes(property, texts, type));
    }

    /**
     * Returns a reference to another resource. The property contains an endpoint reference, or has the same content as
     * one. If the reference does not name a CIM namespace, it gets the one that the request for the instance named
     * ({@code __cimnamespace}), if any.
     */
    public Optional<ResourceLocator> reference(String property) {
        return first(property).flatMap(element -> reference(property, element));
    }

    /** Returns all references of an array property. */
    public List<ResourceLocator> references(String property) {
        List<ResourceLocator> references = new ArrayList<>();
        for (Tree element : all(property)) {
            reference(property, element).ifPresent(references::add);
        }
        return List.copyOf(references);
    }

    private Optional<ResourceLocator> reference(String property, Tree element) {
        if (PropertyElement.isEmpty(element)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ResourceLocator.fromEndpointReference(element).inNamespace(namespace));
        } catch (IllegalArgumentException e) {
            throw Conversions.mismatch(property, element.toXml(), "an endpoint reference");
        }
    }

    /**
     * Returns an embedded instance. It is one of the following: the content of the property, whose {@code xsi:type}
     * names the class; an element inside the property; or XML inside the property, escaped or as CDATA.
     */
    public Optional<Instance> instance(String property) {
        return first(property).flatMap(element -> embedded(property, element, namespace));
    }

    /** Returns all embedded instances of an array property. */
    public List<Instance> instances(String property) {
        List<Instance> instances = new ArrayList<>();
        for (Tree element : all(property)) {
            embedded(property, element, namespace).ifPresent(instances::add);
        }
        return List.copyOf(instances);
    }

    static Optional<Instance> embedded(String property, Tree element, @Nullable String namespace) {
        try {
            return Optional.ofNullable(PropertyElement.embedded(element))
                    .map(tree -> new JsonInstance(tree, namespace, null));
        } catch (IllegalArgumentException e) {
            throw Conversions.mismatch(property, element.text(), "an embedded instance");
        }
    }

    /** Returns the number of a property in the usual form, for which no string is made; else OTHER. */
    private long shortNumber(String property) {
        return tree.shortNumber(tree.namespace(), Arguments.present(property, "property"));
    }

    private @Nullable String leaf(String property) {
        String own = tree.leaf(tree.namespace(), Arguments.present(property, "property"));
        return own == null && isFragment() && tree.firstChild(tree.namespace(), property) == null
                ? tree.leaf("", property)
                : own;
    }

    /** Returns whether this is a fragment or an item of a WQL projection, whose properties do not have a namespace. */
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
        String text = PropertyElement.text(element.get()).strip();
        if (text.isEmpty() && PropertyElement.holdsXml(element.get())) {
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
        return element == null || PropertyElement.isNull(element) ? Optional.empty() : Optional.of(element);
    }

    private List<Tree> all(String property) {
        Tree found = find(property);
        List<Tree> elements = new ArrayList<>();
        if (found != null) {
            for (Tree child : isLarge() ? index().all(found.localName()) : tree.elements()) {
                if (child.name().equals(found.name()) && !PropertyElement.isNull(child)) {
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
        return exact != null ? exact : PropertyIndex.search(tree.elements(), tree.namespace(), property);
    }

    private boolean isLarge() {
        return tree.nodeCount() > PropertyIndex.SEARCH_LIMIT;
    }

    private PropertyIndex index() {
        PropertyIndex known = index;
        if (known == null) {
            known = new PropertyIndex(tree);
            index = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Instance instance && tree.equals(instance.tree);
    }

    @Override
    public int hashCode() {
        return tree.hashCode();
    }

    /**
     * Returns the class and the properties if they are short together, for instance {@code Listener(Address=*,
     * Port=5986)}; otherwise the class, the property that usually identifies an instance (name, ID or address), and the
     * number of properties. The value of a property whose name ends in {@code password}, {@code passphrase}, {@code
     * secret}, {@code token} or the like is shown as {@code ***}, as in the wire log.
     */
    @Override
    public String toString() {
        return InstanceText.of(tree, namespace);
    }

    /**
     * Builds an instance. Not thread-safe. Values are written as text as CIM's XML mapping defines:
     *
     * <ul>
     *   <li>Boolean: {@code true} or {@code false}; Number: digits, {@code NaN}, {@code INF};
     *   <li>OffsetDateTime, ZonedDateTime, Instant, Duration: for resource URIs of Windows (below {@code
     *       http://schemas.microsoft.com/wbem/wsman/1/}) {@code cim:Datetime} or {@code cim:Interval} around the form
     *       of XML Schema; otherwise CIM's own text, the only one that openwsman and OMI accept. A value that replaces
     *       one from the server takes the form of that one. CIM has no interval that is negative or longer than
     *       99,999,999 days, and no date-time outside the years 0 (for Windows: 1) to 9999. A time whose offset does
     *       not fit is written in UTC;
     *   <li>{@code byte[]}: base64; bytes that replace an array of numbers are written as numbers, preceded by their
     *       length if the replaced array began with its length;
     *   <li>{@link ResourceLocator}: the content of its endpoint reference; {@link Instance} or DOM Element: an
     *       embedded instance, with {@code xsi:type} for its class;
     *   <li>Character, for a {@code char16}: the character; for OMI its decimal number. If neither the resource URI nor
     *       the reply that the instance came from shows whether the server is OMI, the session asks once with Identify;
     *   <li>a Map: an element with an element for each entry, in the namespace of the property and without a class;
     *       entries are in the order of the map, and their values are any of these;
     *   <li>String, UUID, URI and enums: their text;
     *   <li>a collection or an array of these: one element for each value; null: one element with {@code xsi:nil}.
     * </ul>
     */
    public static final class Builder {
        private final InstanceWriter properties;
        private final @Nullable String namespace;

        private Builder(String uri, String name) {
            this(InstanceWriter.empty(uri, name), null);
        }

        private Builder(Tree tree, @Nullable String namespace) {
            this.properties = new InstanceWriter(tree, Builder::structure);
            this.namespace = namespace;
        }

        /** Returns the internal form of an instance or a locator; any other value as it is. */
        static Object structure(Object value) {
            if (value instanceof Instance instance) {
                return instance.tree;
            }
            return value instanceof ResourceLocator locator
                    ? new InstanceWriter.Content(locator.toReference().toContent())
                    : value;
        }

        /**
         * Adds a property after the existing ones. If the instance has the property already, it gets one more element
         * and so becomes an array; {@link #set} replaces instead.
         *
         * @throws IllegalArgumentException naming the property, if its name is not an XML name or its value cannot be
         *     sent
         */
        public Builder add(String property, @Nullable Object value) {
            properties.add(Arguments.text(property, "property"), value);
            return this;
        }

        /**
         * Sets a property: in place of every element that the property has, in any case of the name, or after all
         * others if it has none. Attributes stay, except those that describe the old value.
         *
         * @throws IllegalArgumentException naming the property, if its name is not an XML name or its value cannot be
         *     sent
         */
        public Builder set(String property, @Nullable Object value) {
            properties.replace(Arguments.text(property, "property"), value);
            return this;
        }

        /** Removes every element of a property. */
        public Builder remove(String property) {
            properties.replace(Arguments.text(property, "property"), List.of());
            return this;
        }

        /** Returns the instance as it is now; the builder can be used further. */
        public Instance build() {
            return new JsonInstance(properties.build(), namespace, null);
        }
    }

    /** The class of every instance at run time, which JSON-B knows how to write. */
    @JsonbTypeSerializer(JsonFormSerializer.class)
    private static final class JsonInstance extends Instance implements JsonForm {
        JsonInstance(Tree tree, @Nullable String namespace, @Nullable Function<Instance, ReturnValue> returned) {
            super(tree, namespace, returned);
        }

        @Override
        public Object toJson() {
            return toMap();
        }
    }

    /** Lets a property of a JAXB class be an instance: an embedded one, of any class. */
    static final class Adapter extends XmlAdapter<Object, Instance> {
        @Override
        public @Nullable Instance unmarshal(@Nullable Object content) {
            if (!(content instanceof Element element)) {
                return null;
            }
            try {
                return embedded(element.getLocalName(), Dom.fromElement(element), RequestNamespace.current())
                        .orElse(null);
            } catch (WsmanException e) {
                // The reader of the JAXB class adds the operation and the advice to the reason.
                throw new IllegalArgumentException(e.error().reason(), e);
            }
        }

        @Override
        public @Nullable Object marshal(@Nullable Instance instance) {
            return instance == null ? null : Dom.toElement(InstanceWriter.embedded(instance.tree));
        }
    }
}
