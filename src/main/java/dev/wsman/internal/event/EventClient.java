package dev.wsman.internal.event;

import dev.wsman.internal.protocol.BodyContent;
import dev.wsman.internal.protocol.EndpointReference;
import dev.wsman.internal.protocol.Exchange;
import dev.wsman.internal.protocol.Operation;
import dev.wsman.internal.protocol.ReplyReader;
import dev.wsman.internal.protocol.RequestTarget;
import dev.wsman.internal.protocol.SessionAccess;
import dev.wsman.internal.protocol.SessionExchanges;
import dev.wsman.internal.xml.Tree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of event subscriptions over one session. Each call is one exchange and fails with the session's
 * exceptions. Thread-safe.
 */
public final class EventClient {
    private final SessionExchanges session;

    private EventClient(SessionExchanges session) {
        this.session = session;
    }

    /**
     * Returns the client of a session.
     *
     * @param session a {@code Session}
     */
    public static EventClient of(Object session) {
        return new EventClient(SessionAccess.of(session));
    }

    /** Returns the exchanges of the session. */
    public SessionExchanges exchanges() {
        return session;
    }

    /** Subscribes ({@code wse:Subscribe}). */
    public OpenSubscription subscribe(NewSubscription subscription) {
        EndpointReference resource = subscription.resource();
        RequestTarget target = resource.toTarget();
        List<Tree> parameters = new ArrayList<>(target.parameters());
        parameters.addAll(subscription.headers());
        return session.send(
                exchange(
                        Operation.SUBSCRIBE,
                        new RequestTarget(target.resourceUri(), target.headers(), parameters),
                        EventMessages.subscribe(subscription),
                        EventReplies.subscribed()),
                resource,
                session.timeout());
    }

    /**
     * Renews a subscription ({@code wse:Renew}).
     *
     * @param expires the requested time; null for one that does not end
     * @return the granted time; null if it does not end
     */
    public @Nullable Duration renew(EndpointReference manager, @Nullable Duration expires) {
        return session.send(
                exchange(
                        Operation.RENEW,
                        manager.toTarget(),
                        EventMessages.renew(expires),
                        EventReplies.expiring("RenewResponse")),
                manager,
                session.timeout());
    }

    /** Returns the time that is left ({@code wse:GetStatus}); null if the subscription does not end. */
    public @Nullable Duration status(EndpointReference manager) {
        return session.send(
                exchange(
                        Operation.GET_STATUS,
                        manager.toTarget(),
                        EventMessages.getStatus(),
                        EventReplies.expiring("GetStatusResponse")),
                manager,
                session.timeout());
    }

    /** Ends a subscription ({@code wse:Unsubscribe}). */
    public void unsubscribe(EndpointReference manager, Duration limit) {
        session.send(unsubscribeExchange(manager), manager, limit);
    }

    /** Ends a subscription in one attempt, also while the session closes. The listener does not receive it. */
    public void unsubscribeQuietly(EndpointReference manager, Duration limit) {
        session.sendQuietly(unsubscribeExchange(manager), limit);
    }

    private static Exchange<@Nullable Void> unsubscribeExchange(EndpointReference manager) {
        return exchange(Operation.UNSUBSCRIBE, manager.toTarget(), EventMessages.unsubscribe(), ReplyReader.ignoring());
    }

    private static <T extends @Nullable Object> Exchange<T> exchange(
            Operation operation, RequestTarget target, BodyContent body, ReplyReader<T> reader) {
        return new Exchange<>(
                operation,
                operation.title(),
                Objects.requireNonNull(operation.action()),
                target,
                body,
                reader,
                Map.of(),
                false,
                null);
    }
}
