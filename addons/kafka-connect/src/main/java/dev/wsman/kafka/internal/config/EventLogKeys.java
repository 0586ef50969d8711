package dev.wsman.kafka.internal.config;

import dev.wsman.kafka.internal.config.KeyGroup.Doc;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The keys of {@link EventLogConfig} with their documentation. */
public final class EventLogKeys {
    /** The channels of the event log. */
    public static final String CHANNELS = "event.channels";

    /** The expression that limits the events of the channels. */
    public static final String XPATH = "event.xpath";

    /** The query as XML, instead of channels. */
    public static final String QUERY = "event.query";

    /** The query whose position is continued. */
    public static final String PREVIOUS_QUERY = "event.query.previous";

    /** Where to begin without a position. */
    public static final String START = "event.start";

    /** What happens if a host does not know the position any more. */
    public static final String POSITION_LOST = "event.position.lost";

    /** What happens with events that cannot be read. */
    public static final String UNREADABLE = "event.unreadable";

    /** The topic of events that cannot be read. */
    public static final String DEAD_LETTER_TOPIC = "dead.letter.topic";

    /** Whether the host adds rendered texts. */
    public static final String RENDERED = "event.rendered";

    /** Whether the host skips channels that it cannot read. */
    public static final String TOLERATE_MISSING_CHANNELS = "event.tolerate.missing.channels";

    /** The most events of a reply. */
    public static final String BATCH_ITEMS = "event.batch.items";

    /** How many events a task holds in memory. */
    public static final String BUFFER = "buffer.events";

    /** How many events a poll returns. */
    public static final String POLL_EVENTS = "poll.events";

    /** The most events of a reply that can be configured: as many are held to be skipped after a restart. */
    public static final int MOST_BATCH_ITEMS = 10_000;

    private EventLogKeys() {}

    /** Adds the keys to a definition. */
    public static void define(ConfigDef definition) {
        query(new KeyGroup(definition, "Events"));
        position(new KeyGroup(definition, "Position"));
        records(RecordKeys.begin(definition, "events"));
    }

    private static void query(KeyGroup group) {
        group.optional(CHANNELS, Type.LIST, List.of(), null, Importance.HIGH, new Doc("Channels", CHANNELS_TEXT))
                .optional(XPATH, Type.STRING, null, null, Importance.MEDIUM, new Doc("XPath", XPATH_TEXT))
                .optional(QUERY, Type.STRING, null, null, Importance.MEDIUM, new Doc("Query", QUERY_TEXT))
                .optional(
                        RENDERED,
                        Type.BOOLEAN,
                        false,
                        null,
                        Importance.MEDIUM,
                        new Doc(
                                "Rendered texts",
                                "Whether the host adds the message and the names of an event in its language, or that of"
                                        + " locale. Rendering takes time on the host."))
                .optional(
                        TOLERATE_MISSING_CHANNELS,
                        Type.BOOLEAN,
                        false,
                        null,
                        Importance.LOW,
                        new Doc(
                                "Tolerate missing channels",
                                "Whether the host skips channels that do not exist there or that the user may not read,"
                                        + " without a message. Otherwise such a host fails."))
                .optional(
                        BATCH_ITEMS,
                        Type.INT,
                        1_000,
                        Range.between(1, MOST_BATCH_ITEMS),
                        Importance.LOW,
                        new Doc("Events of a reply", "The most events of one reply."));
    }

    private static final String CHANNELS_TEXT =
            "The channels, separated by commas, such as Security,System. Set either this or " + QUERY + ".";
    private static final String XPATH_TEXT = "An XPath expression that limits the events of all " + CHANNELS
            + ", such as *[System[Level<=2]]. The default is all events.";
    private static final String QUERY_TEXT =
            "A QueryList in XML, as the Event Viewer shows it for a filter, instead of " + CHANNELS + ".";

    private static void position(KeyGroup group) {
        group.optional(
                        START,
                        Type.STRING,
                        "oldest",
                        new Choice<>(Start.class),
                        Importance.HIGH,
                        new Doc("Beginning", START_TEXT))
                .optional(
                        POSITION_LOST,
                        Type.STRING,
                        "stop",
                        new Choice<>(PositionLost.class),
                        Importance.MEDIUM,
                        new Doc("Lost position", POSITION_LOST_TEXT))
                .optional(
                        PREVIOUS_QUERY,
                        Type.STRING,
                        null,
                        null,
                        Importance.LOW,
                        new Doc("Previous query", PREVIOUS_TEXT));
    }

    private static final String START_TEXT =
            "Where a host begins that has no position yet: oldest reads all events that its logs still have, now only"
                    + " later ones. With now, events that are written before the first bookmark is committed are not"
                    + " read if the task or the connection fails meanwhile.";
    private static final String POSITION_LOST_TEXT =
            "What to do if a host does not know its position any more, because a log was cleared or has overwritten it:"
                    + " stop reads nothing more from this host until the task restarts, oldest continues with the oldest"
                    + " event and may repeat events, now continues with the next event.";
    private static final String PREVIOUS_TEXT =
            "The query that this one replaces, as a QueryList in XML or as the value of query in its offsets. A host"
                    + " without a position for the present query continues at its position. Without this, another query"
                    + " begins anew.";

    private static void records(KeyGroup group) {
        group.optional(
                        UNREADABLE,
                        Type.STRING,
                        "raw",
                        new Choice<>(Unreadable.class),
                        Importance.MEDIUM,
                        new Doc(
                                "Events that cannot be read",
                                "What to do with an event that is not XML: raw writes its text and the problem to the"
                                        + " topic, dead.letter writes its text to " + DEAD_LETTER_TOPIC + "."))
                .optional(
                        DEAD_LETTER_TOPIC,
                        Type.STRING,
                        null,
                        null,
                        Importance.MEDIUM,
                        new Doc("Dead letter topic", "The topic of " + UNREADABLE + "=dead.letter."))
                .optional(
                        POLL_EVENTS,
                        Type.INT,
                        2_000,
                        Range.atLeast(1),
                        Importance.LOW,
                        new Doc(
                                "Events of a poll",
                                "How many events a poll of the task returns at least, if they are there. Replies are not"
                                        + " split. With exactly-once support, a poll is a transaction."))
                .optional(
                        BUFFER,
                        Type.INT,
                        20_000,
                        Range.atLeast(1),
                        Importance.LOW,
                        new Doc(
                                "Buffered events",
                                "How many events a task holds in memory. While it holds them, it reads no more."
                                        + " A multiple of " + BATCH_ITEMS + " lets as many hosts with many events be"
                                        + " read at a time."));
    }

    /** Where a host begins that has no position. */
    public enum Start {
        /** With the oldest event that the host has. */
        OLDEST,
        /** With the next event. */
        NOW
    }

    /** What happens if a host does not know the position any more. */
    public enum PositionLost {
        /** The host is not read any more. */
        STOP,
        /** The host is read from its oldest event. */
        OLDEST,
        /** The host is read from the next event. */
        NOW
    }

    /** What happens with events that cannot be read. */
    public enum Unreadable {
        /** They become records like the others. */
        RAW,
        /** Their texts become records of another topic. */
        DEAD_LETTER
    }
}
