package dev.wsman.internal.binding;

import dev.wsman.internal.value.TimeElement;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a simple property. If the property contains a {@link TimeElement}, the text is that of this
 * element. If it contains other elements (an embedded instance, a reference), the text is their XML.
 */
final class LeafText {
    /** Collects the pieces of a text that has more than one. */
    private final StringBuilder buffer = new StringBuilder();

    private boolean nil;

    /** Returns whether the time element of the latest property is {@code xsi:nil}. */
    boolean isNil() {
        return nil;
    }

    /** Reads from the start of the property's element, which has this xsi:type, to its end. */
    String read(XMLStreamReader reader, @Nullable String xsiType) throws XMLStreamException {
        String text = null;
        List<Object> inside = null;
        nil = false;
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text = text == null ? reader.getText() : append(text, reader.getText());
                case XMLStreamConstants.START_ELEMENT -> {
                    inside = inside == null ? new ArrayList<>(1) : inside;
                    inside.add(inner(reader));
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    String around = takeAll(text);
                    return inside == null ? around : joined(around, inside, xsiType);
                }
                case XMLStreamConstants.END_DOCUMENT ->
                    throw new XMLStreamException("the document ends within an item", reader.getLocation());
                default -> {
                    // ignore comments and processing instructions
                }
            }
        }
    }

    private String takeAll(@Nullable String text) {
        String all = buffer.isEmpty() ? text : buffer.toString();
        buffer.setLength(0);
        return all == null ? "" : all;
    }

    private String joined(String around, List<Object> inside, @Nullable String xsiType) {
        if (inside.size() == 1
                && inside.get(0) instanceof Tree only
                && TimeElement.isHolder(only)
                && around.isBlank()
                && !TimeElement.isClass(xsiType)) {
            nil = only.isNil();
            return only.text().trim();
        }
        if (inside.size() == 1 && inside.get(0) instanceof String time) {
            return time;
        }
        StringBuilder joined = new StringBuilder();
        inside.forEach(each -> joined.append(each instanceof Tree element ? element.toXml() : each));
        return joined.toString();
    }

    private String append(String text, String next) {
        if (buffer.isEmpty()) {
            buffer.append(text);
        }
        buffer.append(next);
        return text;
    }

    /** Returns the text of a time element in the CIM namespace, which is unambiguous; the tree of any other element. */
    private static Object inner(XMLStreamReader reader) throws XMLStreamException {
        boolean certain = reader.getAttributeCount() == 0
                && Namespaces.CIM_COMMON.equals(reader.getNamespaceURI())
                && TimeElement.isName(Namespaces.CIM_COMMON, reader.getLocalName());
        return certain ? allText(reader).trim() : new TreeReader(reader).read();
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
}
