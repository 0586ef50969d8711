package dev.wsman.internal.event;

import dev.wsman.internal.protocol.EndpointReference;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import org.jspecify.annotations.Nullable;

/** What a subscription subscribes to: a resource with its options, and the filter of its events. Immutable. */
public final class EventSource {
    private static final String FILTER_COLLECTION = "/CIM_FilterCollection";

    private final EndpointReference resource;
    private final @Nullable Tree filter;
    /** The options of the event log of Windows; null for another source. */
    private final @Nullable EventLogOptions options;

    private EventSource(EndpointReference resource, @Nullable Tree filter, @Nullable EventLogOptions options) {
        this.resource = resource;
        this.filter = filter;
        this.options = options;
    }

    /** Returns the event log of Windows. */
    public static EventSource eventLog(QueryList query, EventLogOptions options) {
        return new EventSource(options.resource(), query.toFilter(), options);
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
                filter == null ? null : client.exchanges().filter(filter),
                null);
    }

    /** Returns whether a resource URI is that of the filter collections of Intel AMT. */
    public static boolean isFilterCollection(String resourceUri) {
        return resourceUri.endsWith(FILTER_COLLECTION);
    }

    EndpointReference resource() {
        return resource;
    }

    @Nullable
    Tree filter() {
        return filter;
    }

    /** Returns the source of a subscription that begins with the oldest event: the event log has an option for that. */
    EventSource from(boolean oldest) {
        EventLogOptions given = options;
        return oldest && given != null
                ? new EventSource(given.readExisting(true).resource(), filter, given)
                : this;
    }

    /**
     * Returns the bookmark of a subscription; null to send none.
     *
     * @param after the position after which the events begin; null for none
     * @param oldest whether to begin with the oldest event, for which other sources than the event log have a bookmark
     */
    @Nullable
    BookmarkContent position(@Nullable BookmarkContent after, boolean oldest) {
        if (oldest) {
            return options != null ? null : BookmarkContent.EARLIEST;
        }
        return after;
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
        return isFilterCollection(resource.resourceUri());
    }
}
