package dev.wsman.testkit.event.delivery;

import dev.wsman.testkit.event.ChannelQuery;
import dev.wsman.testkit.event.EventBookmark;
import dev.wsman.testkit.event.EventLogs;
import dev.wsman.testkit.event.EventSourceException;
import dev.wsman.testkit.event.EventXml;
import dev.wsman.testkit.event.LogFeed;
import dev.wsman.testkit.event.LoggedEvent;
import dev.wsman.testkit.event.StalePosition;
import dev.wsman.testkit.event.delivery.SourceClient.MessageForm;
import dev.wsman.testkit.event.delivery.SourceClient.Outcome;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The conversation of a forwarding host with its collector (captures/windows/wef, EVENTING.md 5). Thread-safe. */
public final class ForwardingClient implements AutoCloseable {
    private static final String EARLIEST = "http://schemas.dmtf.org/wbem/wsman/1/wsman/bookmark/earliest";

    private final ForwardingSettings settings;
    private final EventLogs logs;
    private final WindowsMessages messages;
    private final Map<String, EventPush> current = new LinkedHashMap<>();
    private final AtomicLong delivered = new AtomicLong();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "wsman-forwarding-host");
        thread.setDaemon(true);
        return thread;
    });

    /** Creates a client that delivers events of these logs. */
    public ForwardingClient(ForwardingSettings settings, EventLogs logs) {
        this.settings = settings;
        this.logs = logs;
        this.messages = new WindowsMessages(settings.machineId());
    }

    /** Enumerates the subscriptions and applies the changes. Returns the HTTP status; 0 if there was no reply. */
    public synchronized int refresh() {
        try (SourceClient manager = new SourceClient(settings.security(), "Microsoft WinRM Client")) {
            URI url = settings.collector();
            Outcome outcome = manager.send(url, messages.enumerate(url.toString()), MessageForm.UTF_16);
            settings.observer().accept("Enumerate " + outcome.status());
            if (outcome.isSuccess()) {
                Outcome end = manager.send(url, WindowsMessages.end(), MessageForm.UTF_16);
                settings.observer().accept("End " + end.status());
                // deliveries use a second connection
                manager.disconnect();
                EventXml.parse(outcome.body()).map(Document::getDocumentElement).ifPresent(this::apply);
            }
            return outcome.status();
        }
    }

    private void apply(Element envelope) {
        Map<String, Element> offered = new LinkedHashMap<>();
        EventXml.descendant(envelope, "Items").stream()
                .flatMap(items -> EventXml.children(items).stream())
                .forEach(each -> offered.put(
                        EventXml.text(each, "Version"),
                        EventXml.child(each, "Envelope").orElseThrow()));
        List.copyOf(current.keySet()).stream()
                .filter(version -> !offered.containsKey(version))
                .forEach(version -> current.remove(version).close());
        offered.forEach((version, subscribe) -> {
            if (!current.containsKey(version)) {
                subscribe(version, subscribe);
            }
        });
    }

    private void subscribe(String version, Element envelope) {
        DeliverySettings delivery = DeliverySettings.read(envelope);
        try {
            Element subscribe = EventXml.descendant(envelope, "Subscribe").orElseThrow();
            Optional<Element> bookmark = EventXml.child(subscribe, "Bookmark");
            LogFeed feed = feed(EventXml.child(envelope, "Header").orElseThrow(), subscribe, bookmark);
            SourceClient sink = new SourceClient(settings.security(), "Microsoft WinRM Client");
            EventPush push = new EventPush(sink, delivery(delivery, feed, sink), feed);
            current.put(version, push);
            push.start(threads, bookmark.isEmpty(), identifier(delivery, version), () -> ended(version, push));
        } catch (EventSourceException unreadable) {
            refuse(delivery, unreadable);
        }
    }

    private WindowsDelivery delivery(DeliverySettings delivery, LogFeed feed, SourceClient sink) {
        return new WindowsDelivery(
                delivery,
                feed,
                sink,
                new DeliveryClock(settings.clock()),
                messages,
                event -> delivery.rendered() ? ((LoggedEvent) event).renderedXml() : ((LoggedEvent) event).xml(),
                new DeliveryObserver() {
                    @Override
                    public void attempted(int status) {
                        settings.observer().accept("Delivery " + status);
                    }

                    @Override
                    public void delivered(int events, String bookmark) {
                        delivered.addAndGet(events);
                    }
                });
    }

    private static String identifier(DeliverySettings delivery, String version) {
        return delivery.notifyTo().headers().stream()
                .filter(header -> header.contains("Identifier"))
                .map(header -> header.replaceAll("<[^>]*>", "").strip())
                .findFirst()
                .orElse(version);
    }

    private LogFeed feed(Element header, Element subscribe, Optional<Element> bookmark) {
        Element filter = EventXml.child(subscribe, "Filter").orElseThrow();
        Element query = EventXml.children(filter).stream()
                .findFirst()
                .orElseGet(() ->
                        EventXml.parse(filter.getTextContent()).orElseThrow().getDocumentElement());
        boolean earliest = bookmark.filter(each -> each.getTextContent().strip().equals(EARLIEST))
                .isPresent();
        return LogFeed.open(
                logs,
                ChannelQuery.read(query, settings.clock()),
                new LogFeed.Start(
                        earliest ? Optional.empty() : bookmark.map(EventBookmark::read),
                        earliest
                                || DeliverySettings.option(header, "ReadExistingEvents")
                                        .isPresent(),
                        DeliverySettings.option(header, "IgnoreChannelError").isPresent(),
                        StalePosition.OLDEST));
    }

    /** A log that cannot be read ends the subscription with SourceCancelling (EVENTING.md 2.3). */
    private void refuse(DeliverySettings delivery, EventSourceException unreadable) {
        try (SourceClient sink = new SourceClient(settings.security(), "Microsoft WinRM Client")) {
            delivery.endTo().ifPresent(endTo -> {
                String end = messages.subscriptionEnd(
                        endTo, "SourceCancelling", unreadable.fault().code(), unreadable.getMessage());
                MessageForm form = new MessageForm(delivery.utf16(), delivery.compressed());
                settings.observer()
                        .accept("SubscriptionEnd "
                                + sink.send(endTo.url(), end, form).status());
                Outcome last = sink.send(endTo.url(), WindowsMessages.end(), form.uncompressed());
                settings.observer().accept("End " + last.status());
            });
        }
    }

    private synchronized void ended(String version, EventPush push) {
        current.remove(version, push);
    }

    /** The versions of the current subscriptions. */
    public synchronized List<String> versions() {
        return new ArrayList<>(current.keySet());
    }

    /** The number of events that were accepted. */
    public long delivered() {
        return delivered.get();
    }

    /** Ends all subscriptions with SourceShuttingDown. */
    public void shutDown() {
        pushes().forEach(push -> push.cancel("SourceShuttingDown"));
    }

    private synchronized List<EventPush> pushes() {
        List<EventPush> all = List.copyOf(current.values());
        current.clear();
        return all;
    }

    @Override
    public void close() {
        pushes().forEach(EventPush::close);
        threads.shutdownNow();
    }
}
