package dev.wsman.testkit.event.delivery;

import dev.wsman.testkit.event.EventFeed;
import dev.wsman.testkit.event.SourceEvent;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** The deliveries of one subscription in a thread of their own. Thread-safe. */
public final class EventPush implements AutoCloseable {
    private static final int LONGEST_END_SECONDS = 10;
    private static final DeliveryObserver UNOBSERVED = new DeliveryObserver() {
        @Override
        public void attempted(int status) {
            // of no interest
        }

        @Override
        public void delivered(int events, String bookmark) {
            // of no interest
        }
    };

    private final SourceClient sink;
    private final DeliveryLoop delivery;
    private final EventFeed feed;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile Optional<String> cancellation = Optional.empty();

    EventPush(SourceClient sink, DeliveryLoop delivery, EventFeed feed) {
        this.sink = sink;
        this.delivery = delivery;
        this.feed = feed;
    }

    /**
     * Returns the deliveries of a Windows source.
     *
     * @param machine the name of the source
     * @param tls the TLS for sinks with https
     * @param writer writes an event
     */
    public static EventPush windows(
            DeliverySettings settings,
            EventFeed feed,
            Clock clock,
            String machine,
            SSLContext tls,
            Function<SourceEvent, String> writer) {
        SourceClient sink = new SourceClient(security(settings, tls, false), "Microsoft WinRM Client");
        return new EventPush(
                sink,
                new WindowsDelivery(
                        settings,
                        feed,
                        sink,
                        new DeliveryClock(clock),
                        new WindowsMessages(machine),
                        writer,
                        UNOBSERVED),
                feed);
    }

    /**
     * Returns the deliveries of openwsman.
     *
     * @param tls the TLS for sinks with https
     * @param writer writes an indication
     */
    public static EventPush openwsman(
            DeliverySettings settings,
            EventFeed feed,
            Clock clock,
            SSLContext tls,
            Function<SourceEvent, IndicationText> writer) {
        SourceClient sink = new SourceClient(security(settings, tls, false), "openwsman 2.2.0");
        return new EventPush(
                sink, new OpenwsmanDelivery(settings, feed, sink, new DeliveryClock(clock), writer, UNOBSERVED), feed);
    }

    /**
     * Returns the deliveries of Intel AMT, which logs in to a sink by Digest.
     *
     * @param tls the TLS for sinks with https
     * @param writer writes an alert, as an instance in its own element
     */
    public static EventPush amt(
            DeliverySettings settings,
            EventFeed feed,
            Clock clock,
            SSLContext tls,
            Function<SourceEvent, IndicationText> writer) {
        // the User-Agent of AMT is not recorded
        SourceClient sink = new SourceClient(security(settings, tls, true), "Intel(R) Active Management Technology");
        return new EventPush(sink, new AmtDelivery(settings, feed, sink, new DeliveryClock(clock), writer), feed);
    }

    private static SinkSecurity security(DeliverySettings settings, SSLContext tls, boolean digest) {
        Optional<SinkPassword> password = settings.user().isEmpty()
                ? Optional.empty()
                : Optional.of(new SinkPassword(settings.user(), settings.password(), digest));
        return new SinkSecurity.Plain(tls, password);
    }

    /** Returns the TLS of the JVM. */
    public static SSLContext defaultTls() {
        return SourceClient.defaultTls();
    }

    /**
     * Starts the deliveries.
     *
     * @param startsWithBookmark whether the first delivery only has the position at which the subscription starts
     * @param atEnd is called when the source ends the subscription
     */
    public void start(Executor threads, boolean startsWithBookmark, String subscriptionId, Runnable atEnd) {
        try {
            threads.execute(() -> run(startsWithBookmark, subscriptionId, atEnd));
        } catch (RejectedExecutionException stopping) {
            close();
            finished.countDown();
        }
    }

    private void run(boolean startsWithBookmark, String subscriptionId, Runnable atEnd) {
        try {
            delivery.run(startsWithBookmark, subscriptionId);
            cancellation.ifPresent(status -> delivery.end(status, 0, ""));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            sink.close();
            atEnd.run();
            finished.countDown();
        }
    }

    /** Stops after the current delivery with a SubscriptionEnd, if the server sends one. Waits until it is sent. */
    public void cancel(String status) {
        cancellation = Optional.of(status);
        feed.close();
        try {
            if (!finished.await(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                close();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    /** Stops without notice. */
    @Override
    public void close() {
        feed.close();
        sink.close();
    }
}
