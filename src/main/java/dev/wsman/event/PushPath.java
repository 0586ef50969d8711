package dev.wsman.event;

import dev.wsman.internal.event.OpenSubscription;
import dev.wsman.internal.event.PushClient;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One subscription on the server and its own path at the sink: the path distinguishes late deliveries of a subscription
 * that was replaced. Thread-safe.
 */
final class PushPath {
    private static final Logger LOG = System.getLogger("dev.wsman");

    private final PushClient client;
    private final EventSink sink;
    private final SinkRoute route;
    private final String token = SinkRouter.newToken();
    private volatile @Nullable OpenSubscription open;

    PushPath(PushClient client, EventSink sink, SinkRoute route) {
        this.client = client;
        this.sink = sink;
        this.route = route;
    }

    /** Subscribes. Deliveries are accepted before the server has replied. */
    void subscribe(@Nullable Bookmark after, boolean oldest) {
        sink.register(token, route);
        try {
            open = client.subscribe(
                    sink.address(token, route.identifier()), after == null ? null : after.content(), oldest);
        } finally {
            if (open == null) {
                sink.unregister(token, route);
            }
        }
    }

    boolean isAt(String path) {
        return token.equals(path);
    }

    private OpenSubscription open() {
        return Objects.requireNonNull(open, "not subscribed");
    }

    /** Returns the granted time; null if the subscription does not end. */
    @Nullable
    Duration expires() {
        return open().expires();
    }

    /** Requests the time that is left; null if the subscription does not end. */
    @Nullable
    Duration timeLeft() {
        return client.status(open());
    }

    /** Renews the subscription. If the reply has no time, the time before is taken to be granted again. */
    @Nullable
    Duration renew() {
        Duration granted = client.renew(open());
        return granted == null ? expires() : granted;
    }

    /** Ends the subscription, also on an interrupted thread or while the session closes. Does not fail. */
    void end(Duration limit) {
        try {
            client.abandon(open(), limit);
        } finally {
            sink.unregister(token, route);
        }
    }

    /** Ends the subscription in one attempt, also while the session closes; its source may have ended it before. */
    void endQuietly(Duration limit) {
        sink.unregister(token, route);
        try {
            client.unsubscribeQuietly(open(), limit);
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "a subscription could not be ended; its source ends it when deliveries fail", e);
        }
    }
}
