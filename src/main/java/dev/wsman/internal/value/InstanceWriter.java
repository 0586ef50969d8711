package dev.wsman.internal.value;

import dev.wsman.internal.xml.Dom;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeBuilder;
import dev.wsman.internal.xml.TreeReader;
import java.lang.reflect.Array;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Writes the properties of an instance under construction: Java values become elements. Not thread-safe. */
public final class InstanceWriter {
    private static final QName TYPE = new QName(Namespaces.XSI, "type");

    private final TreeBuilder builder;
    private final String namespace;
    private final String prefix;
    private final ServerForm form;
    private final UnaryOperator<Object> structures;
    private int depth;

    /**
     * The content of a property that is neither a simple value nor an embedded instance.
     *
     * @param children the elements in the property's element: those of an endpoint reference
     */
    public record Content(List<Tree> children) {}

    /**
     * Starts a writer.
     *
     * @param instance the element to begin with
     * @param structures returns a {@link Tree} for an embedded instance of the public API, {@link Content} for a
     *     reference, and any other value as it is
     */
    public InstanceWriter(Tree instance, UnaryOperator<Object> structures) {
        // The properties of a query's item are in no namespace.
        boolean fragment = instance.is(Namespaces.WSMAN, "XmlFragment");
        this.builder = instance.toBuilder();
        this.namespace = fragment ? "" : instance.namespace();
        this.prefix = fragment ? "" : instance.prefix();
        this.form = ServerForm.of(instance);
        this.structures = structures;
    }

    /** Returns an empty element to begin with. */
    public static Tree empty(String uri, String name) {
        return Tree.builder(uri, name, uri.isEmpty() ? "" : "p").build();
    }

    /** Returns the element as it is now. */
    public Tree build() {
        return builder.build();
    }

    /**
     * Adds an element, or one for each item of a collection or an array, after those that exist.
     *
     * @throws IllegalArgumentException naming the property if its name is not an XML name or the value cannot be sent
     */
    public void add(String property, @Nullable Object value) {
        namingProperty(property, () -> elements(new QName(namespace, property, prefix), null, value)
                .forEach(builder::child));
    }

    /**
     * Replaces every element of a property, at the place of the first of them; adds it if there is none. Attributes
     * stay, except those that describe the old value.
     *
     * @throws IllegalArgumentException naming the property if its name is not an XML name or the value cannot be sent
     */
    public void replace(String property, @Nullable Object value) {
        List<Object> nodes = builder.nodes();
        Tree old = PropertyIndex.search(children(nodes), namespace, property);
        if (old == null) {
            add(property, value);
            return;
        }
        List<Tree> elements = new ArrayList<>();
        namingProperty(property, () -> elements.addAll(elements(old.name(), old, value)));
        int index = nodes.indexOf(old);
        nodes.removeIf(node -> node instanceof Tree child && child.name().equals(old.name()));
        nodes.addAll(Math.min(index, nodes.size()), elements);
    }

    private void namingProperty(String property, Runnable writing) {
        try {
            depth = 0;
            writing.run();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("property " + property + ": " + e.getMessage(), e);
        }
    }

    private static List<Tree> children(List<Object> nodes) {
        List<Tree> children = new ArrayList<>();
        for (Object node : nodes) {
            if (node instanceof Tree child) {
                children.add(child);
            }
        }
        return children;
    }

    private List<Tree> elements(QName name, @Nullable Tree old, @Nullable Object value) {
        List<Tree> elements = new ArrayList<>();
        if (value instanceof Iterable<?> values) {
            values.forEach(each -> elements.add(element(name, old, each)));
        } else if (value instanceof byte[] bytes && old != null) {
            ByteArrays.printAs(bytes, texts(old.name()), old.attribute(Namespaces.XSI, "type"))
                    .forEach(text -> elements.add(
                            emptied(old, isFalseEncoding(old, true)).text(text).build()));
        } else if (value != null && value.getClass().isArray() && !(value instanceof byte[])) {
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(element(name, old, Array.get(value, i)));
            }
        } else {
            elements.add(element(name, old, value));
        }
        return elements;
    }

    /** Returns the texts of the elements of this name that are not null. */
    private List<String> texts(QName name) {
        return children(builder.nodes()).stream()
                .filter(child -> child.name().equals(name) && !child.isNil())
                .map(Tree::text)
                .toList();
    }

    private Tree element(QName name, @Nullable Tree old, @Nullable Object value) {
        Object plain = value == null ? null : plain(value);
        TreeBuilder element = old == null
                ? Tree.builder(name.getNamespaceURI(), name.getLocalPart(), name.getPrefix())
                : emptied(old, plain instanceof Tree || isFalseEncoding(old, plain instanceof byte[]));
        if (plain == null) {
            return element.nil().build();
        }
        if (plain instanceof Tree instance) {
            return embedded(element, instance);
        }
        if (plain instanceof Content content) {
            content.children().forEach(element::child);
            return element.build();
        }
        if (plain instanceof Map<?, ?> map) {
            return structure(element, name, map);
        }
        if (plain instanceof Duration duration) {
            return time(element, old, TimeElement.INTERVAL, form, wanted -> wanted.interval(duration));
        }
        if (plain instanceof Character character) {
            return character(element, character);
        }
        OffsetDateTime time = CimDateTimes.of(plain);
        return time == null
                ? element.text(ValueText.of(plain)).build()
                : time(element, old, TimeElement.DATE_TIME, form, wanted -> wanted.dateTime(time));
    }

    /** Returns the element with the entries of the map as children, in the namespace of the element. */
    private Tree structure(TreeBuilder element, QName name, Map<?, ?> map) {
        if (++depth > TreeReader.MAX_DEPTH) {
            throw new IllegalArgumentException("maps nested deeper than " + TreeReader.MAX_DEPTH);
        }
        map.forEach((key, value) -> {
            if (key == null) {
                throw new IllegalArgumentException("a key of its map is null");
            }
            QName child = new QName(name.getNamespaceURI(), key.toString(), name.getPrefix());
            elements(child, null, value).forEach(element::child);
        });
        depth--;
        return element.build();
    }

    private Object plain(Object value) {
        return value instanceof Element dom ? Dom.fromElement(dom) : structures.apply(value);
    }

    /** If the resource URI does not identify the server, the text of the character is chosen when it is sent. */
    private Tree character(TreeBuilder element, char character) {
        return form == ServerForm.CIM
                ? element.character(character)
                : element.text(Char16.print(character, form)).build();
    }

    /** Returns the old element without its value, and without the attributes that describe the value. */
    private static TreeBuilder emptied(Tree old, boolean withoutType) {
        TreeBuilder element = old.toBuilder()
                .removeAttribute(Namespaces.XSI, "nil")
                .removeAttribute(Namespaces.MS_WSMAN, "IsNullArray");
        if (withoutType) {
            element.removeAttribute(Namespaces.XSI, "type");
        }
        element.nodes().clear();
        return element;
    }

    /**
     * Returns whether the old type names an encoding that the new value does not have. New bytes are in base64; no
     * other value has an encoding.
     */
    private static boolean isFalseEncoding(Tree old, boolean bytes) {
        String type = old.attribute(Namespaces.XSI, "type");
        return ByteArrays.isHexadecimal(type) || ByteArrays.isOneText(type) && !bytes;
    }

    /** Returns an instance as it is embedded in a property. The caller renames the element. */
    public static Tree embedded(Tree instance) {
        return embedded(Tree.builder("", "property", ""), instance);
    }

    /**
     * Returns the content of the instance under the name of the property. Its class becomes the xsi:type, which Windows
     * and OMI read.
     */
    private static Tree embedded(TreeBuilder element, Tree instance) {
        for (int i = 0; i < instance.attributeCount(); i++) {
            QName attribute = instance.attributeName(i);
            if (!attribute.equals(TYPE)) {
                element.attribute(
                        attribute.getNamespaceURI(),
                        attribute.getLocalPart(),
                        attribute.getPrefix(),
                        instance.attributeValue(i));
            }
        }
        QName type = type(instance);
        if (!type.getNamespaceURI().isEmpty()) {
            String prefix = declarePrefix(element, type);
            element.attribute(Namespaces.XSI, "type", "xsi", prefix + ":" + type.getLocalPart());
        }
        for (int i = 0; i < instance.nodeCount(); i++) {
            element.nodes().add(instance.node(i));
        }
        return element.build();
    }

    private static QName type(Tree instance) {
        String type = instance.attribute(Namespaces.XSI, "type");
        return type == null
                ? new QName(instance.namespace(), instance.localName() + "_Type", instance.prefix())
                : instance.resolve(type);
    }

    private static String declarePrefix(TreeBuilder element, QName name) {
        String prefix = name.getPrefix().isEmpty() ? "e" : name.getPrefix();
        for (int i = 1; !element.mayDeclare(prefix, name.getNamespaceURI()); i++) {
            prefix = "e" + i;
        }
        element.declare(prefix, name.getNamespaceURI());
        return prefix;
    }

    /** Writes a time in the form of the one that it replaces; otherwise in the form that the server expects. */
    private static Tree time(
            TreeBuilder element,
            @Nullable Tree old,
            String name,
            ServerForm expected,
            Function<ServerForm, String> text) {
        Tree holder = old == null ? null : TimeElement.in(old);
        if (holder != null) {
            return element.child(sameForm(holder, name, text)).build();
        }
        if (old == null || old.hasElements() || old.text().isBlank()) {
            return expected.hasTimeElements()
                    ? element.child(Namespaces.CIM_COMMON, name, "cim", text.apply(expected))
                            .build()
                    : element.text(text.apply(expected)).build();
        }
        boolean schema = CimDateTimes.isSchema(old.text().strip());
        return element.text(text.apply(schema ? ServerForm.WINDOWS : ServerForm.CIM))
                .build();
    }

    private static Tree sameForm(Tree holder, String name, Function<ServerForm, String> text) {
        boolean cim = holder.localName().equals(TimeElement.CIM_DATE_TIME);
        return Tree.builder(holder.namespace(), cim ? TimeElement.CIM_DATE_TIME : name, holder.prefix())
                .text(text.apply(cim ? ServerForm.CIM : ServerForm.WINDOWS))
                .build();
    }
}
