package dev.wsman.testkit.protocol;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.w3c.dom.Element;

/**
 * The open enumerations by the id of their context. An enumeration is closed when it expires, or after an idle time
 * without a Pull (MS-WSMV 3.1.4.1.36).
 *
 * @param <T> the type of the items
 */
final class EnumerationContextStore<T> {
    private final Map<String, EnumerationContext<T>> open = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Duration idle;

    EnumerationContextStore(Clock clock, Duration idle) {
        this.clock = clock;
        this.idle = idle;
    }

    int count() {
        removeExpired();
        return open.size();
    }

    /** Stores an enumeration under its current id. */
    void keep(EnumerationContext<T> context) {
        context.usedAt(clock.instant());
        open.put(context.id(), context);
    }

    /**
     * Returns the enumeration whose context is in the body of a request, and blocks other Pulls of it until {@link
     * #giveBack}.
     */
    EnumerationContext<T> take(ServiceRequest request, Element content) {
        EnumerationContext<T> context = find(request, content);
        if (!context.take()) {
            throw FaultKind.CONCURRENCY.fault().exception();
        }
        return context;
    }

    /** Ends a Pull. Stores the enumeration under its new id, unless it is at its end or was released meanwhile. */
    void giveBack(EnumerationContext<T> context, String oldId, boolean ended) {
        context.giveBack();
        if (!open.remove(oldId, context) || ended) {
            context.source().close();
        } else {
            keep(context);
        }
    }

    /** Closes the enumeration whose context is in the body of a request, even if a Pull is in progress. */
    void release(ServiceRequest request, Element content) {
        remove(find(request, content).id());
    }

    /** Returns the enumeration whose context is in the body of a request. */
    EnumerationContext<T> find(ServiceRequest request, Element content) {
        removeExpired();
        String id = DomElements.child(content, ServiceNamespaces.ENUMERATION, "EnumerationContext")
                .map(DomElements::text)
                .orElseThrow(() -> ServiceRequest.schema("There is no wsen:EnumerationContext"));
        EnumerationContext<T> context = id.isEmpty() ? null : open.get(id);
        if (context == null) {
            throw invalid();
        }
        if (!context.isAddressedBy(request)) {
            throw FaultKind.INVALID_ENUMERATION_CONTEXT
                    .fault()
                    .nativeCode(2150859181L)
                    .reason("The resource URI or the selectors are not those of the Enumerate.")
                    .exception();
        }
        return context;
    }

    private static ServiceFaultException invalid() {
        return FaultKind.INVALID_ENUMERATION_CONTEXT.fault().exception();
    }

    void clear() {
        List.copyOf(open.keySet()).forEach(this::remove);
    }

    private void removeExpired() {
        open.forEach((id, context) -> {
            if (!context.isTaken() && context.isExpired(clock.instant(), idle)) {
                remove(id);
            }
        });
    }

    private void remove(String id) {
        EnumerationContext<T> context = open.remove(id);
        if (context != null) {
            context.source().close();
        }
    }
}
