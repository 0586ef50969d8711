package dev.wsman.camel.internal.event;

import dev.wsman.camel.WsmanEventConfiguration;
import dev.wsman.event.EventQuery;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.IOHelper;
import org.jspecify.annotations.Nullable;

/** Reads the query of the event log from the options. */
final class EventQueries {
    private static final String RESOURCE = "resource:";

    private EventQueries() {}

    static EventQuery of(WsmanEventConfiguration options, CamelContext context) {
        String text = options.getEventQuery();
        if (text == null) {
            return ofChannels(options.getChannels(), options.getXpath());
        }
        if (options.getChannels() != null || options.getXpath() != null) {
            throw new IllegalArgumentException(
                    "eventQuery: has its own channels and expressions; leave out channels and"
                            + " xpath, or eventQuery");
        }
        String xml = text.startsWith(RESOURCE) ? loaded(text.substring(RESOURCE.length()), context) : text;
        return named("eventQuery", () -> EventQuery.queryList(xml));
    }

    private static String loaded(String location, CamelContext context) {
        try (InputStream input = ResourceHelper.resolveMandatoryResourceAsInputStream(context, location)) {
            return IOHelper.loadText(input);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "eventQuery: cannot be read from " + location + ": " + e.getMessage(), e);
        }
    }

    private static EventQuery ofChannels(@Nullable String channels, @Nullable String xpath) {
        List<String> names = channels == null
                ? List.of()
                : Arrays.stream(channels.split(",")).map(String::strip).toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("channels: missing. Set channels, for example System, or eventQuery");
        }
        EventQuery query = null;
        for (String name : names) {
            EventQuery before = query;
            query = named("channels", () -> before == null ? EventQuery.channel(name) : before.andChannel(name));
            if (xpath != null) {
                EventQuery all = query;
                query = named("xpath", () -> all.xpath(xpath));
            }
        }
        return Objects.requireNonNull(query);
    }

    private static EventQuery named(String option, Supplier<EventQuery> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }
}
