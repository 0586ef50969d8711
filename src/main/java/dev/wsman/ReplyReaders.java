package dev.wsman;

import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import dev.wsman.ViewFactory.Origin;
import dev.wsman.internal.binding.BindingException;
import dev.wsman.internal.binding.TypedBinding;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.protocol.ElementReader;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeReader;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** What the elements of a reply are made into. */
final class ReplyReaders {
    /**
     * What an enumeration's items are made into, alone and with their references.
     *
     * @param reader of items as they are
     * @param referenced of {@code wsman:Item}s, or null where that makes no sense
     */
    record Kind<T>(ElementReader.Factory<T> reader, ElementReader.@Nullable Factory<Referenced<T>> referenced) {
        /** Locators; one that names no resource is of the one enumerated. */
        static Kind<ResourceLocator> references(ResourceLocator enumerated) {
            return new Kind<>(reader -> ReplyReaders.references(reader, enumerated), null);
        }

        Kind<Referenced<T>> withReferences() {
            if (referenced == null) {
                throw new IllegalStateException("the items are references already");
            }
            return new Kind<>(referenced, null);
        }
    }

    private ReplyReaders() {}

    static <T> Kind<T> kind(Class<T> type, Origin origin, ResourceLocator enumerated) {
        return new Kind<>(of(type, origin, enumerated), referenced(type, origin, enumerated));
    }

    /** Instances; references in them that name no CIM namespace are in that of the resource that was asked for. */
    static ElementReader.Factory<Instance> instances(@Nullable ResourceLocator asked) {
        String namespace = asked == null ? null : asked.cimNamespace();
        return reader -> {
            TreeReader trees = new TreeReader(reader);
            return at -> Instance.of(trees.read(), namespace);
        };
    }

    /** Locators, of endpoint references. */
    private static ElementReader<ResourceLocator> references(XMLStreamReader reader, ResourceLocator enumerated) {
        TreeReader trees = new TreeReader(reader);
        return at -> locator(trees.read(), enumerated);
    }

    /**
     * Objects of a class: Instances where it is that, views where the class has a factory of them, the caller's JAXB class
     * otherwise.
     *
     * @param asked what was asked for, whose CIM namespace is that of references without one
     * @throws IllegalArgumentException where JAXB cannot bind the class
     */
    @SuppressWarnings("unchecked") // an ElementReader of Instance is one of T when T is Instance
    static <T> ElementReader.Factory<T> of(Class<T> type, Origin origin, ResourceLocator asked) {
        if (Arguments.present(type, "type") == Instance.class) {
            ElementReader.Factory<Instance> instances = instances(asked);
            return reader -> (ElementReader<T>) instances.on(reader);
        }
        Optional<ViewFactory> views = ViewFactory.of(type);
        if (views.isPresent()) {
            return views(type, views.get(), origin, asked);
        }
        TypedBinding<T> binding = TypedBinding.of(type);
        String namespace = asked.cimNamespace();
        return namespace == null ? reader -> at -> bound(binding, at) : reader -> at -> bound(binding, at, namespace);
    }

    private static <T> ElementReader.Factory<T> views(
            Class<T> type, ViewFactory factory, Origin origin, ResourceLocator asked) {
        return reader -> {
            ElementReader<Instance> instances = instances(asked).on(reader);
            return at -> factory.view(type, instances.read(at), origin);
        };
    }

    private static <T> T bound(TypedBinding<T> binding, XMLStreamReader reader, String namespace)
            throws XMLStreamException {
        RequestNamespace.enter(namespace);
        try {
            return bound(binding, reader);
        } finally {
            RequestNamespace.leave();
        }
    }

    private static <T> T bound(TypedBinding<T> binding, XMLStreamReader reader) throws XMLStreamException {
        try {
            return binding.read(reader);
        } catch (BindingException e) {
            throw ExchangeException.value(String.valueOf(e.getMessage()), 200, e);
        }
    }

    /** {@code wsman:Item}s; a view is told that its locator is the one that came with it. */
    private static <T> ElementReader.Factory<Referenced<T>> referenced(
            Class<T> type, Origin origin, ResourceLocator enumerated) {
        Optional<ViewFactory> views = type == Instance.class ? Optional.empty() : ViewFactory.of(type);
        if (views.isEmpty()) {
            return referenced(of(type, origin, enumerated), enumerated);
        }
        ElementReader.Factory<Referenced<Instance>> items = referenced(instances(enumerated), enumerated);
        return reader -> {
            ElementReader<Referenced<Instance>> each = items.on(reader);
            return at -> {
                Referenced<Instance> item = each.read(at);
                Origin exact = new Origin(origin.session(), item.reference(), true);
                return new Referenced<>(views.get().view(type, item.value(), exact), item.reference());
            };
        };
    }

    /** {@code wsman:Item}: the object and its reference, in either order. */
    private static <T> ElementReader.Factory<Referenced<T>> referenced(
            ElementReader.Factory<T> values, ResourceLocator enumerated) {
        return reader -> {
            ElementReader<T> value = values.on(reader);
            TreeReader trees = new TreeReader(reader);
            return at -> referenced(at, value, trees, enumerated);
        };
    }

    private static <T> Referenced<T> referenced(
            XMLStreamReader reader, ElementReader<T> values, TreeReader trees, ResourceLocator enumerated)
            throws XMLStreamException {
        if (!reader.getLocalName().equals("Item")) {
            throw ExchangeException.protocol("a wsman:Item", "<" + reader.getLocalName() + ">", 200, null);
        }
        @Nullable T value = null;
        @Nullable ResourceLocator reference = null;
        for (int event = reader.next(); event != END_ELEMENT; event = reader.next()) {
            if (event != START_ELEMENT) {
                continue;
            }
            if (isReference(reader)) {
                reference = locator(trees.read(), enumerated);
            } else {
                value = values.read(reader);
            }
        }
        if (value == null || reference == null) {
            throw ExchangeException.protocol(
                    "an object and its endpoint reference", "a wsman:Item without one of them", 200, null);
        }
        return new Referenced<>(value, reference);
    }

    private static boolean isReference(XMLStreamReader reader) {
        return reader.getLocalName().equals("EndpointReference")
                && (Namespaces.ADDRESSING.equals(reader.getNamespaceURI())
                        || Namespaces.ADDRESSING_2005.equals(reader.getNamespaceURI()));
    }

    /**
     * The locator in an endpoint reference that a server sent. Without a resource URI it is of the class that was asked
     * for, and without a CIM namespace in that of the request.
     */
    static ResourceLocator locator(Tree reference, ResourceLocator asked) {
        try {
            ResourceLocator locator = ResourceLocator.fromEndpointReference(reference);
            boolean ofTheSame =
                    locator.resourceUri().isEmpty() && !asked.resourceUri().endsWith("/*");
            ResourceLocator named = ofTheSame ? locator.withResourceUri(asked.resourceUri()) : locator;
            return named.inNamespace(asked.cimNamespace());
        } catch (IllegalArgumentException e) {
            throw ExchangeException.protocol("an endpoint reference", reference.toXml(), 200, e);
        }
    }

    /** Nothing: what comes is only counted. */
    static ElementReader<Boolean> counted(XMLStreamReader ignored) {
        return reader -> {
            int depth = 1;
            while (depth > 0) {
                int event = reader.next();
                depth += event == START_ELEMENT ? 1 : event == END_ELEMENT ? -1 : 0;
            }
            return Boolean.TRUE;
        };
    }
}
