package dev.wsman.internal.cxf;

import static dev.wsman.internal.xml.Namespaces.ENUMERATION;
import static dev.wsman.internal.xml.Namespaces.WSMAN;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.protocol.ElementReader;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeReader;
import dev.wsman.schema.enumeration.EnumerateResponse;
import dev.wsman.schema.enumeration.EnumerationContextType;
import dev.wsman.schema.enumeration.ItemListType;
import dev.wsman.schema.enumeration.PullResponse;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads EnumerateResponse and PullResponse, item by item. Items and EndOfSequence are taken from either namespace, in any
 * order: optimized responses use the one of WS-Management, Pull responses the one of WS-Enumeration, and iDRAC and
 * openwsman send the items before the context.
 */
final class EnumerationReader<T> {
    private final ElementReader.Factory<T> items;
    private final ItemListType list = new ItemListType();
    private @Nullable EnumerationContextType context;
    private boolean ended;

    EnumerationReader(ElementReader.Factory<T> items) {
        this.items = items;
    }

    EnumerateResponse readEnumerate(XMLStreamReader reader) throws XMLStreamException {
        read(reader, "EnumerateResponse");
        EnumerateResponse response = new EnumerateResponse();
        response.setEnumerationContext(context);
        response.getAny().add(list);
        if (ended) {
            response.getAny().add(Boolean.TRUE);
        }
        return response;
    }

    PullResponse readPull(XMLStreamReader reader) throws XMLStreamException {
        read(reader, "PullResponse");
        PullResponse response = new PullResponse();
        response.setEnumerationContext(context);
        response.setItems(list);
        if (ended) {
            response.setEndOfSequence(Boolean.TRUE);
        }
        return response;
    }

    private void read(XMLStreamReader reader, String expected) throws XMLStreamException {
        if (reader.getEventType() != START_ELEMENT || !reader.getLocalName().equals(expected)) {
            throw ExchangeException.protocol(
                    "a " + expected,
                    reader.getEventType() == START_ELEMENT ? "<" + reader.getLocalName() + ">" : "an empty Body",
                    200,
                    null);
        }
        while (EnvelopeReader.nextElement(reader)) {
            child(reader);
        }
    }

    private void child(XMLStreamReader reader) throws XMLStreamException {
        String namespace = reader.getNamespaceURI();
        boolean ours = ENUMERATION.equals(namespace) || WSMAN.equals(namespace);
        String name = ours ? reader.getLocalName() : "";
        switch (name) {
            case "EnumerationContext" -> context = context(TreeReader.read(reader));
            case "Items" -> items(reader);
            case "EndOfSequence" -> {
                ended = true;
                skip(reader);
            }
            default -> skip(reader);
        }
    }

    private void items(XMLStreamReader reader) throws XMLStreamException {
        ElementReader<T> each = items.on(reader);
        List<Object> all = list.getAny();
        while (EnvelopeReader.nextElement(reader)) {
            all.add(each.read(reader));
        }
    }

    private static EnumerationContextType context(Tree element) {
        EnumerationContextType context = new EnumerationContextType();
        for (int i = 0; i < element.nodeCount(); i++) {
            if (element.node(i) instanceof Tree || element.node(i) instanceof String) {
                context.getContent().add(element.node(i));
            }
        }
        return context;
    }

    private static void skip(XMLStreamReader reader) throws XMLStreamException {
        int depth = 1;
        while (depth > 0) {
            int event = reader.next();
            if (event == START_ELEMENT) {
                depth++;
            } else if (event == javax.xml.stream.XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }
}
