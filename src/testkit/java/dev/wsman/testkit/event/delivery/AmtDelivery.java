package dev.wsman.testkit.event.delivery;

import dev.wsman.testkit.event.EventFeed;
import dev.wsman.testkit.event.SourceEvent;
import dev.wsman.testkit.event.delivery.SourceClient.MessageForm;
import dev.wsman.testkit.event.delivery.SourceClient.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Delivers alerts as Intel AMT does (EVENTING.md 3.5): one in each message, which the sink acknowledges with the Ack of
 * the standard. An alert that is not accepted is kept for 30 seconds and then lost. How often AMT tries in this time is
 * not known. There are no heartbeats and no SubscriptionEnd.
 */
final class AmtDelivery implements DeliveryLoop {
    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final String WSA = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
    private static final AtomicLong MESSAGES = new AtomicLong();

    private final DeliverySettings settings;
    private final EventFeed feed;
    private final SourceClient sink;
    private final DeliveryClock clock;
    private final Function<SourceEvent, IndicationText> writer;

    AmtDelivery(
            DeliverySettings settings,
            EventFeed feed,
            SourceClient sink,
            DeliveryClock clock,
            Function<SourceEvent, IndicationText> writer) {
        this.settings = settings;
        this.feed = feed;
        this.sink = sink;
        this.clock = clock;
        this.writer = writer;
    }

    @Override
    public void run(boolean startsWithBookmark, String subscriptionId) throws InterruptedException {
        while (!feed.isClosed()) {
            if (clock.awaitEvent(feed, clock.now().plus(Duration.ofDays(1)))) {
                List<SourceEvent> events = feed.read(1, Long.MAX_VALUE);
                if (!events.isEmpty()) {
                    deliver(writer.apply(events.get(0)));
                }
            }
        }
    }

    private void deliver(IndicationText alert) throws InterruptedException {
        Instant lost = clock.now().plus(KEPT);
        while (!feed.isClosed() && clock.now().isBefore(lost)) {
            if (isAccepted(sink.send(settings.notifyTo().url(), message(alert), MessageForm.UTF_8))) {
                return;
            }
            sink.disconnect();
            clock.pause(feed, PAUSE);
        }
    }

    private boolean acknowledged() {
        return !settings.mode().equals(DeliverySettings.PUSH);
    }

    private boolean isAccepted(Outcome outcome) {
        return outcome.isSuccess() && (!acknowledged() || outcome.action().equals(WindowsMessages.ACTION + "Ack"));
    }

    /** The recorded sample does not show its delivery mode; AckRequested is the header of PushWithAck. */
    private String message(IndicationText alert) {
        String anonymous = "<b:Address>" + WSA + "/role/anonymous</b:Address>";
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a:Envelope xmlns:a=\"http://www.w3.org/2003/05/soap-envelope\""
                + " xmlns:b=\"" + WSA + "\" xmlns:c=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\"><a:Header><b:To>"
                + WSA + "/role/anonymous</b:To><b:ReplyTo>" + anonymous + "</b:ReplyTo>"
                + (acknowledged() ? "<c:AckRequested></c:AckRequested>" : "")
                + "<b:Action a:mustUnderstand=\"true\">" + WindowsMessages.ACTION + "Event</b:Action><b:MessageID>"
                + String.format(Locale.ROOT, "uuid:00000000-8086-8086-8086-%012d", MESSAGES.incrementAndGet())
                + "</b:MessageID><c:ResourceURI>" + alert.classUri() + "</c:ResourceURI>"
                + String.join("", settings.notifyTo().headers()) + "</a:Header><a:Body>" + alert.properties()
                + "</a:Body></a:Envelope>";
    }

    /** AMT sends none. */
    @Override
    public void end(String status, long code, String message) {
        // the deliveries have ended
    }
}
