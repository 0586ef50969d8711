package dev.wsman.bench;

import dev.wsman.Session;
import dev.wsman.event.EventBatch;
import dev.wsman.event.EventQuery;
import dev.wsman.event.Subscription;
import dev.wsman.event.WindowsEvent;
import java.time.Duration;

/** Polls a subscription, used as the guide recommends. */
final class SessionPoll implements EventReader {
    private static final Duration WAIT = Duration.ofSeconds(10);

    static Subscription<WindowsEvent> open(Session session) {
        return Subscription.eventLog(session, EventQuery.channel(EventContract.CHANNEL))
                .open();
    }

    static Session session(String url) {
        return Session.builder(url).maxEnvelopeSize(1L << 30).build();
    }

    @Override
    public void read(String url, EventWindow window) {
        try (Session session = session(url);
                Subscription<WindowsEvent> subscription = open(session)) {
            while (window.isOpen()) {
                EventBatch<WindowsEvent> batch = subscription.poll(WAIT);
                batch.events().forEach(EventUse::use);
                window.add(batch.events().size());
            }
        }
    }
}
