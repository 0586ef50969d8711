package dev.wsman.event;

import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanFaultException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the object that Intel AMT creates for a subscription. Unsubscribe goes to this
 * {@code CIM_FilterCollectionSubscription}, whose selectors Filter and Handler are references; the reply to Subscribe
 * may not contain them. The handler is known by its Destination, the URL of the sink, which is different for each
 * subscription.
 */
final class AmtSubscriptions {
    private AmtSubscriptions() {}

    /**
     * Returns the subscription whose events go to a URL; null if there is none.
     *
     * @param collection the filter collection that was subscribed to
     */
    static @Nullable ResourceLocator find(Session session, ResourceLocator collection, String destination) {
        String uri = collection.resourceUri();
        ResourceLocator all =
                ResourceLocator.of(uri.substring(0, uri.lastIndexOf('/') + 1) + "CIM_FilterCollectionSubscription");
        for (Instance subscription : session.enumerate(all).list()) {
            Optional<ResourceLocator> filter = subscription.reference("Filter");
            Optional<ResourceLocator> handler = subscription.reference("Handler");
            if (filter.isPresent() && handler.isPresent() && isTo(session, handler.get(), destination)) {
                return all.selector("Filter", filter.get()).selector("Handler", handler.get());
            }
        }
        return null;
    }

    private static boolean isTo(Session session, ResourceLocator handler, String destination) {
        try {
            return session.get(handler)
                    .text("Destination")
                    .filter(destination::equals)
                    .isPresent();
        } catch (WsmanFaultException e) {
            return false; // it was removed meanwhile
        }
    }
}
