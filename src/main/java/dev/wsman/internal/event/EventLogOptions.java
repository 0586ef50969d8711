package dev.wsman.internal.event;

import dev.wsman.internal.protocol.EndpointReference;
import dev.wsman.internal.protocol.EndpointReference.Option;
import dev.wsman.internal.xml.Namespaces;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a subscription to the event log of Windows.
 *
 * @param name the name of the subscription, which administrators see; null to send none
 * @param rendered whether events have their messages, which costs the source time
 * @param text whether each event is sent as text in {@code CDATA}
 * @param compressed whether messages are compressed with SLDC
 * @param readExisting whether to begin with the oldest event
 * @param tolerant whether to skip channels that do not exist or cannot be read
 */
public record EventLogOptions(
        @Nullable String name,
        boolean rendered,
        boolean text,
        boolean compressed,
        boolean readExisting,
        boolean tolerant) {

    /** Returns the event log with these options, in the order that collectors of Windows send. */
    EndpointReference resource() {
        List<Option> options = new ArrayList<>();
        if (name != null) {
            options.add(new Option("SubscriptionName", name, false));
        }
        add("Compression", "SLDC", compressed, options);
        add("CDATA", null, text, options);
        options.add(new Option("ContentFormat", rendered ? "RenderedText" : "Raw", false));
        add("IgnoreChannelError", null, tolerant, options);
        add("ReadExistingEvents", "true", readExisting, options);
        return new EndpointReference(Namespaces.EVENT_LOG, List.of(), options, null, null, null, List.of());
    }

    private static void add(String name, @Nullable String value, boolean present, List<Option> options) {
        if (present) {
            options.add(new Option(name, value, false));
        }
    }
}
