package dev.wsman.internal.protocol;

import static dev.wsman.internal.xml.Namespaces.CIM_BINDING;
import static dev.wsman.internal.xml.Namespaces.ENUMERATION;
import static dev.wsman.internal.xml.Namespaces.IDENTITY;
import static dev.wsman.internal.xml.Namespaces.WSMAN;

import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeWriter;
import dev.wsman.internal.xml.XmlDurations;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** The bodies of the requests whose content the specifications define: Identify, Enumerate, Pull and Release. */
final class RequestBodies {
    private RequestBodies() {}

    static BodyContent identify() {
        return writer -> {
            start(RequestPrefixes.IDENTITY, "Identify", IDENTITY, writer);
            writer.writeEndElement();
        };
    }

    /** {@code wsen:Enumerate} with the extensions of WS-Management (DSP0226 clause 8) and of the CIM binding. */
    static BodyContent enumerate(EnumerateParameters parameters) {
        return writer -> {
            start(RequestPrefixes.ENUMERATION, "Enumerate", ENUMERATION, writer);
            if (parameters.filter() != null) {
                parameters.filter().write(writer);
            }
            if (parameters.optimized()) {
                writer.writeEmptyElement(RequestPrefixes.WSMAN, "OptimizeEnumeration", WSMAN);
                element(RequestPrefixes.WSMAN, "MaxElements", WSMAN, parameters.maxElements(), writer);
            }
            element(RequestPrefixes.WSMAN, "EnumerationMode", WSMAN, parameters.mode(), writer);
            if (parameters.polymorphism() != null) {
                start(RequestPrefixes.CIM_BINDING, "PolymorphismMode", CIM_BINDING, writer);
                writer.writeCharacters(parameters.polymorphism());
                writer.writeEndElement();
            }
            writer.writeEndElement();
        };
    }

    static BodyContent pull(PullParameters parameters) {
        return writer -> {
            start(RequestPrefixes.ENUMERATION, "Pull", ENUMERATION, writer);
            context(parameters.context(), writer);
            if (parameters.maxTime() != null) {
                limit("MaxTime", XmlDurations.print(parameters.maxTime()), writer);
            }
            limit("MaxElements", parameters.maxElements(), writer);
            limit("MaxCharacters", parameters.maxCharacters(), writer);
            writer.writeEndElement();
        };
    }

    static BodyContent release(List<Object> context) {
        return writer -> {
            start(RequestPrefixes.ENUMERATION, "Release", ENUMERATION, writer);
            context(context, writer);
            writer.writeEndElement();
        };
    }

    private static void start(String prefix, String name, String namespace, XMLStreamWriter writer)
            throws XMLStreamException {
        writer.writeStartElement(prefix, name, namespace);
        writer.writeNamespace(prefix, namespace);
    }

    private static void limit(String name, @Nullable Object value, XMLStreamWriter writer) throws XMLStreamException {
        element(RequestPrefixes.ENUMERATION, name, ENUMERATION, value, writer);
    }

    private static void element(
            String prefix, String name, String namespace, @Nullable Object value, XMLStreamWriter writer)
            throws XMLStreamException {
        if (value != null) {
            writer.writeStartElement(prefix, name, namespace);
            writer.writeCharacters(value.toString());
            writer.writeEndElement();
        }
    }

    /** Returns a context to the server unchanged: it is opaque and may be text, markup or both. */
    private static void context(List<Object> nodes, XMLStreamWriter writer) throws XMLStreamException {
        writer.writeStartElement(RequestPrefixes.ENUMERATION, "EnumerationContext", ENUMERATION);
        for (Object node : nodes) {
            if (node instanceof Tree element) {
                TreeWriter.write(element, writer);
            } else {
                writer.writeCharacters(node.toString());
            }
        }
        writer.writeEndElement();
    }
}
