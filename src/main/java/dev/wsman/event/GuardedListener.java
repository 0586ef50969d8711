package dev.wsman.event;

import dev.wsman.WsmanException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Calls a listener on threads of the library. Its exceptions are logged, so that they neither refuse a delivery nor
 * end a recovery; except that of {@link #replayed}, which keeps the subscription from being opened. Thread-safe if
 * the listener is.
 */
final class GuardedListener implements SubscriptionListener {
    private static final Logger LOG = System.getLogger("dev.wsman");

    private final SubscriptionListener listener;

    GuardedListener(SubscriptionListener listener) {
        this.listener = listener;
    }

    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a listener of an event subscription failed", e);
        }
    }

    @Override
    public void replayed(List<String> channels) {
        listener.replayed(channels);
    }

    @Override
    public void renewed(Optional<Duration> expires) {
        guarded(() -> listener.renewed(expires));
    }

    @Override
    public void retrying(WsmanException failure, int attempt, Duration pause) {
        guarded(() -> listener.retrying(failure, attempt, pause));
    }

    @Override
    public void resubscribed(Optional<Bookmark> after, boolean mayRepeat) {
        guarded(() -> listener.resubscribed(after, mayRepeat));
    }

    @Override
    public void gap(EventGap gap) {
        guarded(() -> listener.gap(gap));
    }

    @Override
    public void dropped(long events) {
        guarded(() -> listener.dropped(events));
    }

    @Override
    public void heartbeat() {
        guarded(listener::heartbeat);
    }

    @Override
    public void unreadable(String xml, String reason) {
        guarded(() -> listener.unreadable(xml, reason));
    }

    @Override
    public void refused(Exception failure) {
        guarded(() -> listener.refused(failure));
    }

    @Override
    public void lost(WsmanException reason) {
        guarded(() -> listener.lost(reason));
    }

    @Override
    public void failed(WsmanException failure) {
        guarded(() -> listener.failed(failure));
    }
}
