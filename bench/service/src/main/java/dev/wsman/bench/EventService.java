package dev.wsman.bench;

import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.event.EventLog;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.http.ScriptedReply;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The testkit's event log of Windows, whose connections often break: before a request is handled, after the events of a
 * reply are gone, and within a reply. It writes events until there were as many disconnections as its argument says,
 * and then {@link EventContract#LAST}. Prints its URL, and ends when its input ends.
 */
public final class EventService {
    /** One in this many Pulls fails in each of three ways; if most failed, the growing pauses would take minutes. */
    private static final int PULLS = 8;

    private static final int SUBSCRIBES = 10;
    private static final int EVENTS = 10;

    private final WsmanService service = WsmanService.builder()
            .quirks(ServerQuirks.WINRM)
            .withoutAuthentication()
            .build()
            .start();
    private final List<ScriptedReply> disconnections = List.of(
            service.on(oneIn(PULLS, ServiceOperation.PULL)).reset().always(),
            service.on(oneIn(PULLS, ServiceOperation.PULL)).truncate(0).always(),
            service.on(oneIn(PULLS, ServiceOperation.PULL)).truncate(3000).always(),
            service.on(oneIn(SUBSCRIBES, ServiceOperation.SUBSCRIBE)).reset().always(),
            service.on(oneIn(SUBSCRIBES, ServiceOperation.SUBSCRIBE))
                    .truncate(100)
                    .always());

    private EventService() {}

    public static void main(String[] arguments) throws IOException {
        EventService events = new EventService();
        int times = Integer.parseInt(arguments[0]);
        Thread writing = new Thread(() -> events.write(times), "writing");
        writing.setDaemon(true);
        writing.start();
        System.out.println(events.service.endpoint());
        while (System.in.read() >= 0) {
            // the parent process ends this one by closing its input
        }
        events.service.close();
    }

    private static Predicate<RecordedRequest> oneIn(int many, ServiceOperation operation) {
        return request ->
                request.operation() == operation && ThreadLocalRandom.current().nextInt(many) == 0;
    }

    /** Waits for the next request: events that the subscriber is too slow to read would fill the heap. */
    private void awaitRequest() throws InterruptedException {
        while (service.requests().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        service.clearRequests();
    }

    /** Writes fewer events for each request than a batch has, so that the subscriber keeps up. */
    private void write(int times) {
        EventLog log = service.log(EventContract.CHANNEL);
        try {
            while (disconnections.stream().mapToInt(ScriptedReply::uses).sum() < times) {
                for (int i = 0; i < EVENTS; i++) {
                    log.write(EventContract.ORDINARY, "an event", "with data");
                }
                awaitRequest();
            }
            service.clearScriptedReplies();
            log.write(EventContract.LAST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
