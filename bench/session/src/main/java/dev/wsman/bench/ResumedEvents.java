package dev.wsman.bench;

import dev.wsman.Session;
import dev.wsman.WsmanException;
import dev.wsman.event.EventQuery;
import dev.wsman.event.Subscription;
import dev.wsman.event.WindowsEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Reads the events of the service {@code EventService}, whose connections break, up to the last one. Prints how many
 * were never seen, how many different keys there were, how many events were written, and how many arrived again. The
 * argument is the URL of the service.
 */
public final class ResumedEvents {
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final int OPEN_ATTEMPTS = 20;

    private record Key(String computer, String channel, long record) {}

    private final Set<Key> keys = new HashSet<>();
    private final Set<Long> records = new HashSet<>();
    private long arrived;
    private long last;

    private ResumedEvents() {}

    public static void main(String[] arguments) {
        ResumedEvents resumed = new ResumedEvents();
        try (Session session = Session.builder(arguments[0]).build();
                Subscription<WindowsEvent> subscription = open(session)) {
            while (resumed.last == 0) {
                subscription.poll(WAIT).events().forEach(resumed::add);
            }
        }
        System.out.println(resumed);
    }

    /** Opens the subscription. Opening is one attempt, which may meet a disconnection. */
    private static Subscription<WindowsEvent> open(Session session) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Subscription.eventLog(session, EventQuery.channel(EventContract.CHANNEL))
                        .fromOldest()
                        .batchItems(50)
                        .retryPause(Duration.ofMillis(5))
                        .open();
            } catch (WsmanException e) {
                if (attempt == OPEN_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void add(WindowsEvent event) {
        long record = event.recordId().orElseThrow();
        keys.add(new Key(event.computer().orElseThrow(), event.channel().orElseThrow(), record));
        records.add(record);
        arrived++;
        if (event.id().orElseThrow() == EventContract.LAST) {
            last = record;
        }
    }

    @Override
    public String toString() {
        long missing = LongStream.rangeClosed(1, last)
                .filter(record -> !records.contains(record))
                .count();
        return missing + " " + keys.size() + " " + last + " " + (arrived - keys.size());
    }
}
