package dev.wsman.bench;

import dev.wsman.Session;
import dev.wsman.event.DeliveryMode;
import dev.wsman.event.EventHandler;
import dev.wsman.event.EventQuery;
import dev.wsman.event.EventSink;
import dev.wsman.event.PushSubscription;
import dev.wsman.event.WindowsEvent;
import java.net.InetAddress;

/** Receives deliveries in a sink, used as the guide recommends. */
final class SessionSink implements EventReader {
    static EventSink sink() {
        return EventSink.builder()
                .bindAddress(InetAddress.getLoopbackAddress())
                .port(0)
                .unauthenticated()
                .open();
    }

    static PushSubscription<WindowsEvent> open(Session session, EventSink sink, EventHandler<WindowsEvent> handler) {
        return PushSubscription.eventLog(session, EventQuery.channel(EventContract.CHANNEL), sink)
                .mode(DeliveryMode.EVENTS)
                .handler(handler)
                .open();
    }

    @Override
    @SuppressWarnings("try") // the subscription only has to be open
    public void read(String url, EventWindow window) {
        try (Session session = SessionPoll.session(url);
                EventSink sink = sink();
                PushSubscription<WindowsEvent> subscription = open(session, sink, delivery -> {
                    delivery.events().forEach(EventUse::use);
                    window.add(delivery.events().size());
                })) {
            window.await();
        }
    }
}
