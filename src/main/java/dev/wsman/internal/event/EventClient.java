package dev.wsman.internal.event;

import dev.wsman.internal.fault.ServerFault;
import dev.wsman.internal.protocol.BodyContent;
import dev.wsman.internal.protocol.EndpointReference;
import dev.wsman.internal.protocol.Exchange;
import dev.wsman.internal.protocol.Operation;
import dev.wsman.internal.protocol.ReplyHead;
import dev.wsman.internal.protocol.ReplyReader;
import dev.wsman.internal.protocol.RequestTarget;
import dev.wsman.internal.protocol.SessionAccess;
import dev.wsman.internal.protocol.SessionExchanges;
import dev.wsman.internal.xml.Tree;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of event subscriptions over one session. Each call is one exchange and fails with the session's
 * exceptions. Thread-safe.
 */
public final class EventClient {
    private static final Logger LOG = System.getLogger("dev.wsman");

    private final SessionExchanges session;

    EventClient(SessionExchanges session) {
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

    /** Returns the session's language as a language tag; null for the server's own. */
    public @Nullable String locale() {
        return session.locale();
    }

    /** Subscribes ({@code wse:Subscribe}). */
    public OpenSubscription subscribe(NewSubscription subscription) {
        EndpointReference resource = subscription.resource();
        RequestTarget target = resource.toTarget();
        List<Tree> parameters = new ArrayList<>(target.parameters());
        parameters.addAll(subscription.headers());
        OpenSubscription open = session.send(
                exchange(
                        Operation.SUBSCRIBE,
                        new RequestTarget(target.resourceUri(), target.headers(), parameters),
                        EventMessages.subscribe(subscription),
                        EventReplies.subscribed()),
                resource,
                session.timeout());
        return open.withManager(manager(open.manager(), resource));
    }

    /**
     * Adds the resource to a manager that does not name one: openwsman sends only the identifier, but requires both.
     */
    private static EndpointReference manager(EndpointReference sent, EndpointReference resource) {
        return sent.resourceUri().isEmpty()
                ? new EndpointReference(
                        resource.resourceUri(),
                        sent.selectors().isEmpty() ? resource.selectors() : sent.selectors(),
                        List.of(),
                        null,
                        null,
                        sent.address(),
                        sent.parameters())
                : sent;
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

    /**
     * Ends a subscription ({@code wse:Unsubscribe}). A fault is not a failure: the server does not know the
     * subscription any more.
     */
    public void unsubscribe(EndpointReference manager, Duration limit) {
        session.send(unsubscribeExchange(manager), manager, limit);
    }

    /** Ends a subscription in one attempt, also while the session closes. The listener does not receive it. */
    public void unsubscribeQuietly(EndpointReference manager, Duration limit) {
        session.sendQuietly(unsubscribeExchange(manager), limit);
    }

    /**
     * Ends a subscription, also on an interrupted thread, which stays interrupted. If the thread is interrupted
     * meanwhile and the exchange fails, it is sent once more. Does not fail: the subscription ends on the server when
     * it expires.
     */
    public void abandon(EndpointReference manager, Duration limit) {
        boolean interrupted = Thread.interrupted();
        try {
            unsubscribeAlsoIfClosed(manager, limit);
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                interrupted = true;
                repeatUnsubscribe(manager, limit);
            } else {
                LOG.log(Level.DEBUG, "a subscription could not be ended; it will expire on the server", e);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void repeatUnsubscribe(EndpointReference manager, Duration limit) {
        try {
            unsubscribeAlsoIfClosed(manager, limit);
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "a subscription could not be ended; it will expire on the server", e);
        }
    }

    private void unsubscribeAlsoIfClosed(EndpointReference manager, Duration limit) {
        try {
            unsubscribe(manager, limit);
        } catch (RuntimeException e) {
            if (!session.isClosed()) {
                throw e;
            }
            unsubscribeQuietly(manager, limit); // the session is closing
        }
    }

    private static Exchange<@Nullable Void> unsubscribeExchange(EndpointReference manager) {
        return exchange(Operation.UNSUBSCRIBE, manager.toTarget(), EventMessages.unsubscribe(), new EndReader());
    }

    /** Reads the reply to Unsubscribe. Servers report an unknown subscription by different faults. */
    private static final class EndReader implements ReplyReader<@Nullable Void> {
        @Override
        public @Nullable Void read(XMLStreamReader body, ReplyHead head) {
            return null;
        }

        @Override
        public @Nullable Void readFault(ServerFault fault, ReplyHead head) {
            return null;
        }
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
