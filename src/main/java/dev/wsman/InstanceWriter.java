package dev.wsman;

import dev.wsman.internal.value.Char16;
import dev.wsman.internal.value.ServerForm;
import dev.wsman.internal.value.TimeElement;
import dev.wsman.internal.xml.Dom;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeBuilder;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** The properties of an instance under construction: from Java values to elements. */
final class InstanceWriter {
    /** The beginning of an {@code xs:dateTime}, which has a hyphen after the year, or of an {@code xs:duration}. */
    private static final Pattern SCHEMA_TIME = Pattern.compile("-?(?:\\d{4,}-\\d\\d-|P)");

    private static final QName TYPE = new QName(Namespaces.XSI, "type");

    private final TreeBuilder builder;
    private final String namespace;
    private final String prefix;
    private final ServerForm form;

    InstanceWriter(String uri, String name) {
        this(Tree.builder(uri, name, uri.isEmpty() ? "" : "p").build());
    }

    InstanceWriter(Tree tree) {
        // The properties of a query's item are in no namespace.
        boolean fragment = tree.is(Namespaces.WSMAN, "XmlFragment");
        this.builder = tree.toBuilder();
        this.namespace = fragment ? "" : tree.namespace();
        this.prefix = fragment ? "" : tree.prefix();
        this.form = ServerForm.of(tree);
    }

    Tree build() {
        return builder.build();
    }

    void add(String property, @Nullable Object value) {
        String name = Arguments.text(property, "property");
        try {
            elements(new QName(namespace, name, prefix), null, value).forEach(builder::child);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("property " + property + ": " + e.getMessage(), e);
        }
    }

    void replace(String property, @Nullable Object value) {
        List<Object> nodes = builder.nodes();
        Tree old = Instance.find(children(nodes), namespace, Arguments.text(property, "property"));
        if (old == null) {
            add(property, value);
            return;
        }
        List<Tree> elements;
        try {
            elements = elements(old.name(), old, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("property " + property + ": " + e.getMessage(), e);
        }
        int index = nodes.indexOf(old);
        nodes.removeIf(node -> node instanceof Tree child && child.name().equals(old.name()));
        nodes.addAll(Math.min(index, nodes.size()), elements);
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
        } else if (value != null && value.getClass().isArray() && !(value instanceof byte[])) {
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(element(name, old, Array.get(value, i)));
            }
        } else {
            elements.add(element(name, old, value));
        }
        return elements;
    }

    private Tree element(QName name, @Nullable Tree old, @Nullable Object value) {
        TreeBuilder element = old == null
                ? Tree.builder(name.getNamespaceURI(), name.getLocalPart(), name.getPrefix())
                : emptied(old, value);
        if (value == null) {
            return element.nil().build();
        }
        if (value instanceof Instance instance) {
            return embedded(element, instance.tree());
        }
        if (value instanceof Element dom) {
            return embedded(element, Dom.fromElement(dom));
        }
        if (value instanceof ResourceLocator locator) {
            locator.toContent().forEach(element::child);
            return element.build();
        }
        if (value instanceof Duration duration) {
            return time(element, old, TimeElement.INTERVAL, form, wanted -> wanted.interval(duration));
        }
        if (value instanceof Character character) {
            return character(element, character);
        }
        OffsetDateTime time = time(value);
        return time == null
                ? element.text(text(value)).build()
                : time(element, old, TimeElement.DATE_TIME, form, wanted -> wanted.dateTime(time));
    }

    /** Which text it is may be known only when it is sent, where the resource URI does not tell servers apart. */
    private Tree character(TreeBuilder element, char character) {
        return switch (form) {
            case WINDOWS -> element.text(String.valueOf(character)).build();
            case CIM -> element.character(character);
            case OMI -> element.text(Char16.number(character)).build();
        };
    }

    /** The old element without its value, and without what its attributes say about that. */
    private static TreeBuilder emptied(Tree old, @Nullable Object value) {
        TreeBuilder element = old.toBuilder()
                .removeAttribute(Namespaces.XSI, "nil")
                .removeAttribute(Namespaces.MS_WSMAN, "IsNullArray");
        if (value instanceof Instance || value instanceof Element || isFalseEncoding(old, value)) {
            element.removeAttribute(Namespaces.XSI, "type");
        }
        element.nodes().clear();
        return element;
    }

    /** An instance as it is embedded; the name of the property is still to be given. */
    static Tree embedded(Tree instance) {
        return embedded(Tree.builder("", "property", ""), instance);
    }

    /** OMI writes an array of octets as one text, whose type says how: that holds for octets only, which are sent in base64. */
    private static boolean isFalseEncoding(Tree old, @Nullable Object value) {
        String type = old.attribute(Namespaces.XSI, "type");
        boolean base64 = type != null && type.strip().endsWith("ase64Binary");
        boolean hexadecimal = type != null && type.strip().endsWith("exBinary");
        return hexadecimal || base64 && !(value instanceof byte[]);
    }

    /** The instance's content under the property's name; its class goes into xsi:type, as Windows and OMI read it. */
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
            String prefix = declared(element, type);
            element.attribute(Namespaces.XSI, "type", "xsi", prefix + ":" + type.getLocalPart());
        }
        for (int i = 0; i < instance.nodeCount(); i++) {
            element.nodes().add(instance.node(i));
        }
        return element.build();
    }

    private static QName type(Tree instance) {
        String said = instance.attribute(Namespaces.XSI, "type");
        return said == null
                ? new QName(instance.namespace(), instance.localName() + "_Type", instance.prefix())
                : instance.resolve(said);
    }

    private static String declared(TreeBuilder element, QName name) {
        String prefix = name.getPrefix().isEmpty() ? "e" : name.getPrefix();
        for (int i = 1; !element.mayDeclare(prefix, name.getNamespaceURI()); i++) {
            prefix = "e" + i;
        }
        element.declare(prefix, name.getNamespaceURI());
        return prefix;
    }

    /** A time takes the place of an old one in the form of that one; else it has the form that the server expects. */
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
        boolean schema = SCHEMA_TIME.matcher(old.text().strip()).lookingAt();
        return element.text(text.apply(schema ? ServerForm.WINDOWS : ServerForm.CIM))
                .build();
    }

    private static Tree sameForm(Tree holder, String name, Function<ServerForm, String> text) {
        boolean cim = holder.localName().equals(TimeElement.CIM_DATE_TIME);
        return Tree.builder(holder.namespace(), cim ? TimeElement.CIM_DATE_TIME : name, holder.prefix())
                .text(text.apply(cim ? ServerForm.CIM : ServerForm.WINDOWS))
                .build();
    }

    private static @Nullable OffsetDateTime time(Object value) {
        if (value instanceof OffsetDateTime time) {
            return time;
        }
        if (value instanceof ZonedDateTime time) {
            return time.toOffsetDateTime();
        }
        return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : null;
    }

    private static String text(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof Double || value instanceof Float) {
            return value.toString().replace("Infinity", "INF");
        }
        if (value instanceof byte[] octets) {
            return Base64.getEncoder().encodeToString(octets);
        }
        if (value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Enum<?>
                || value instanceof UUID
                || value instanceof URI) {
            return value.toString();
        }
        throw new IllegalArgumentException("a value of type " + value.getClass().getName() + " cannot be sent");
    }
}
