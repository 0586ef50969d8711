package dev.wsman.internal.binding;

import dev.wsman.internal.xml.CimDateTimes;
import dev.wsman.internal.xml.Durations;
import dev.wsman.internal.xml.Namespaces;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.codehaus.stax2.util.StreamWriterDelegate;
import org.jspecify.annotations.Nullable;

/**
 * Takes the wrapper elements of times away and writes CIM's own text in their place: openwsman and OMI know no other form,
 * and OMI takes the wrapper for an embedded instance. Windows wants the wrapper.
 */
final class PlainTimes extends StreamWriterDelegate {
    private static final Set<String> WRAPPERS = Set.of("Datetime", "Interval", "Date", "Time");

    private @Nullable String wrapper;

    private PlainTimes(XMLStreamWriter writer) {
        super(writer);
    }

    /** The writer, or one that leaves the wrappers out, as whoever serves the resource wants it. */
    static XMLStreamWriter over(XMLStreamWriter writer, String resourceUri) {
        return resourceUri.startsWith(Namespaces.WINDOWS) ? writer : new PlainTimes(writer);
    }

    @Override
    public void writeStartElement(String prefix, String local, String uri) throws XMLStreamException {
        if (uri.equals(Namespaces.CIM_COMMON) && WRAPPERS.contains(local)) {
            wrapper = local;
        } else {
            super.writeStartElement(prefix, local, uri);
        }
    }

    @Override
    public void writeNamespace(String prefix, String uri) throws XMLStreamException {
        if (wrapper == null) {
            super.writeNamespace(prefix, uri);
        }
    }

    @Override
    public void writeEndElement() throws XMLStreamException {
        if (wrapper == null) {
            super.writeEndElement();
        } else {
            wrapper = null;
        }
    }

    @Override
    public void writeCharacters(String text) throws XMLStreamException {
        super.writeCharacters(wrapper == null ? text : plain(wrapper, text));
    }

    @Override
    public void writeCharacters(char[] text, int start, int length) throws XMLStreamException {
        writeCharacters(new String(text, start, length));
    }

    private static String plain(String wrapper, String text) {
        return switch (wrapper) {
            case "Datetime" -> CimDateTimes.print(CimDateTimes.dateTime(text));
            case "Interval" -> CimDateTimes.print(Durations.parse(text));
            default -> text;
        };
    }
}
