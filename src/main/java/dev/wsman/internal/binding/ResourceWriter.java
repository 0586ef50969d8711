package dev.wsman.internal.binding;

import dev.wsman.internal.value.ServerForm;
import dev.wsman.internal.xml.Namespaces;
import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Marshaller;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.codehaus.stax2.util.StreamWriterDelegate;
import org.glassfish.jaxb.runtime.v2.runtime.JAXBContextImpl;
import org.glassfish.jaxb.runtime.v2.runtime.JaxBeanInfo;
import org.jspecify.annotations.Nullable;

/**
 * Writes the output of JAXB to the caller's writer. It moves elements without a namespace into that of the resource,
 * and declares a namespace where it is first used, while JAXB declares all its namespaces on the root. Writes one
 * object.
 */
final class ResourceWriter extends StreamWriterDelegate {
    private static final Map<String, String> PREFIXES = Map.of(
            Namespaces.XSI,
            "xsi",
            Namespaces.CIM_COMMON,
            "cim",
            Namespaces.ADDRESSING,
            "wsa",
            Namespaces.WSMAN,
            "wsman");

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}._-]*");

    private final String resourceUri;
    /** The namespaces declared by the open elements, innermost first. */
    private final Deque<Map<String, String>> scopes = new ArrayDeque<>();
    /** The namespaces of JAXB's own prefixes, which occur in attribute values. */
    private final Map<String, String> jaxbPrefixes = new HashMap<>();

    /** Namespaces without a customary prefix, in the order of their use. */
    private final Map<String, Integer> others = new HashMap<>();

    private ResourceWriter(XMLStreamWriter writer, String resourceUri) {
        super(writer);
        this.resourceUri = resourceUri;
    }

    static void write(
            JAXBContextImpl context,
            Object content,
            Class<?> type,
            String resourceUri,
            @Nullable String rootName,
            ServerForm form,
            XMLStreamWriter writer)
            throws XMLStreamException {
        XMLStreamWriter formed = new ServerFormWriter(writer, type, form);
        try {
            Marshaller marshaller = context.createMarshaller();
            marshaller.setProperty(Marshaller.JAXB_FRAGMENT, true);
            marshaller.marshal(
                    withRootName(context, content, type, resourceUri, rootName),
                    new ResourceWriter(formed, resourceUri));
        } catch (JAXBException e) {
            throw failure(type, e);
        }
    }

    @Override
    public void writeStartElement(String prefix, String local, String uri) throws XMLStreamException {
        String namespace = namespace(uri);
        String bound = boundPrefix(namespace);
        String ours = bound == null ? newPrefix(namespace) : bound;
        mDelegate.writeStartElement(ours, local, namespace);
        scopes.push(Map.of());
        if (bound == null) {
            declare(ours, namespace);
        }
    }

    @Override
    public void writeEndElement() throws XMLStreamException {
        scopes.pop();
        mDelegate.writeEndElement();
    }

    /** Records a declaration: JAXB declares every namespace of its context on the root. */
    @Override
    public void writeNamespace(String prefix, String uri) {
        jaxbPrefixes.put(prefix, uri);
    }

    @Override
    public void writeDefaultNamespace(String uri) {
        jaxbPrefixes.put("", uri);
    }

    @Override
    public void writeAttribute(String prefix, String uri, String local, String value) throws XMLStreamException {
        if (uri.isEmpty()) {
            mDelegate.writeAttribute(local, value);
        } else {
            boolean type = uri.equals(Namespaces.XSI) && local.equals("type");
            mDelegate.writeAttribute(prefixOf(uri), uri, local, type ? typeName(value) : value);
        }
    }

    private String typeName(String value) throws XMLStreamException {
        int colon = value.indexOf(':');
        String uri = jaxbPrefixes.getOrDefault(colon < 0 ? "" : value.substring(0, colon), "");
        return prefixOf(namespace(uri)) + ':' + value.substring(colon + 1);
    }

    private String namespace(@Nullable String uri) {
        return uri == null || uri.isEmpty() ? resourceUri : uri;
    }

    private String prefixOf(String uri) throws XMLStreamException {
        String bound = boundPrefix(uri);
        if (bound != null) {
            return bound;
        }
        String free = newPrefix(uri);
        declare(free, uri);
        return free;
    }

    private void declare(String prefix, String uri) throws XMLStreamException {
        mDelegate.writeNamespace(prefix, uri);
        Map<String, String> scope = new HashMap<>(scopes.pop());
        scope.put(uri, prefix);
        scopes.push(scope);
    }

    private @Nullable String boundPrefix(String uri) {
        for (Map<String, String> scope : scopes) {
            String prefix = scope.get(uri);
            if (prefix != null) {
                return prefix;
            }
        }
        return null;
    }

    private String newPrefix(String uri) {
        if (uri.equals(resourceUri)) {
            return "p";
        }
        String known = PREFIXES.get(uri);
        return known == null ? "n" + (others.computeIfAbsent(uri, any -> others.size() + 1)) : known;
    }

    private static Object withRootName(
            JAXBContextImpl context, Object content, Class<?> type, String resourceUri, @Nullable String rootName)
            throws JAXBException {
        JaxBeanInfo<?> bean = context.getBeanInfo(type, true);
        if (content instanceof JAXBElement || bean.isElement()) {
            return content;
        }
        String name = rootName == null ? resourceUri.substring(resourceUri.lastIndexOf('/') + 1) : rootName;
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("rootName: '" + name + "' cannot name the root of " + type.getName()
                    + "; give the class an @XmlRootElement");
        }
        return element(new QName(name), type, content);
    }

    private static <T> JAXBElement<T> element(QName name, Class<T> type, Object content) {
        return new JAXBElement<>(name, type, type.cast(content));
    }

    private static BindingException failure(Class<?> type, JAXBException e) throws XMLStreamException {
        Throwable cause = e.getLinkedException() == null ? e : e.getLinkedException();
        if (cause instanceof XMLStreamException stream) {
            throw stream;
        }
        return new BindingException(type, null, null, "cannot be written: " + cause.getMessage(), cause);
    }
}
