package dev.wsman.internal.event;

import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlFactories;
import java.util.Set;
import java.util.TreeSet;

/** Finds channels in a {@code QueryList} (MS-EVEN6 2.2.15). */
public final class QueryChannels {
    private QueryChannels() {}

    /**
     * Returns the channels of which the query selects all events, whatever the case of their names. Only these have
     * record numbers without holes.
     */
    public static Set<String> unfiltered(String queryList) {
        Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Set<String> suppressed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Tree query : XmlFactories.parse(queryList).elements()) {
            for (Tree part : query.elements()) {
                String channel = channel(part, query);
                if (part.localName().equals("Suppress")) {
                    suppressed.add(channel);
                } else if (part.localName().equals("Select") && part.text().strip().equals("*")) {
                    all.add(channel);
                }
            }
        }
        all.removeAll(suppressed);
        return all;
    }

    /** Returns the channel of a Select or Suppress, which the query may have for all of them. */
    private static String channel(Tree part, Tree query) {
        String own = part.attribute("", "Path");
        String common = query.attribute("", "Path");
        return own != null ? own.strip() : common != null ? common.strip() : "";
    }
}
