package dev.wsman.testkit.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * An open enumeration: its position, the form of its items, and when it expires.
 *
 * @param <T> the type of the items
 */
final class EnumerationContext<T> {
    private final ItemSource<T> source;
    private final ServiceRequest enumerateRequest;
    private final TargetResource resource;
    private final EnumerationMode mode;
    private final Optional<List<String>> projection;
    private String id = newId();
    private EnumerationExpiration expiration;
    private Instant lastUse;
    private boolean taken;

    EnumerationContext(
            ItemSource<T> source,
            ServiceRequest enumerateRequest,
            TargetResource resource,
            EnumerationMode mode,
            Optional<List<String>> projection,
            EnumerationExpiration expiration) {
        this.source = source;
        this.enumerateRequest = enumerateRequest;
        this.resource = resource;
        this.mode = mode;
        this.projection = projection;
        this.expiration = expiration;
    }

    /** Returns an enumeration of whole items that are not instances of a class. */
    static <T> EnumerationContext<T> of(
            ItemSource<T> source, ServiceRequest enumerateRequest, EnumerationExpiration expiration) {
        return new EnumerationContext<>(
                source, enumerateRequest, null, EnumerationMode.OBJECT, Optional.empty(), expiration);
    }

    private static String newId() {
        return "uuid:" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
    }

    ItemSource<T> source() {
        return source;
    }

    /** The Enumerate request that opened it. */
    ServiceRequest enumerateRequest() {
        return enumerateRequest;
    }

    /** The class; null if the items are not instances. */
    TargetResource resource() {
        return resource;
    }

    EnumerationMode mode() {
        return mode;
    }

    Optional<List<String>> projection() {
        return projection;
    }

    /** Starts a Pull. Returns false if another one is in progress. */
    synchronized boolean take() {
        boolean free = !taken;
        taken = true;
        return free;
    }

    synchronized void giveBack() {
        taken = false;
    }

    synchronized boolean isTaken() {
        return taken;
    }

    synchronized String id() {
        return id;
    }

    synchronized void renewId() {
        id = newId();
    }

    synchronized EnumerationExpiration expiration() {
        return expiration;
    }

    synchronized void expiration(EnumerationExpiration later) {
        expiration = later;
    }

    synchronized void usedAt(Instant time) {
        lastUse = time;
    }

    synchronized boolean isExpired(Instant now, Duration idle) {
        return expiration.isExpired(now)
                || lastUse != null && lastUse.plus(idle).isBefore(now);
    }

    /** Whether a request has the resource URI and selectors of the Enumerate (MS-WSMV 4.1.2.3). */
    boolean isAddressedBy(ServiceRequest request) {
        return request.resourceUri().equalsIgnoreCase(enumerateRequest.resourceUri())
                && request.selectors().sameAs(enumerateRequest.selectors());
    }
}
