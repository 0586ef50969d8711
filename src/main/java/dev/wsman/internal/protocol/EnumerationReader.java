package dev.wsman.internal.protocol;

import static dev.wsman.internal.xml.Namespaces.ENUMERATION;
import static dev.wsman.internal.xml.Namespaces.WSMAN;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.xml.Elements;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads EnumerateResponse and PullResponse, item by item. Accepts Items and EndOfSequence in the namespaces of
 * WS-Management and of WS-Enumeration, in any order: optimized responses use the first and Pull responses the second,
 * and iDRAC and openwsman send the items before the context.
 */
final class EnumerationReader<T> {
    private final ElementReader.Factory<T> elements;
    private final XMLStreamReader body;
    private final ReplyHead head;
    private final List<T> items = new ArrayList<>();
    private @Nullable List<Object> context;
    private boolean endOfSequence;

    private EnumerationReader(ElementReader.Factory<T> elements, XMLStreamReader body, ReplyHead head) {
        this.elements = elements;
        this.body = body;
        this.head = head;
    }

    /**
     * Returns a reader of a batch.
     *
     * @param response {@code EnumerateResponse} or {@code PullResponse}
     */
    static <T> ReplyReader<EnumerationBatch<T>> of(String response, ElementReader.Factory<T> items) {
        return (body, head) -> new EnumerationReader<>(items, body, head).read(response);
    }

    private EnumerationBatch<T> read(String response) throws XMLStreamException {
        boolean empty = body.getEventType() != START_ELEMENT;
        if (empty || !body.getLocalName().equals(response)) {
            String arrived = empty ? "an empty Body" : "<" + body.getLocalName() + ">";
            throw ExchangeException.protocol("a " + response, arrived, head.status(), null);
        }
        while (Elements.next(body)) {
            child();
        }
        return new EnumerationBatch<>(items, context, endOfSequence, total());
    }

    private void child() throws XMLStreamException {
        String namespace = body.getNamespaceURI();
        boolean known = ENUMERATION.equals(namespace) || WSMAN.equals(namespace);
        switch (known ? body.getLocalName() : "") {
            case "EnumerationContext" -> context = context(TreeReader.read(body));
            case "Items" -> items();
            case "EndOfSequence" -> {
                endOfSequence = true;
                Elements.skip(body);
            }
            default -> Elements.skip(body);
        }
    }

    private void items() throws XMLStreamException {
        ElementReader<T> each = elements.on(body, head);
        while (Elements.next(body)) {
            items.add(each.read(body));
        }
    }

    private static @Nullable List<Object> context(Tree element) {
        List<Object> nodes = new ArrayList<>(element.nodeCount());
        for (int i = 0; i < element.nodeCount(); i++) {
            if (element.node(i) instanceof Tree || element.node(i) instanceof String) {
                nodes.add(element.node(i));
            }
        }
        boolean blank = nodes.stream().allMatch(node -> node instanceof String text && text.isBlank());
        return blank ? null : nodes;
    }

    private long total() {
        for (Tree header : head.headers()) {
            if (header.is(WSMAN, "TotalItemsCountEstimate")
                    && header.text().trim().matches("\\d{1,18}")) {
                return Long.parseLong(header.text().trim());
            }
        }
        return -1;
    }
}
