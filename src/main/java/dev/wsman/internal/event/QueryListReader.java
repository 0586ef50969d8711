package dev.wsman.internal.event;

import dev.wsman.internal.event.QueryList.Query;
import dev.wsman.internal.event.QueryList.Term;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlCharacters;
import dev.wsman.internal.xml.XmlFactories;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a {@code QueryList} in any namespace, and checks what Windows requires of it. */
final class QueryListReader {
    private final String argument;

    private QueryListReader(String argument) {
        this.argument = argument;
    }

    static QueryList read(String xml, String argument) {
        return new QueryListReader(argument).list(xml);
    }

    /** Returns the name of a channel, if it can be one. */
    static String channel(String channel, String argument) {
        String name = channel.strip();
        if (name.isEmpty()) {
            throw new IllegalArgumentException(argument + ": the name of the channel is empty");
        }
        if (name.regionMatches(true, 0, "file:", 0, "file:".length())) {
            throw new IllegalArgumentException(
                    argument + ": '" + name + "' is a file. Only channels have subscriptions");
        }
        try {
            return XmlCharacters.requireText(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(argument + ": " + e.getMessage(), e);
        }
    }

    private QueryList list(String xml) {
        Tree list;
        try {
            list = XmlFactories.parse(xml.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(argument + ": " + e.getMessage(), e);
        }
        require(list.localName().equals("QueryList"), "the element is <" + list.localName() + ">, and not <QueryList>");
        List<Query> queries = new ArrayList<>();
        for (Tree child : list.elements()) {
            require(child.localName().equals("Query"), "a QueryList cannot contain <" + child.localName() + ">");
            queries.add(query(child));
        }
        require(!queries.isEmpty(), "the QueryList has no Query");
        require(queries.size() == 1 || haveIds(list), "a Query has no Id, which is needed if there are several");
        return new QueryList(queries);
    }

    private static boolean haveIds(Tree list) {
        for (Tree query : list.elements()) {
            if (query.attribute("", "Id") == null) {
                return false;
            }
        }
        return true;
    }

    private Query query(Tree query) {
        List<Term> terms = new ArrayList<>();
        for (Tree child : query.elements()) {
            boolean suppress = child.localName().equals("Suppress");
            require(
                    suppress || child.localName().equals("Select"),
                    "a Query cannot contain <" + child.localName() + ">");
            terms.add(new Term(suppress, path(child, query), EventXPath.require(child.text(), argument)));
        }
        require(!terms.isEmpty(), "a Query has no Select");
        for (Term term : terms) {
            require(
                    terms.stream().anyMatch(other -> !other.suppress() && other.isOf(term.channel())),
                    "a Suppress needs a Select of the same channel in its Query; '" + term.channel() + "' has none");
        }
        return new Query(Objects.requireNonNullElse(query.attribute("", "Target"), ""), terms);
    }

    /** Returns the channel: its Path, or else that of its Query. */
    private String path(Tree term, Tree query) {
        @Nullable String own = term.attribute("", "Path");
        String path = own != null ? own : query.attribute("", "Path");
        require(path != null, "a " + term.localName() + " has no Path");
        return channel(Objects.requireNonNull(path), argument);
    }

    private void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(argument + ": " + problem);
        }
    }
}
