package dev.wsman;

import dev.wsman.ViewFactory.Origin;
import dev.wsman.internal.binding.BindingException;
import dev.wsman.internal.binding.RecordBinding;
import dev.wsman.internal.binding.TypedBinding;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.protocol.ElementReader;
import dev.wsman.internal.protocol.ReplyHead;
import dev.wsman.internal.xml.Elements;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeReader;
import dev.wsman.internal.xml.TreeStreamReader;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads the elements of replies into the classes that callers ask for. */
final class ReplyReaders {
    /**
     * The readers of an enumeration's items, alone and with their references.
     *
     * @param reader reads items
     * @param referenced reads {@code wsman:Item}s; null if the items are references already
     */
    record ItemReaders<T>(ElementReader.Factory<T> reader, ElementReader.@Nullable Factory<Referenced<T>> referenced) {
        /** Reads locators; one without a resource URI gets that of the enumerated resource. */
        static ItemReaders<ResourceLocator> references(ResourceLocator enumerated) {
            return new ItemReaders<>((body, head) -> ReplyReaders.references(body, head, enumerated), null);
        }

        ItemReaders<Referenced<T>> withReferences() {
            if (referenced == null) {
                throw new IllegalStateException("the items are references already");
            }
            return new ItemReaders<>(referenced, null);
        }
    }

    private ReplyReaders() {}

    static <T> ItemReaders<T> items(Class<T> type, Origin origin, ResourceLocator enumerated) {
        return new ItemReaders<>(of(type, origin, enumerated), referenced(type, origin, enumerated));
    }

    /** Reads instances. References in them without a CIM namespace get that of the requested resource. */
    static ElementReader.Factory<Instance> instances(@Nullable ResourceLocator asked) {
        String namespace = asked == null ? null : asked.cimNamespace();
        return (body, head) -> {
            TreeReader trees = new TreeReader(body);
            return at -> Instance.of(trees.read(), namespace);
        };
    }

    /** Reads endpoint references. */
    private static ElementReader<ResourceLocator> references(
            XMLStreamReader body, ReplyHead head, ResourceLocator enumerated) {
        TreeReader trees = new TreeReader(body);
        return at -> locator(trees.read(), enumerated, head);
    }

    /** Reads the locator in {@code wxf:ResourceCreated}. */
    static ElementReader.Factory<ResourceLocator> created(ResourceLocator asked) {
        return (body, head) -> references(body, head, asked);
    }

    /** Reads an IdentifyResponse. */
    static ElementReader<Tree> identity(XMLStreamReader body, ReplyHead head) {
        TreeReader trees = new TreeReader(body);
        return at -> {
            Tree response = trees.read();
            if (!Identity.isResponse(response)) {
                throw ExchangeException.protocol(
                        "an IdentifyResponse", "<" + response.localName() + ">", head.status(), null);
            }
            return response;
        };
    }

    /**
     * Reads objects of a class: {@link Instance}s, views if the class has a {@link ViewFactory}, records, or else
     * objects of the caller's JAXB class.
     *
     * @param asked the requested resource, whose CIM namespace is used for references without one
     * @throws IllegalArgumentException if the class cannot be bound
     */
    @SuppressWarnings("unchecked") // an ElementReader of Instance is one of T when T is Instance
    static <T> ElementReader.Factory<T> of(Class<T> type, Origin origin, ResourceLocator asked) {
        if (Arguments.present(type, "type") == Instance.class) {
            ElementReader.Factory<Instance> instances = instances(asked);
            return (body, head) -> (ElementReader<T>) instances.on(body, head);
        }
        Optional<ViewFactory> views = ViewFactory.of(type);
        if (views.isPresent()) {
            return views(type, views.get(), origin, asked);
        }
        String namespace = asked.cimNamespace();
        if (type.isRecord()) {
            return records(RecordBinding.of(type), namespace);
        }
        TypedBinding<T> binding = TypedBinding.of(type);
        return (body, head) -> {
            TreeReader trees = new TreeReader(body);
            return namespace == null
                    ? at -> bound(binding, trees.read(), head)
                    : at -> bound(binding, trees.read(), head, namespace);
        };
    }

    private static <T> ElementReader.Factory<T> views(
            Class<T> type, ViewFactory factory, Origin origin, ResourceLocator asked) {
        return (body, head) -> {
            ElementReader<Instance> instances = instances(asked).on(body, head);
            return at -> factory.view(type, instances.read(at), origin);
        };
    }

    private static <T> ElementReader.Factory<T> records(RecordBinding<T> binding, @Nullable String namespace) {
        return (body, head) -> {
            TreeReader trees = new TreeReader(body);
            return at -> record(binding, trees.read(), head, namespace);
        };
    }

    private static <T> T record(RecordBinding<T> binding, Tree item, ReplyHead head, @Nullable String namespace) {
        try {
            return RequestNamespace.within(namespace, () -> binding.read(item));
        } catch (BindingException e) {
            throw ExchangeException.value(String.valueOf(e.getMessage()), head.status(), e);
        }
    }

    private static <T> T bound(TypedBinding<T> binding, Tree item, ReplyHead head, String namespace)
            throws XMLStreamException {
        RequestNamespace.enter(namespace);
        try {
            return bound(binding, item, head);
        } finally {
            RequestNamespace.leave();
        }
    }

    private static <T> T bound(TypedBinding<T> binding, Tree item, ReplyHead head) throws XMLStreamException {
        try {
            return binding.read(TreeStreamReader.inDocument(item));
        } catch (BindingException e) {
            throw ExchangeException.value(String.valueOf(e.getMessage()), head.status(), e);
        }
    }

    /** Reads {@code wsman:Item}s; a view gets the locator that the server sent with it. */
    private static <T> ElementReader.Factory<Referenced<T>> referenced(
            Class<T> type, Origin origin, ResourceLocator enumerated) {
        Optional<ViewFactory> views = type == Instance.class ? Optional.empty() : ViewFactory.of(type);
        if (views.isEmpty()) {
            return referenced(of(type, origin, enumerated), enumerated);
        }
        ElementReader.Factory<Referenced<Instance>> items = referenced(instances(enumerated), enumerated);
        return (body, head) -> {
            ElementReader<Referenced<Instance>> each = items.on(body, head);
            return at -> {
                Referenced<Instance> item = each.read(at);
                Origin exact = new Origin(origin.session(), item.reference(), true);
                return new Referenced<>(views.get().view(type, item.value(), exact), item.reference());
            };
        };
    }

    /** Reads {@code wsman:Item}: the object and its reference, in either order. */
    private static <T> ElementReader.Factory<Referenced<T>> referenced(
            ElementReader.Factory<T> values, ResourceLocator enumerated) {
        return (body, head) -> {
            ElementReader<T> value = values.on(body, head);
            TreeReader trees = new TreeReader(body);
            return at -> declares(at)
                    ? referenced(at, head, values.on(at, head), new TreeReader(at), enumerated)
                    : referenced(at, head, value, trees, enumerated);
        };
    }

    /** Returns whether an Item declares namespaces, which readers for all items do not know. */
    private static boolean declares(XMLStreamReader item) {
        return item.getNamespaceCount() > 0;
    }

    private static <T> Referenced<T> referenced(
            XMLStreamReader reader,
            ReplyHead head,
            ElementReader<T> values,
            TreeReader trees,
            ResourceLocator enumerated)
            throws XMLStreamException {
        if (!reader.getLocalName().equals("Item")) {
            throw ExchangeException.protocol("a wsman:Item", "<" + reader.getLocalName() + ">", head.status(), null);
        }
        @Nullable T value = null;
        @Nullable ResourceLocator reference = null;
        while (Elements.next(reader)) {
            if (isReference(reader)) {
                reference = locator(trees.read(), enumerated, head);
            } else {
                value = values.read(reader);
            }
        }
        if (value == null || reference == null) {
            throw ExchangeException.protocol(
                    "an object and its endpoint reference", "a wsman:Item without one of them", head.status(), null);
        }
        return new Referenced<>(value, reference);
    }

    private static boolean isReference(XMLStreamReader reader) {
        return reader.getLocalName().equals("EndpointReference") && Namespaces.isAddressing(reader.getNamespaceURI());
    }

    /**
     * Returns the locator of a server's endpoint reference. A reference without a resource URI gets that of the
     * request, unless the request is for all classes. A reference without a CIM namespace gets that of the request.
     */
    private static ResourceLocator locator(Tree reference, ResourceLocator asked, ReplyHead head) {
        try {
            ResourceLocator locator = ResourceLocator.fromEndpointReference(reference);
            boolean ofTheSame =
                    locator.resourceUri().isEmpty() && !asked.resourceUri().endsWith("/*");
            ResourceLocator named = ofTheSame ? locator.withResourceUri(asked.resourceUri()) : locator;
            return named.inNamespace(asked.cimNamespace());
        } catch (IllegalArgumentException e) {
            throw ExchangeException.protocol("an endpoint reference", reference.toXml(), head.status(), e);
        }
    }

    /** Skips items, for a caller that only counts them. */
    static ElementReader<Boolean> counted(XMLStreamReader body, ReplyHead head) {
        return reader -> {
            Elements.skip(reader);
            return Boolean.TRUE;
        };
    }
}
