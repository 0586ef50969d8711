package dev.wsman;

import dev.wsman.internal.binding.BindingException;
import dev.wsman.internal.binding.RecordBinding;
import dev.wsman.internal.binding.TypedBinding;
import dev.wsman.internal.protocol.BodyContent;
import dev.wsman.internal.protocol.CimNamespace;
import dev.wsman.internal.value.ServerForm;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeBuilder;
import dev.wsman.internal.xml.XmlFactories;
import jakarta.xml.bind.JAXBElement;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Converts the contents that callers pass into the bodies of requests. */
final class RequestContents {
    private RequestContents() {}

    /** Returns the content of Put and Create, or of a fragment if the locator names one. */
    static BodyContent of(ResourceLocator resource, Object content) {
        Arguments.present(content, "content");
        if (resource.fragmentPath().isPresent()) {
            return fragment(resource, content);
        }
        if (content instanceof Map<?, ?> properties) {
            QName element = ElementNames.of(resource);
            return instance(element.getNamespaceURI(), element.getLocalPart(), properties, "content");
        }
        Tree tree = tree(content, resource, null, "content");
        if (tree != null && tree.is(Namespaces.WSMAN, "XmlFragment")) {
            throw new IllegalArgumentException("content: a wsman:XmlFragment, as the items of a query that names"
                    + " properties are, is not a whole instance; get the instance by its keys and change that, or name"
                    + " the fragment in the resource locator");
        }
        return tree != null ? CharacterContent.of(tree) : bound(content, resource, null, "content");
    }

    /** Returns the input of a method: for null an empty {@code Method_INPUT}, for blank text an empty Body. */
    static BodyContent input(ResourceLocator resource, String method, @Nullable Object input) {
        String root = method.substring(method.lastIndexOf('/') + 1) + "_INPUT";
        if (input == null) {
            return BodyContent.of(
                    Instance.builder(resource.resourceUri(), root).build().tree());
        }
        if (input instanceof CharSequence text && text.toString().isBlank()) {
            return writer -> {};
        }
        if (input instanceof Map<?, ?> parameters) {
            return instance(resource.resourceUri(), root, parameters, "input");
        }
        Tree tree = tree(input, resource, root, "input");
        return tree != null ? CharacterContent.of(tree) : bound(input, resource, root, "input");
    }

    /** Returns the content as an instance, for a reply that does not contain the new representation. */
    static Instance asInstance(ResourceLocator resource, BodyContent content) {
        return Instance.parse(text(resource, content));
    }

    private static String text(ResourceLocator resource, BodyContent content) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter writer = XmlFactories.outputFactory().createXMLStreamWriter(text);
            content.write(writer);
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("content for " + resource + " cannot be written: " + e.getMessage(), e);
        }
        return text.toString();
    }

    /** Returns the element; null if the content is an object for JAXB. */
    private static @Nullable Tree tree(
            Object content, ResourceLocator resource, @Nullable String root, String argument) {
        if (content instanceof Instance instance) {
            return instance.content();
        }
        if (content instanceof Element element) {
            return Instance.of(element).content();
        }
        Optional<ViewFactory> views = ViewFactory.of(content.getClass());
        if (views.isPresent()) {
            return views.get().content(content).content();
        }
        if (content instanceof Record) {
            return record(content, resource, root, argument);
        }
        return content instanceof CharSequence text
                ? parsed(text.toString(), argument).content()
                : null;
    }

    private static Tree record(Object content, ResourceLocator resource, @Nullable String root, String argument) {
        try {
            return CimNamespace.withoutEmpty(
                    RecordBinding.write(content, resource.resourceUri(), root, Instance.Builder::structure));
        } catch (BindingException | IllegalArgumentException e) {
            throw new IllegalArgumentException(argument + ": " + e.getMessage(), e);
        }
    }

    private static Instance parsed(String xml, String argument) {
        try {
            return Instance.parse(xml.strip());
        } catch (IllegalArgumentException e) {
            throw Arguments.named(argument, e);
        }
    }

    /** A fragment goes inside {@code wsman:XmlFragment}: an element, or bare text for {@code Name/text()}. */
    private static BodyContent fragment(ResourceLocator resource, Object content) {
        TreeBuilder fragment = Tree.builder(Namespaces.WSMAN, "XmlFragment", "w");
        if (content instanceof CharSequence text
                && !text.toString().stripLeading().startsWith("<")) {
            return BodyContent.of(
                    fragment.text(Arguments.xml(text.toString(), "content")).build());
        }
        if (content instanceof Map<?, ?>) {
            throw new IllegalArgumentException("content: a Map is a whole resource, but the locator names the fragment "
                    + resource.fragmentPath().orElse("") + "; pass the fragment as text, XML or an Instance");
        }
        Tree tree = tree(content, resource, null, "content");
        if (tree == null) {
            tree = asInstance(resource, bound(content, resource, null, "content"))
                    .tree();
        }
        return CharacterContent.of(
                tree.is(Namespaces.WSMAN, "XmlFragment")
                        ? tree
                        : fragment.child(tree).build());
    }

    /** Returns an element with the entries of a map as its children, in their order. */
    private static BodyContent instance(String namespace, String name, Map<?, ?> properties, String argument) {
        Instance.Builder instance = Instance.builder(namespace, name);
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        properties.forEach((key, value) -> {
            String property = String.valueOf(Arguments.present(key, "the name of a property in " + argument));
            if (!names.add(property)) {
                throw new IllegalArgumentException(argument + ": " + property
                        + " occurs twice, because the names of properties are compared without case");
            }
            instance.add(property, value);
        });
        return CharacterContent.of(CimNamespace.withoutEmpty(instance.build().tree()));
    }

    private static BodyContent bound(Object content, ResourceLocator resource, @Nullable String root, String argument) {
        Class<?> type = content instanceof JAXBElement<?> element ? element.getDeclaredType() : content.getClass();
        boolean characters;
        try {
            characters = TypedBinding.of(type).hasCharacters();
        } catch (IllegalArgumentException e) {
            throw Arguments.named(argument, e);
        }
        ServerForm expected = ServerForm.of(resource.resourceUri());
        Function<ServerForm, BodyContent> forms = form -> bound(content, resource, root, argument, form);
        return characters && expected == ServerForm.CIM && hasForms(resource, forms)
                ? new CharacterContent(forms)
                : forms.apply(expected);
    }

    /**
     * Returns whether the content has a character, so that its text depends on the server. Content that no server
     * accepts fails here, before a request is sent.
     */
    private static boolean hasForms(ResourceLocator resource, Function<ServerForm, BodyContent> forms) {
        String numbers = text(resource, forms.apply(ServerForm.OMI));
        try {
            return !text(resource, forms.apply(ServerForm.CIM)).equals(numbers);
        } catch (IllegalArgumentException characterThatXmlCannotHold) {
            return true;
        }
    }

    private static BodyContent bound(
            Object content, ResourceLocator resource, @Nullable String root, String argument, ServerForm form) {
        return writer -> {
            try {
                TypedBinding.write(content, resource.resourceUri(), root, form, writer);
            } catch (BindingException e) {
                throw new IllegalArgumentException(argument + ": " + e.getMessage(), e);
            }
        };
    }
}
