package dev.wsman.internal.event;

import dev.wsman.internal.protocol.EndpointReference;
import dev.wsman.internal.protocol.EndpointReference.Option;
import dev.wsman.internal.xml.Namespaces;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a subscription to the event log of Windows, pulled or pushed. Immutable.
 *
 * @param name the name of the subscription, which administrators see; null to send none
 * @param rendered whether events have their messages, which costs the source time
 * @param tolerant whether to skip channels that do not exist or cannot be read
 * @param text whether each event is sent as text in {@code CDATA}, so that characters that XML does not allow damage
 *     only this event
 * @param compressed whether messages are compressed with SLDC, which only pushed ones can be
 * @param readExisting whether to begin with the oldest event
 */
public record EventLogOptions(
        @Nullable String name,
        boolean rendered,
        boolean tolerant,
        boolean text,
        boolean compressed,
        boolean readExisting) {
    /** The options of a subscription whose events are pulled. */
    public static final EventLogOptions PULL = new EventLogOptions(null, false, false, false, false, false);

    /** The options of a subscription whose events are pushed. */
    public static final EventLogOptions PUSH = new EventLogOptions(null, false, false, true, false, false);

    public EventLogOptions name(String shown) {
        return new EventLogOptions(shown, rendered, tolerant, text, compressed, readExisting);
    }

    public EventLogOptions rendered(boolean yes) {
        return new EventLogOptions(name, yes, tolerant, text, compressed, readExisting);
    }

    public EventLogOptions tolerant(boolean yes) {
        return new EventLogOptions(name, rendered, yes, text, compressed, readExisting);
    }

    public EventLogOptions compressed(boolean yes) {
        return new EventLogOptions(name, rendered, tolerant, text, yes, readExisting);
    }

    public EventLogOptions readExisting(boolean yes) {
        return new EventLogOptions(name, rendered, tolerant, text, compressed, yes);
    }

    /**
     * Returns the event log with these options, in the order that collectors of Windows send. ContentFormat is always
     * sent: the default of a collector's subscription is RenderedText.
     */
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
