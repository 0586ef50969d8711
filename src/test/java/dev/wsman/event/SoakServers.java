package dev.wsman.event;

import dev.wsman.Session;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.event.EventLog;
import dev.wsman.testkit.event.ForwardingHost;
import dev.wsman.testkit.http.ScriptedReply;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * A Windows and an openwsman service, a host that forwards its events, and a sink behind a relay: all that
 * subscriptions need, with the failures that happen to them. Thread-safe, except for {@link #write} and
 * {@link #disturb}.
 */
final class SoakServers implements AutoCloseable {
    static final String CHANNEL = "Application";
    static final String INDICATION = "LAB_Event";
    /** A consumer that is twenty seconds late still finds the next record. */
    private static final int MOST_RECORDS = 5000;

    private final CuttingRelay relay = new CuttingRelay();
    private final WsmanService windows = WsmanService.builder()
            .quirks(ServerQuirks.WINRM)
            .withoutAuthentication()
            .enumerationTimeout(Duration.ofSeconds(2))
            .build()
            .start();
    private final WsmanService openwsman = WsmanService.builder()
            .quirks(ServerQuirks.OPENWSMAN)
            .withoutAuthentication()
            .build()
            .start();
    private final EventSink sink = EventSink.builder()
            .bindAddress(InetAddress.getLoopbackAddress())
            .port(0)
            .publicUrl(relay.url())
            .unauthenticated()
            .open();
    private final ForwardingHost host =
            ForwardingHost.to(relay.url() + "/wsman/SubscriptionManager/WEC").open();
    private final Session session = session(windows);
    private final Session ofOpenwsman = session(openwsman);
    private final List<ScriptedReply> failures = new ArrayList<>();
    private final AtomicLong cuts = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private volatile boolean failing;

    SoakServers() throws IOException {
        relay.target(sink.port());
        openwsman.indications().declare(INDICATION);
        for (EventLog log : List.of(log(), logOfHost())) {
            log.maxRecords(MOST_RECORDS);
            for (int i = 0; i < MOST_RECORDS; i++) { // full before the first comparison
                log.write(100, "event", "before the soak");
            }
        }
        failures.add(oneIn(40, ServiceOperation.PULL).reset());
        failures.add(oneIn(40, ServiceOperation.PULL).truncate(0));
        failures.add(oneIn(40, ServiceOperation.PULL).truncate(3000));
        failures.add(oneIn(40, ServiceOperation.PULL).respond(503, "", ""));
        failures.add(oneIn(20, ServiceOperation.SUBSCRIBE).reset());
        failures.add(oneIn(20, ServiceOperation.SUBSCRIBE).truncate(100));
        failures.add(oneIn(20, ServiceOperation.UNSUBSCRIBE).reset());
    }

    private static Session session(WsmanService service) {
        return Session.builder(service.endpoint())
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    private ScriptedReply oneIn(int many, ServiceOperation operation) {
        return windows.on(request -> request.operation() == operation && failsOneIn(many))
                .always();
    }

    /** Whether something fails now that fails one time in many. */
    boolean failsOneIn(int many) {
        return failing && ThreadLocalRandom.current().nextInt(many) == 0;
    }

    /** Begins to fail, or stops it. */
    void fail(boolean yes) {
        failing = yes;
        if (!yes) {
            relay.cutRequests(0);
            relay.cutReplies(0);
        }
    }

    Session session() {
        return session;
    }

    Session sessionOfOpenwsman() {
        return ofOpenwsman;
    }

    EventSink sink() {
        return sink;
    }

    EventLog log() {
        return windows.log(CHANNEL);
    }

    EventLog logOfHost() {
        return host.log(CHANNEL);
    }

    /** The subscriptions that the services hold. */
    int openSubscriptions() {
        return windows.openSubscriptions() + openwsman.openSubscriptions();
    }

    /** Writes an event to each log. */
    void writeOne() {
        log().write(100, "event", "of the soak");
        logOfHost().write(100, "event", "of the soak");
    }

    /** Writes an event to each log, and emits an indication now and then. */
    void write(int round) {
        writeOne();
        if (round % 10 == 0) {
            openwsman.indications().emit(INDICATION, Map.of("Text", "of the soak"));
        }
    }

    /** What happens to the servers besides events: hosts request subscriptions, tests clear recorded requests. */
    void maintain(int round) {
        windows.clearRequests();
        openwsman.clearRequests();
        if (round % 100 == 0) {
            host.refresh();
        }
    }

    /** Breaks a connection to or from the sink, expires all subscriptions, or stops the host, each at its time. */
    void disturb(int round) {
        if (!failing) {
            return;
        }
        switch (round % 1000) {
            case 150, 450 -> cut(relay::cutRequests);
            case 300, 600 -> cut(relay::cutReplies);
            case 750 -> {
                windows.expireSubscriptions();
                lost.incrementAndGet();
            }
            case 900 -> {
                host.shutDown();
                lost.incrementAndGet();
            }
            default -> {
                // nothing happens
            }
        }
    }

    private void cut(IntConsumer next) {
        next.accept(1);
        cuts.incrementAndGet();
    }

    String failures() {
        return failures.stream().mapToInt(ScriptedReply::uses).sum() + " replies failed, " + cuts
                + " connections to the sink were cut, all subscriptions of a server or host ended " + lost + " times";
    }

    @Override
    public void close() throws IOException {
        ofOpenwsman.close();
        session.close();
        host.close();
        sink.close();
        openwsman.close();
        windows.close();
        relay.close();
    }
}
