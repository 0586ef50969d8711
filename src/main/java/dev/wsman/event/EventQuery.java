package dev.wsman.event;

import dev.wsman.internal.event.QueryList;
import dev.wsman.internal.event.QueryList.Query;
import dev.wsman.internal.event.QueryList.Term;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects events of the event log of Windows: channels, each with XPath expressions.
 *
 * <pre>{@code
 *  EventQuery.channel("System")                                            // all events of System
 *  EventQuery.channel("Security").xpath("*[System[(EventID=4624 or EventID=4625)]]")
 *          .suppress("*[EventData[Data[@Name='TargetUserName']='SYSTEM']]")
 *          .andChannel("Application").xpath("*[System[Level<=2]]")
 * }</pre>
 *
 * <p>Windows supports a part of XPath 1.0: an expression starts with {@code *} or {@code Event}, has at most 32
 * expressions joined by {@code and} and {@code or}, and may use the functions {@code position()}, {@code band(value,
 * bits)} and {@code timediff(@SystemTime)} (milliseconds). A query has at most 256 channels. What is certainly wrong is
 * rejected here, before anything is sent; the server rejects the rest.
 *
 * <p>Immutable and thread-safe: each method returns another query. Two queries are equal if they select the same
 * channels by the same expressions in the same order.
 */
public final class EventQuery {
    private static final String ALL = "*";

    private final QueryList list;
    /** Whether the channel added last selects all events because it has no expression yet. */
    private final boolean unlimited;

    private EventQuery(QueryList list, boolean unlimited) {
        this.list = list;
        this.unlimited = unlimited;
    }

    /**
     * Returns a query of all events of a channel.
     *
     * @param channel the full name of the channel, such as {@code System} or {@code
     *     Microsoft-Windows-WinRM/Operational}
     * @throws IllegalArgumentException if the name is null or blank, or is a file ({@code file://…}), which has no
     *     subscriptions
     */
    public static EventQuery channel(String channel) {
        return new EventQuery(new QueryList(List.of()), false).andChannel(channel);
    }

    /**
     * Returns the query with this {@code QueryList}, for example the XML page of a filter in the Event Viewer. Its
     * elements may be in any namespace; {@code Path} of a {@code Query} is the default of its {@code Select} and {@code
     * Suppress} elements.
     *
     * @throws IllegalArgumentException if the text is not a QueryList, or the query is certainly not valid
     */
    public static EventQuery queryList(String xml) {
        return new EventQuery(QueryList.parse(EventArguments.text(xml, "xml"), "xml"), false);
    }

    /**
     * Limits the channel added last to events that match an expression. If this is called again, events that match any
     * of the expressions are selected.
     *
     * @throws IllegalArgumentException if the expression is null or blank, does not start with {@code *} or {@code
     *     Event}, has brackets or quotes that do not match, or has more than 32 comparisons
     */
    public EventQuery xpath(String xpath) {
        String expression = QueryList.requireXPath(EventArguments.text(xpath, "xpath"), "xpath");
        Term term = new Term(false, lastChannel(), expression);
        return new EventQuery(unlimited ? list.withFirst(term) : list.with(term, false), false);
    }

    /** Adds all events of another channel, with the same conditions as {@link #channel}; the order is kept. */
    public EventQuery andChannel(String channel) {
        String name = QueryList.requireChannel(EventArguments.text(channel, "channel"), "channel");
        return new EventQuery(list.with(new Term(false, name, ALL), true), true);
    }

    /**
     * Excludes events of the channel added last that match an expression. Exclusion has precedence.
     *
     * @throws IllegalArgumentException as for {@link #xpath}
     */
    public EventQuery suppress(String xpath) {
        String expression = QueryList.requireXPath(EventArguments.text(xpath, "xpath"), "xpath");
        return new EventQuery(list.with(new Term(true, lastChannel(), expression), false), unlimited);
    }

    private String lastChannel() {
        Query query = list.queries().get(list.queries().size() - 1);
        return query.terms().get(query.terms().size() - 1).channel();
    }

    /** Returns the channels, each once, in the order in which they were added. */
    public List<String> channels() {
        return list.channels();
    }

    /** Returns the query as a {@code QueryList} element, as it is sent. */
    public String xml() {
        return list.toXml();
    }

    /** Returns the query as the messages contain it. */
    QueryList list() {
        return list;
    }

    /** Returns whether all events of a channel are selected, so that a gap of their numbers means lost events. */
    boolean selectsAllOf(String channel) {
        return list.selectsAllOf(channel);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventQuery query && list.equals(query.list);
    }

    @Override
    public int hashCode() {
        return list.hashCode();
    }

    /** Returns the XML. */
    @Override
    public String toString() {
        return xml();
    }
}
