package dev.wsman.internal.event;

import dev.wsman.internal.event.NewSubscription.Delivery;
import dev.wsman.internal.xml.Tree;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a source pushes events.
 *
 * @param mode the URI of the delivery mode
 * @param expires the requested time until the subscription ends; null to send none
 * @param login how the source authenticates to the sink; null to leave that to the source
 */
public record PushDelivery(
        String mode,
        DeliveryTerms terms,
        @Nullable Duration expires,
        @Nullable SinkLogin login) {

    /**
     * Returns the content of Subscribe.
     *
     * @param bookmark the position after which the events begin; null to send none
     */
    NewSubscription to(EventSource source, SinkAddress address, @Nullable BookmarkContent bookmark) {
        boolean windows = source.isWindows();
        return new NewSubscription(
                source.resource(),
                login == null ? List.of() : List.of(login.issuedTokens(address.url())),
                windows ? address.endTo(true) : null, // openwsman and AMT do not use it, OMI refuses it
                delivery(source, address),
                expires,
                source.filter(),
                bookmark == null ? null : bookmark.forwardNodes(),
                source.isEventLog());
    }

    /** Wipes the password of the login: no further Subscribe follows. */
    void close() {
        if (login != null) {
            login.close();
        }
    }

    private Delivery delivery(EventSource source, SinkAddress address) {
        Tree auth = login == null ? null : SinkLogin.auth(address.url(), source.isFilterCollection());
        return new Delivery(mode, address.notifyTo(source.isWindows()), terms, auth);
    }
}
