package dev.wsman.bench;

import dev.wsman.Session;
import dev.wsman.event.EventSink;
import dev.wsman.event.PushSubscription;
import dev.wsman.event.Subscription;
import dev.wsman.event.WindowsEvent;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongConsumer;

/**
 * Reads many events, by {@code poll} or in a sink. Prints the nanoseconds per event in each quarter. Arguments: the URL
 * of the source, {@code poll} or {@code sink}, the number of events.
 */
public final class MillionEvents {
    private static final Duration WAIT = Duration.ofSeconds(10);

    private MillionEvents() {}

    public static void main(String[] arguments) throws InterruptedException {
        long events = Long.parseLong(arguments[2]);
        Quarters warmUp = new Quarters(Math.max(events / 20, 1000));
        Quarters quarters = new Quarters(events);
        LongConsumer counted = count -> {
            if (warmUp.isOpen()) {
                warmUp.add(count);
            } else {
                quarters.add(count);
            }
        };
        try (Session session = SessionPoll.session(arguments[0])) {
            if (arguments[1].equals("poll")) {
                poll(session, quarters, counted);
            } else {
                receive(session, quarters, counted);
            }
        }
        System.out.println(quarters);
        System.exit(0);
    }

    private static void poll(Session session, Quarters quarters, LongConsumer counted) {
        try (Subscription<WindowsEvent> subscription = SessionPoll.open(session)) {
            while (quarters.isOpen()) {
                var batch = subscription.poll(WAIT);
                batch.events().forEach(EventUse::use);
                counted.accept(batch.events().size());
            }
        }
    }

    @SuppressWarnings("try") // the subscription only has to be open
    private static void receive(Session session, Quarters quarters, LongConsumer counted) throws InterruptedException {
        try (EventSink sink = SessionSink.sink();
                PushSubscription<WindowsEvent> subscription = SessionSink.open(session, sink, delivery -> {
                    delivery.events().forEach(EventUse::use);
                    counted.accept(delivery.events().size());
                })) {
            quarters.done.await();
        }
    }

    /** The times of the quarters of a number of events. */
    private static final class Quarters {
        private final long quarter;
        private final StringBuilder line = new StringBuilder();
        final CountDownLatch done = new CountDownLatch(4);
        private long start;
        private long count;

        Quarters(long events) {
            quarter = events / 4;
        }

        synchronized boolean isOpen() {
            return done.getCount() > 0;
        }

        synchronized void add(long events) {
            if (start == 0) {
                start = System.nanoTime(); // the batch that it starts with is not part of it
                return;
            }
            count += events;
            if (count >= quarter && isOpen()) {
                long now = System.nanoTime();
                line.append((now - start) / count).append(' ');
                start = now;
                count = 0;
                done.countDown();
            }
        }

        @Override
        public synchronized String toString() {
            return line.toString().trim();
        }
    }
}
