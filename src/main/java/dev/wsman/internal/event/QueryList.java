package dev.wsman.internal.event;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A query of the event log ([MS-EVEN6] 2.2.16, {@code QueryList}). It is sent without a namespace, as Windows itself
 * does. Immutable.
 *
 * @param queries the queries in their order
 */
public record QueryList(List<Query> queries) {
    /** The most channels of one query that Windows accepts. */
    private static final int MOST_CHANNELS = 256;

    /**
     * One {@code Query}.
     *
     * @param target the {@code Target} attribute; empty if there is none
     * @param terms the {@code Select} and {@code Suppress} elements in their order
     */
    public record Query(String target, List<Term> terms) {
        public Query {
            terms = List.copyOf(terms);
        }
    }

    /**
     * One {@code Select} or {@code Suppress}.
     *
     * @param suppress whether it excludes events
     * @param channel the {@code Path}
     * @param xpath the expression
     */
    public record Term(boolean suppress, String channel, String xpath) {
        boolean isOf(String name) {
            return channel.equalsIgnoreCase(name);
        }
    }

    /**
     * Creates a query.
     *
     * @throws IllegalArgumentException if Windows certainly rejects it
     */
    public QueryList {
        queries = List.copyOf(queries);
        int channels = channels(queries).size();
        if (channels > MOST_CHANNELS) {
            throw new IllegalArgumentException(
                    "channel: the query has " + channels + " channels, and Windows accepts at most " + MOST_CHANNELS);
        }
    }

    /** Returns the name of a channel, if it can be one. */
    public static String requireChannel(String channel, String argument) {
        return QueryListReader.channel(channel, argument);
    }

    /** Returns an expression, if it can be one. */
    public static String requireXPath(String xpath, String argument) {
        return EventXPath.require(xpath, argument);
    }

    /**
     * Reads a {@code QueryList} element.
     *
     * @throws IllegalArgumentException naming the argument, if it is not one, or Windows certainly rejects it
     */
    public static QueryList parse(String xml, String argument) {
        return QueryListReader.read(xml, argument);
    }

    /** Returns the channels, each once, in the order in which they are first named. */
    public List<String> channels() {
        return channels(queries);
    }

    private static List<String> channels(List<Query> queries) {
        Map<String, String> channels = new LinkedHashMap<>();
        for (Query query : queries) {
            for (Term term : query.terms()) {
                channels.putIfAbsent(term.channel().toLowerCase(Locale.ROOT), term.channel());
            }
        }
        return List.copyOf(channels.values());
    }

    /** Returns whether the query selects all events of a channel, so that their record numbers have no gaps. */
    public boolean selectsAllOf(String channel) {
        boolean all = false;
        for (Query query : queries) {
            boolean suppressed = query.terms().stream().anyMatch(term -> term.suppress() && term.isOf(channel));
            all |= !suppressed
                    && query.terms().stream()
                            .anyMatch(term -> term.isOf(channel) && term.xpath().equals("*"));
        }
        return all;
    }

    /** Returns the query as XML. */
    public String toXml() {
        return toTree().toXml();
    }

    /** Returns the query as the content of Subscribe. */
    Tree toFilter() {
        return Tree.builder(Namespaces.WSMAN, "Filter", "w")
                .attribute("Dialect", EventUris.EVENT_QUERY)
                .child(toTree())
                .build();
    }

    private Tree toTree() {
        TreeBuilder list = Tree.builder("", "QueryList", "");
        for (int i = 0; i < queries.size(); i++) {
            TreeBuilder query = Tree.builder("", "Query", "").attribute("Id", Integer.toString(i));
            if (!queries.get(i).target().isEmpty()) {
                query.attribute("Target", queries.get(i).target());
            }
            for (Term term : queries.get(i).terms()) {
                query.child(Tree.builder("", term.suppress() ? "Suppress" : "Select", "")
                        .attribute("Path", term.channel())
                        .text(term.xpath())
                        .build());
            }
            list.child(query.build());
        }
        return list.build();
    }

    /** Returns this query with one more term, in a new query or in the last one. */
    public QueryList with(Term term, boolean inNewQuery) {
        if (inNewQuery) {
            List<Query> more = new ArrayList<>(queries);
            more.add(new Query("", List.of(term)));
            return new QueryList(more);
        }
        List<Term> terms = new ArrayList<>(last().terms());
        terms.add(term);
        return withLast(terms);
    }

    /** Returns this query with another first term of the last query. */
    public QueryList withFirst(Term term) {
        List<Term> terms = new ArrayList<>(last().terms());
        terms.set(0, term);
        return withLast(terms);
    }

    private Query last() {
        return queries.get(queries.size() - 1);
    }

    private QueryList withLast(List<Term> terms) {
        List<Query> changed = new ArrayList<>(queries);
        changed.set(queries.size() - 1, new Query(last().target(), terms));
        return new QueryList(changed);
    }
}
