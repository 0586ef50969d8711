package dev.wsman.testkit.event.delivery;

import dev.wsman.testkit.event.EventFeed;
import dev.wsman.testkit.event.SourceEvent;
import dev.wsman.testkit.event.delivery.SourceClient.MessageForm;
import dev.wsman.testkit.event.delivery.SourceClient.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Delivers the events of one subscription as Windows does (EVENTING.md 1.2, 4.1 and 4.3): one batch at a time, and the
 * same batch again after the pause of ConnectionRetry until the sink has accepted it.
 */
final class WindowsDelivery implements DeliveryLoop {
    /** The headers of a delivery and the start and end tags, in bytes of UTF-8. */
    private static final int ENVELOPE_SIZE = 3072;
    /** The element around an event. */
    private static final int WRAPPER = 120;

    private final DeliverySettings settings;
    private final EventFeed feed;
    private final SourceClient sink;
    private final DeliveryClock clock;
    private final WindowsMessages messages;
    private final Function<SourceEvent, String> writer;
    private final DeliveryObserver observer;
    private final MessageForm form;
    private boolean ended;

    WindowsDelivery(
            DeliverySettings settings,
            EventFeed feed,
            SourceClient sink,
            DeliveryClock clock,
            WindowsMessages messages,
            Function<SourceEvent, String> writer,
            DeliveryObserver observer) {
        this.settings = settings;
        this.feed = feed;
        this.sink = sink;
        this.clock = clock;
        this.messages = messages;
        this.writer = writer;
        this.observer = observer;
        this.form = new MessageForm(settings.utf16(), settings.compressed());
    }

    @Override
    public void run(boolean startsWithBookmark, String subscriptionId) throws InterruptedException {
        if (startsWithBookmark) {
            String event =
                    messages.subscriptionBookmark(subscriptionId, clock.now().toString());
            deliver(List.of(event), bookmark());
        }
        while (!ended && !feed.isClosed()) {
            Instant silence = settings.heartbeats().map(clock.now()::plus).orElse(Instant.MAX);
            if (clock.awaitEvent(feed, latest(silence))) {
                deliverEvents();
            } else if (!feed.isClosed() && !clock.now().isBefore(silence)) {
                post(this::heartbeat);
            }
        }
    }

    /** A wait of a day is as good as one without an end. */
    private Instant latest(Instant silence) {
        Instant tomorrow = clock.now().plus(Duration.ofDays(1));
        return silence.isBefore(tomorrow) ? silence : tomorrow;
    }

    private String heartbeat() {
        return messages.delivery(settings, WindowsMessages.ACTION + "Heartbeat", "", true, "<w:Events></w:Events>");
    }

    private boolean batches() {
        return settings.mode().equals(DeliverySettings.EVENTS);
    }

    private void deliverEvents() throws InterruptedException {
        int room = (settings.utf16() ? settings.maxEnvelopeSize() / 2 : settings.maxEnvelopeSize()) - ENVELOPE_SIZE;
        if (batches() && nextLength() > room) {
            tooLarge();
            return;
        }
        List<String> batch = new ArrayList<>();
        Instant closes = clock.now().plus(settings.maxTime());
        int most = batches() ? settings.maxElements() : 1;
        int size = 0;
        while (batch.size() < most && isNextIn(batch, size, room, closes)) {
            String event = writer.apply(feed.read(1, Long.MAX_VALUE).get(0));
            size += event.length() + WRAPPER;
            batch.add(event);
        }
        deliver(batch, bookmark());
    }

    /** Whether there is another event that fits into a batch before the batch closes. */
    private boolean isNextIn(List<String> batch, int size, int room, Instant closes) throws InterruptedException {
        boolean waits = batches() && !batch.isEmpty();
        boolean present = feed.peek().isPresent() || waits && clock.awaitEvent(feed, closes);
        return present && !feed.isClosed() && (batch.isEmpty() || size + nextLength() <= room);
    }

    private int nextLength() {
        return feed.peek().map(event -> writer.apply(event).length() + WRAPPER).orElse(0);
    }

    /** Does with an event that does not fit what the Policy of MaxEnvelopeSize requires (EVENTING.md 1.2). */
    private void tooLarge() throws InterruptedException {
        feed.read(1, Long.MAX_VALUE);
        switch (settings.envelopePolicy()) {
            case "Notify" ->
                post(() -> messages.delivery(
                        settings,
                        WindowsMessages.ACTION + "Events",
                        bookmark(),
                        true,
                        "<w:Events><w:Event Action=\"" + WindowsMessages.ACTION
                                + "DroppedEvents\"><w:DroppedEvents Action=\"" + WindowsMessages.ACTION
                                + "Event\">1</w:DroppedEvents></w:Event></w:Events>"));
            case "Skip" -> {
                // dropped without notice
            }
            default -> end("SourceCancelling", 2150858824L, "An event is larger than MaxEnvelopeSize.");
        }
    }

    private void deliver(List<String> events, String bookmark) throws InterruptedException {
        boolean acknowledged = !settings.mode().equals(DeliverySettings.PUSH);
        String action = WindowsMessages.ACTION + (batches() ? "Events" : "Event");
        String body = batches() ? WindowsMessages.events(events, settings.cdata()) : String.join("", events);
        post(() -> messages.delivery(settings, action, bookmark, acknowledged, body));
        if (!ended) {
            observer.delivered(events.size(), bookmark);
        }
    }

    private String bookmark() {
        return settings.sendsBookmarks() ? feed.bookmark().orElse("") : "";
    }

    /** A message that is written anew for each attempt, with another MessageID. */
    private interface Message {
        String write();
    }

    private void post(Message message) throws InterruptedException {
        for (int attempt = 0; !feed.isClosed(); attempt++) {
            Outcome outcome = sink.send(settings.notifyTo().url(), message.write(), form);
            observer.attempted(outcome.status());
            if (accepts(outcome)) {
                return;
            }
            if (outcome.isRefusal()) {
                // no SubscriptionEnd follows (EVENTING.md 4.3)
                ended = true;
                return;
            }
            if (attempt >= settings.retries()) {
                end("DeliveryFailure", 2150858908L, "The sink did not accept a delivery.");
                return;
            }
            sink.disconnect();
            clock.pause(feed, settings.retryPause());
        }
    }

    private boolean accepts(Outcome outcome) {
        boolean needsAck = !settings.mode().equals(DeliverySettings.PUSH);
        return outcome.isSuccess() && (!needsAck || outcome.action().equals(WindowsMessages.ACTION + "Ack"));
    }

    /**
     * Sends SubscriptionEnd and then End, which is labeled as compressed if the deliveries are, but is not (07, 08;
     * EVENTING.md 4.2).
     */
    @Override
    public void end(String status, long code, String message) {
        ended = true;
        settings.endTo().ifPresent(endTo -> {
            sink.send(endTo.url(), messages.subscriptionEnd(endTo, status, code, message), form);
            sink.send(endTo.url(), WindowsMessages.end(), form.uncompressed());
        });
    }
}
