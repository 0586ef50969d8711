package dev.wsman.internal.cxf;

import static dev.wsman.internal.cxf.RequestNames.ENUMERATION_PREFIX;
import static dev.wsman.internal.xml.Namespaces.ENUMERATION;
import static dev.wsman.internal.xml.Namespaces.IDENTITY;

import dev.wsman.internal.protocol.BodyContent;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeWriter;
import dev.wsman.schema.enumeration.Enumerate;
import dev.wsman.schema.enumeration.EnumerationContextType;
import dev.wsman.schema.enumeration.Pull;
import dev.wsman.schema.enumeration.Release;
import dev.wsman.schema.identity.IdentifyType;
import dev.wsman.schema.transfer.AnyXmlType;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** How each of the stubs' request types is written. Where a schema says any element, a {@link BodyContent} stands. */
final class RequestBodies {
    private static final String IDENTITY_PREFIX = "wsmid";

    private RequestBodies() {}

    static BodyContent content(Object request) {
        if (request instanceof BodyContent content) {
            return content;
        } else if (request instanceof AnyXmlType open) {
            return content(open.getAny());
        } else if (request instanceof Enumerate enumerate) {
            return writer -> write(enumerate, writer);
        } else if (request instanceof Pull pull) {
            return writer -> write(pull, writer);
        } else if (request instanceof Release release) {
            return writer -> write(release, writer);
        } else if (request instanceof IdentifyType) {
            return RequestBodies::writeIdentify;
        }
        throw new IllegalStateException("no way to write " + request.getClass());
    }

    private static void writeIdentify(XMLStreamWriter writer) throws XMLStreamException {
        writer.writeStartElement(IDENTITY_PREFIX, "Identify", IDENTITY);
        writer.writeNamespace(IDENTITY_PREFIX, IDENTITY);
        writer.writeEndElement();
    }

    private static void write(Enumerate enumerate, XMLStreamWriter writer) throws XMLStreamException {
        start("Enumerate", writer);
        for (Object extension : enumerate.getAny()) {
            content(extension).write(writer);
        }
        writer.writeEndElement();
    }

    private static void write(Pull pull, XMLStreamWriter writer) throws XMLStreamException {
        start("Pull", writer);
        context(pull.getEnumerationContext(), writer);
        if (pull.getMaxTime() != null) {
            element("MaxTime", dev.wsman.internal.xml.XmlDurations.print(pull.getMaxTime()), writer);
        }
        element("MaxElements", pull.getMaxElements(), writer);
        element("MaxCharacters", pull.getMaxCharacters(), writer);
        writer.writeEndElement();
    }

    private static void write(Release release, XMLStreamWriter writer) throws XMLStreamException {
        start("Release", writer);
        context(release.getEnumerationContext(), writer);
        writer.writeEndElement();
    }

    private static void start(String name, XMLStreamWriter writer) throws XMLStreamException {
        writer.writeStartElement(ENUMERATION_PREFIX, name, ENUMERATION);
        writer.writeNamespace(ENUMERATION_PREFIX, ENUMERATION);
    }

    private static void element(String name, @Nullable Object value, XMLStreamWriter writer) throws XMLStreamException {
        if (value != null) {
            writer.writeStartElement(ENUMERATION_PREFIX, name, ENUMERATION);
            writer.writeCharacters(value.toString());
            writer.writeEndElement();
        }
    }

    /** A context is opaque: text or markup, given back as it came. */
    private static void context(EnumerationContextType context, XMLStreamWriter writer) throws XMLStreamException {
        writer.writeStartElement(ENUMERATION_PREFIX, "EnumerationContext", ENUMERATION);
        List<Object> content = context.getContent();
        for (Object node : content) {
            if (node instanceof Tree element) {
                TreeWriter.write(element, writer);
            } else {
                writer.writeCharacters(node.toString());
            }
        }
        writer.writeEndElement();
    }
}
