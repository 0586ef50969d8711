package dev.wsman.internal.event;

import dev.wsman.internal.protocol.EndpointReference;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlFactories;
import org.jspecify.annotations.Nullable;

/** What a subscription subscribes to: a resource with its options, and the filter of its events. Immutable. */
public final class EventSource {
    private static final String FILTER_COLLECTION = "/CIM_FilterCollection";

    private final EndpointReference resource;
    private final @Nullable Tree filter;

    private EventSource(EndpointReference resource, @Nullable Tree filter) {
        this.resource = resource;
        this.filter = filter;
    }

    /**
     * Returns the event log of Windows.
     *
     * @param queryList a {@code QueryList} element
     * @throws IllegalArgumentException if it is not well-formed
     */
    public static EventSource eventLog(String queryList, EventLogOptions options) {
        return new EventSource(options.resource(), QueryList.filter(XmlFactories.parse(queryList)));
    }

    /**
     * Returns a source of indications.
     *
     * @param locator a {@code ResourceLocator}
     * @param filter a {@code Filter}, or null
     * @throws IllegalArgumentException if the locator has no resource URI
     */
    public static EventSource of(EventClient client, Object locator, @Nullable Object filter) {
        return new EventSource(
                client.exchanges().resource(locator, filter),
                filter == null ? null : client.exchanges().filter(filter));
    }

    EndpointReference resource() {
        return resource;
    }

    @Nullable
    Tree filter() {
        return filter;
    }

    /** Returns whether this is a source of Windows. */
    boolean isWindows() {
        return resource.resourceUri().startsWith(Namespaces.WINDOWS);
    }

    /** Returns whether this is the event log of Windows, whose deliveries have bookmarks; those of WMI have none. */
    boolean isEventLog() {
        return resource.resourceUri().equals(Namespaces.EVENT_LOG);
    }

    /** Returns whether this is a source of Intel AMT, whose filters are fixed collections. */
    boolean isFilterCollection() {
        return resource.resourceUri().endsWith(FILTER_COLLECTION);
    }
}
