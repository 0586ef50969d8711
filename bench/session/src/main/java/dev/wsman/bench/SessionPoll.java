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
    public long read(String url, long nanos) {
        long count = 0;
        try (Session session = session(url);
                Subscription<WindowsEvent> subscription = open(session)) {
            long start = System.nanoTime();
            do {
                EventBatch<WindowsEvent> batch = subscription.poll(WAIT);
                batch.events().forEach(EventUse::use);
                count += batch.events().size();
            } while (System.nanoTime() - start < nanos);
        }
        return count;
    }
}
