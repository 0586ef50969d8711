package dev.wsman.event;

import dev.wsman.Session;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.WsmanServiceBuilder;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/** A service with the event logs of Windows, and a session with it: the base of tests of pulled event logs. */
abstract class EventLogFixture {
    static final Duration SOON = Duration.ofSeconds(20);

    final EventRecorder heard = new EventRecorder();
    WsmanService service;
    Session session;

    EventLogFixture() {
        start(builder());
    }

    static WsmanServiceBuilder builder() {
        return WsmanService.builder().quirks(ServerQuirks.WINRM).withoutAuthentication();
    }

    /** Replaces the service and the session. */
    final void start(WsmanServiceBuilder settings) {
        start(settings, UnaryOperator.identity());
    }

    /** Replaces the service and the session, which has more settings. */
    final void start(WsmanServiceBuilder settings, UnaryOperator<Session.Builder> more) {
        if (service != null) {
            close();
        }
        service = settings.build().start();
        session = more.apply(Session.builder(service.endpoint())).build();
    }

    @AfterEach
    final void close() {
        session.close();
        service.close();
    }

    /** A subscription to all events of System whose retries do not wait for long. */
    final Subscription.Builder<WindowsEvent> system() {
        return Subscription.eventLog(session, EventQuery.channel("System"))
                .retryPause(Duration.ofMillis(10))
                .listener(heard);
    }

    static List<Long> records(EventBatch<WindowsEvent> batch) {
        return batch.events().stream()
                .map(event -> event.recordId().orElseThrow())
                .toList();
    }

    /** Polls until that many events have come. */
    static List<Long> poll(Subscription<WindowsEvent> subscription, int count) {
        List<Long> records = new ArrayList<>();
        long end = System.nanoTime() + SOON.toNanos();
        while (records.size() < count && System.nanoTime() < end) {
            records.addAll(records(subscription.poll(Duration.ofSeconds(5))));
        }
        return records;
    }

    final int sent(ServiceOperation operation) {
        return service.requests(operation).size();
    }

    final RecordedRequest last(ServiceOperation operation) {
        return service.lastRequest(operation);
    }

    /** The record number of the bookmark in the last Subscribe; empty if it has none. */
    final String resumedAfter() {
        return last(ServiceOperation.SUBSCRIBE).xpath("string(//wsman:Bookmark//@RecordId)");
    }
}
