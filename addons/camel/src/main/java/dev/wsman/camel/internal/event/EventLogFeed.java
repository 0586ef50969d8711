package dev.wsman.camel.internal.event;

import dev.wsman.Session;
import dev.wsman.camel.WsmanConstants;
import dev.wsman.camel.WsmanEventConfiguration;
import dev.wsman.camel.WsmanResultType;
import dev.wsman.camel.internal.value.Digests;
import dev.wsman.camel.internal.value.Json;
import dev.wsman.event.EventQuery;
import dev.wsman.event.Subscription;
import dev.wsman.event.WindowsEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.camel.CamelContext;

/** The events of the Windows event log. */
final class EventLogFeed implements EventFeed<WindowsEvent> {
    private final EventQuery query;
    private final WsmanEventConfiguration options;
    private final WsmanResultType form;

    private EventLogFeed(EventQuery query, WsmanEventConfiguration options, WsmanResultType form) {
        this.query = query;
        this.options = options;
        this.form = form;
    }

    /**
     * Returns the feed of the options.
     *
     * @throws IllegalArgumentException if the channels, the expression or the query is not valid; the message names the
     *     option
     */
    static EventLogFeed of(WsmanEventConfiguration options, WsmanResultType form, CamelContext context) {
        return new EventLogFeed(EventQueries.of(options, context), options, form);
    }

    @Override
    public Subscription.Builder<WindowsEvent> subscribe(Session session) {
        Subscription.Builder<WindowsEvent> builder = Subscription.eventLog(session, query)
                .rendered(options.isRendered())
                .tolerateMissingChannels(options.isTolerateMissingChannels());
        String name = options.getSubscriptionName();
        return name == null ? builder : builder.name(name);
    }

    @Override
    public String query() {
        return query.xml();
    }

    @Override
    public Object body(WindowsEvent event) {
        return switch (form) {
            case INSTANCE -> event;
            case MAP -> event.toMap();
            case XML -> event.xml();
            case JSON -> Json.text(event.toMap());
        };
    }

    @Override
    public Map<String, Object> headers(WindowsEvent event) {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put(WsmanConstants.EVENT_KEY, key(event));
        headers.put(WsmanConstants.EVENT_READABLE, event.isReadable());
        put(headers, WsmanConstants.EVENT_PROBLEM, event.problem());
        put(headers, WsmanConstants.EVENT_COMPUTER, event.computer());
        put(headers, WsmanConstants.EVENT_CHANNEL, event.channel());
        put(headers, WsmanConstants.EVENT_PROVIDER, event.provider());
        put(headers, WsmanConstants.EVENT_RECORD_ID, recordId(event));
        put(headers, WsmanConstants.EVENT_ID, event.id());
        put(headers, WsmanConstants.EVENT_LEVEL, event.level());
        put(headers, WsmanConstants.MESSAGE_TIMESTAMP, event.time().map(Instant::toEpochMilli));
        return headers;
    }

    /** Returns what identifies an event. It includes the time, because numbers begin again when a log is cleared. */
    private static String key(WindowsEvent event) {
        Optional<String> record = recordId(event);
        if (record.isEmpty()) {
            return "sha256:" + Digests.sha256(event.xml());
        }
        return event.computer().orElse("") + "/" + event.channel().orElse("") + "/" + record.get()
                + event.time().map(time -> "/" + time).orElse("");
    }

    private static Optional<String> recordId(WindowsEvent event) {
        return event.recordId().isPresent()
                ? Optional.of(Long.toUnsignedString(event.recordId().getAsLong()))
                : Optional.empty();
    }

    private static void put(Map<String, Object> headers, String name, Optional<?> value) {
        value.ifPresent(present -> headers.put(name, present));
    }

    private static void put(Map<String, Object> headers, String name, OptionalInt value) {
        value.ifPresent(present -> headers.put(name, present));
    }
}
