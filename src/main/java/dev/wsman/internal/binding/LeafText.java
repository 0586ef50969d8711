package dev.wsman.internal.binding;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.TreeReader;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The text of a simple property, whatever it is wrapped in: {@code cim:Datetime} and its siblings are taken off, and
 * other elements (an embedded instance, a reference) become their XML.
 */
final class LeafText {
    private final StringBuilder buffer = new StringBuilder();

    /** Reads from the start of the property's element to its end. */
    String read(XMLStreamReader reader) throws XMLStreamException {
        String text = null;
        String wrapped = null;
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text = text == null ? reader.getText() : more(text, reader.getText());
                case XMLStreamConstants.START_ELEMENT -> wrapped = join(wrapped, inner(reader));
                case XMLStreamConstants.END_ELEMENT -> {
                    return result(text, wrapped);
                }
                case XMLStreamConstants.END_DOCUMENT ->
                    throw new XMLStreamException("the document ends within an item", reader.getLocation());
                default -> {
                    // comments and processing instructions say nothing
                }
            }
        }
    }

    private String result(@Nullable String text, @Nullable String wrapped) {
        String all = buffer.isEmpty() ? text : buffer.toString();
        buffer.setLength(0);
        if (wrapped != null) {
            return wrapped;
        }
        return all == null ? "" : all;
    }

    private String more(String text, String next) {
        if (buffer.isEmpty()) {
            buffer.append(text);
        }
        buffer.append(next);
        return text;
    }

    private static String inner(XMLStreamReader reader) throws XMLStreamException {
        // OMI's own client writes the wrapper of a datetime in no namespace.
        boolean wrapper = Namespaces.CIM_COMMON.equals(reader.getNamespaceURI())
                || reader.getLocalName().equals("CIM_DateTime");
        return wrapper ? allText(reader).trim() : markup(reader);
    }

    private static String join(@Nullable String before, String next) {
        return before == null ? next : before + next;
    }

    private static String allText(XMLStreamReader reader) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        for (int open = 1; open > 0; ) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> open++;
                case XMLStreamConstants.END_ELEMENT -> open--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.END_DOCUMENT ->
                    throw new XMLStreamException("the document ends within an item", reader.getLocation());
                default -> {
                    // neither text nor an element
                }
            }
        }
        return text.toString();
    }

    private static String markup(XMLStreamReader reader) throws XMLStreamException {
        return TreeReader.read(reader).toXml();
    }
}
