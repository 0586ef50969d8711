package dev.wsman.testkit.event;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The positions in event logs, each the number of the last record that was delivered: a {@code BookmarkList}
 * (EVENTING.md 1.3).
 *
 * @param positions the record by channel
 * @param backward whether it is one of a query that reads from the newest record: Windows loses the events after it
 * when
 *     a subscription resumes from it (EVENTING.md 1.3 and 6.2)
 */
public record EventBookmark(Map<String, Long> positions, boolean backward) {

    /**
     * Reads the content of {@code wsman:Bookmark}.
     *
     * @throws EventSourceException if it is not a bookmark of the event log
     */
    public static EventBookmark read(Element bookmark) {
        Element list = firstChild(bookmark, "BookmarkList")
                .orElseThrow(() -> EventSourceFault.INVALID_BOOKMARK.exception("It has no BookmarkList."));
        Map<String, Long> positions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Node node = list.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element each) {
                positions.put(each.getAttribute("Channel"), recordId(each));
            }
        }
        return new EventBookmark(positions, "backward".equalsIgnoreCase(list.getAttribute("Direction")));
    }

    private static long recordId(Element bookmark) {
        try {
            return Long.parseLong(bookmark.getAttribute("RecordId").strip());
        } catch (NumberFormatException bad) {
            throw EventSourceFault.INVALID_BOOKMARK.exception("A RecordId is not a number.");
        }
    }

    private static Optional<Element> firstChild(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && name.equals(element.getLocalName())) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    /** Returns the element {@code BookmarkList}. */
    static String xml(Map<String, Long> positions, String current) {
        StringBuilder xml = new StringBuilder("<BookmarkList>");
        positions.forEach((channel, recordId) -> {
            xml.append("<Bookmark Channel=\"")
                    .append(EventBuilder.escaped(channel).replace("\"", "&quot;"))
                    .append("\" RecordId=\"")
                    .append(recordId);
            xml.append(channel.equals(current) ? "\" IsCurrent=\"true\"/>" : "\"/>");
        });
        return xml.append("</BookmarkList>").toString();
    }
}
