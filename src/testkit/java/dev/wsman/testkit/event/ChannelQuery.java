package dev.wsman.testkit.event;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * A structured query of the event log: a {@code QueryList} (EVENTING.md 2.1 and 2.3). A Suppress excludes what it
 * selects, whatever a Select of the same Query selects.
 */
public final class ChannelQuery {
    private static final int MAX_CHANNELS = 256;

    private final Map<String, List<Selection>> byChannel;

    private record Selection(List<EventXPath> selects, List<EventXPath> suppresses) {
        boolean matches(LoggedEvent event) {
            return selects.stream().anyMatch(each -> each.matches(event))
                    && suppresses.stream().noneMatch(each -> each.matches(event));
        }
    }

    private ChannelQuery(Map<String, List<Selection>> byChannel) {
        this.byChannel = byChannel;
    }

    /**
     * Reads a query.
     *
     * @param queryList the element {@code QueryList}, in any namespace
     * @param clock the clock of {@code timediff}
     * @throws EventSourceException if it is not a query
     */
    public static ChannelQuery read(Element queryList, Clock clock) {
        if (!"QueryList".equals(queryList.getLocalName())) {
            throw EventSourceFault.INVALID_QUERY.exception("The query is not a QueryList.");
        }
        Map<String, List<Selection>> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        List<Element> queries = children(queryList, "Query");
        for (Element query : queries) {
            if (queries.size() > 1 && query.getAttribute("Id").isEmpty()) {
                throw EventSourceFault.INVALID_QUERY.exception("One of several queries has no Id.");
            }
            add(query, found, clock);
        }
        if (found.isEmpty() || found.size() > MAX_CHANNELS) {
            throw EventSourceFault.INVALID_QUERY.exception("The query has " + found.size() + " channels.");
        }
        return new ChannelQuery(found);
    }

    private static void add(Element query, Map<String, List<Selection>> found, Clock clock) {
        Map<String, Selection> ofQuery = new LinkedHashMap<>();
        for (Element select : children(query, "Select")) {
            ofQuery.computeIfAbsent(path(select, query), path -> new Selection(new ArrayList<>(), new ArrayList<>()))
                    .selects()
                    .add(EventXPath.compile(select.getTextContent(), clock));
        }
        for (Element suppress : children(query, "Suppress")) {
            Optional.ofNullable(ofQuery.get(path(suppress, query)))
                    .orElseThrow(() -> EventSourceFault.INVALID_QUERY.exception("A Suppress has no Select."))
                    .suppresses()
                    .add(EventXPath.compile(suppress.getTextContent(), clock));
        }
        ofQuery.forEach((path, selection) ->
                found.computeIfAbsent(path, channel -> new ArrayList<>()).add(selection));
    }

    private static String path(Element part, Element query) {
        String own = part.getAttribute("Path");
        String path = own.isEmpty() ? query.getAttribute("Path") : own;
        if (path.isBlank()) {
            throw EventSourceFault.INVALID_CHANNEL_PATH.exception();
        }
        return path.strip();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && name.equals(element.getLocalName())) {
                found.add(element);
            }
        }
        return found;
    }

    /** The channels, in alphabetical order. */
    public List<String> channels() {
        return List.copyOf(byChannel.keySet());
    }

    boolean matches(LoggedEvent event) {
        return byChannel.getOrDefault(event.channel(), List.of()).stream().anyMatch(each -> each.matches(event));
    }
}
