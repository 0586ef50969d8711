package dev.wsman.kafka.internal.config;

import dev.wsman.event.EventQuery;
import dev.wsman.event.LostPosition;
import dev.wsman.kafka.internal.config.EventLogKeys.PositionLost;
import dev.wsman.kafka.internal.config.EventLogKeys.Start;
import dev.wsman.kafka.internal.config.EventLogKeys.Unreadable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;

/** The configuration of EventLogSourceConnector and of its tasks. */
public final class EventLogConfig extends HostSourceConfig {
    /** All keys. */
    public static final ConfigDef DEFINITION = definition(EventLogKeys::define);

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /**
     * Reads a configuration.
     *
     * @throws org.apache.kafka.common.config.ConfigException if a value is not valid by itself; {@link #check} does the
     *     rest
     */
    public EventLogConfig(Map<String, String> properties) {
        super(DEFINITION, properties);
    }

    @Override
    void checkSource(ConfigProblems problems) {
        deadLetterTopic().ifPresent(topic -> checkTopic(EventLogKeys.DEAD_LETTER_TOPIC, topic, problems));
        checkQuery(problems);
        if (unreadable() == Unreadable.DEAD_LETTER && deadLetterTopic().isEmpty()) {
            problems.add(
                    EventLogKeys.DEAD_LETTER_TOPIC,
                    "is missing; " + EventLogKeys.UNREADABLE + "=dead.letter writes to this topic");
        }
    }

    private void checkQuery(ConfigProblems problems) {
        boolean channels = !getList(EventLogKeys.CHANNELS).isEmpty();
        boolean query = text(EventLogKeys.QUERY).isPresent();
        if (channels && query) {
            problems.add(EventLogKeys.QUERY, "not together with " + EventLogKeys.CHANNELS + "; set one of them");
        } else if (query) {
            if (text(EventLogKeys.XPATH).isPresent()) {
                problems.add(
                        EventLogKeys.XPATH,
                        "only with " + EventLogKeys.CHANNELS + "; put it into " + EventLogKeys.QUERY);
            }
            problems.check(EventLogKeys.QUERY, this::query);
        } else if (channels) {
            problems.check(EventLogKeys.CHANNELS, this::channels);
            problems.check(EventLogKeys.XPATH, () -> text(EventLogKeys.XPATH)
                    .ifPresent(xpath -> EventQuery.channel("Any").xpath(xpath)));
        } else {
            problems.add(
                    EventLogKeys.CHANNELS, "no events; set " + EventLogKeys.CHANNELS + " or " + EventLogKeys.QUERY);
        }
        problems.check(EventLogKeys.PREVIOUS_QUERY, this::previousQueryHash);
    }

    /**
     * Returns the query.
     *
     * @throws IllegalArgumentException if Windows would certainly reject it
     */
    public EventQuery query() {
        Optional<String> xml = text(EventLogKeys.QUERY);
        if (xml.isPresent()) {
            return EventQuery.queryList(xml.get());
        }
        Optional<String> xpath = text(EventLogKeys.XPATH);
        return xpath.map(expression -> channels(expression)).orElseGet(this::channels);
    }

    private EventQuery channels() {
        List<String> channels = getList(EventLogKeys.CHANNELS);
        EventQuery query = EventQuery.channel(channels.get(0));
        for (String channel : channels.subList(1, channels.size())) {
            query = query.andChannel(channel);
        }
        return query;
    }

    private EventQuery channels(String xpath) {
        List<String> channels = getList(EventLogKeys.CHANNELS);
        EventQuery query = EventQuery.channel(channels.get(0)).xpath(xpath);
        for (String channel : channels.subList(1, channels.size())) {
            query = query.andChannel(channel).xpath(xpath);
        }
        return query;
    }

    /** Returns what identifies the query in offsets: the SHA-256 of its XML in hexadecimal digits. */
    public String queryHash() {
        return hash(query());
    }

    /**
     * Returns what identifies the query that this one replaces, in the same form.
     *
     * @throws IllegalArgumentException if the value is neither a hash nor a query
     */
    public Optional<String> previousQueryHash() {
        return text(EventLogKeys.PREVIOUS_QUERY)
                .map(query -> HASH.matcher(query).matches() ? query : hash(EventQuery.queryList(query)));
    }

    private static String hash(EventQuery query) {
        try {
            byte[] xml = query.xml().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(xml));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Returns where a host without a position begins. */
    public Start start() {
        return new Choice<>(Start.class).of(getString(EventLogKeys.START));
    }

    /** Returns what happens if a host does not know the position any more. */
    public LostPosition lostPosition() {
        return switch (new Choice<>(PositionLost.class).of(getString(EventLogKeys.POSITION_LOST))) {
            case STOP -> LostPosition.FAIL;
            case OLDEST -> LostPosition.OLDEST;
            case NOW -> LostPosition.NOW;
        };
    }

    /** Returns what happens with events that cannot be read. */
    public Unreadable unreadable() {
        return new Choice<>(Unreadable.class).of(getString(EventLogKeys.UNREADABLE));
    }

    /** Returns the topic of events that cannot be read. */
    public Optional<String> deadLetterTopic() {
        return text(EventLogKeys.DEAD_LETTER_TOPIC);
    }

    /** Returns whether the host adds rendered texts. */
    public boolean rendered() {
        return getBoolean(EventLogKeys.RENDERED);
    }

    /** Returns whether the host skips channels that it cannot read. */
    public boolean toleratesMissingChannels() {
        return getBoolean(EventLogKeys.TOLERATE_MISSING_CHANNELS);
    }

    /** Returns the most events of a reply. */
    public int batchItems() {
        return getInt(EventLogKeys.BATCH_ITEMS);
    }

    /** Returns how many events a task holds in memory. */
    public int bufferEvents() {
        return getInt(EventLogKeys.BUFFER);
    }

    /** Returns how many events a poll returns at least, if they are there. */
    public int pollEvents() {
        return getInt(EventLogKeys.POLL_EVENTS);
    }
}
