package dev.wsman.testkit.event.delivery;

import dev.wsman.testkit.event.EventFeed;
import dev.wsman.testkit.event.SourceEvent;
import dev.wsman.testkit.event.delivery.SourceClient.MessageForm;
import dev.wsman.testkit.event.delivery.SourceClient.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Delivers indications as openwsman does (captures/openwsman/eventing/sink): an event that the sink does not accept is
 * lost, and a missing Ack, or one with the Action of the standard, ends the subscription without notice.
 */
final class OpenwsmanDelivery implements DeliveryLoop {
    private static final String MISSPELT = "http://schemas.xmlsoap.org/wbmem/wsman/1/wsman/";
    private static final String WSA = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
    private static final String WSMAN = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd";
    private static final String START = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:wsa=\"" + WSA + "\" xmlns:wsman=\""
            + WSMAN + "\">";

    private final DeliverySettings settings;
    private final EventFeed feed;
    private final SourceClient sink;
    private final DeliveryClock clock;
    private final Function<SourceEvent, IndicationText> writer;
    private final DeliveryObserver observer;
    private boolean ended;

    OpenwsmanDelivery(
            DeliverySettings settings,
            EventFeed feed,
            SourceClient sink,
            DeliveryClock clock,
            Function<SourceEvent, IndicationText> writer,
            DeliveryObserver observer) {
        this.settings = settings;
        this.feed = feed;
        this.sink = sink;
        this.clock = clock;
        this.writer = writer;
        this.observer = observer;
    }

    @Override
    public void run(boolean startsWithBookmark, String subscriptionId) throws InterruptedException {
        while (!ended && !feed.isClosed()) {
            Instant now = clock.now();
            Duration silence = settings.heartbeats().orElse(Duration.ofDays(1));
            if (clock.awaitEvent(feed, now.plus(silence))) {
                deliver();
            } else if (!feed.isClosed() && settings.heartbeats().isPresent()) {
                send(heartbeat());
            }
        }
    }

    /** MaxTime is not recorded: a batch waits for it as EVENTING.md 1.2 requires. */
    private void deliver() throws InterruptedException {
        boolean batches = settings.mode().equals(DeliverySettings.EVENTS);
        if (batches && !settings.maxTime().isZero()) {
            clock.pause(feed, settings.maxTime());
        }
        List<IndicationText> events = feed.read(batches ? settings.maxElements() : 1, Long.MAX_VALUE).stream()
                .map(writer)
                .toList();
        if (events.isEmpty()) {
            return;
        }
        Outcome outcome = send(batches ? batch(events) : single(events.get(0)));
        if (outcome.isSuccess()) {
            observer.delivered(events.size(), "");
        }
        boolean needsAck = !settings.mode().equals(DeliverySettings.PUSH);
        ended = needsAck && !outcome.action().equals(MISSPELT + "Ack");
    }

    private Outcome send(String envelope) {
        Outcome outcome = sink.send(settings.notifyTo().url(), envelope, MessageForm.UTF_8);
        observer.attempted(outcome.status());
        return outcome;
    }

    /** 007 and 009: the header Action is the one of WS-Management, and there is no wsa:Action. */
    private String single(IndicationText event) {
        boolean acknowledged = !settings.mode().equals(DeliverySettings.PUSH);
        return START + "<s:Header>" + to() + (acknowledged ? "<wsman:AckRequested/>" : "") + references() + messageId()
                + "<wsman:Action>" + event.classUri() + "</wsman:Action></s:Header><s:Body>" + event.properties()
                + "</s:Body></s:Envelope>";
    }

    /** 012. */
    private String batch(List<IndicationText> events) {
        StringBuilder body = new StringBuilder("<wsman:Events>");
        events.forEach(event -> body.append("<wsman:Event wsman:Action=\"")
                .append(event.classUri())
                .append("\">")
                .append(event.properties())
                .append("</wsman:Event>"));
        return START + "<s:Header>" + to() + "<wsman:AckRequested/>" + references() + "<wsa:Action>"
                + DeliverySettings.EVENTS + "</wsa:Action>" + messageId() + "</s:Header><s:Body>" + body
                + "</wsman:Events></s:Body></s:Envelope>";
    }

    /** 013: the attribute mustUnderstand is in the namespace of XML Schema. */
    private String heartbeat() {
        return START + "<s:Header>" + to()
                + "<wsa:Action xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xs:mustUnderstand=\"true\">" + MISSPELT
                + "Heartbeat</wsa:Action>" + messageId() + "</s:Header><s:Body/></s:Envelope>";
    }

    private String to() {
        return "<wsa:To>" + settings.notifyTo().url() + "</wsa:To>";
    }

    private String references() {
        return String.join("", settings.notifyTo().headers());
    }

    private static String messageId() {
        return "<wsa:MessageID>uuid:" + UUID.randomUUID() + "</wsa:MessageID>";
    }

    /** openwsman sends none. */
    @Override
    public void end(String status, long code, String message) {
        ended = true;
    }
}
