package dev.wsman.testkit.event;

import static dev.wsman.testkit.event.RawSubscriber.DIALECT;
import static dev.wsman.testkit.event.RawSubscriber.EVENT_LOG;
import static dev.wsman.testkit.event.RawSubscriber.MODE;
import static dev.wsman.testkit.event.RawSubscriber.pullBody;
import static dev.wsman.testkit.event.RawSubscriber.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.ManualClock;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.WsmanServiceBuilder;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How subscriptions of Windows by Pull end and what limits them (EVENTING.md 2.2 and 6.2). */
class SubscriptionLifeIT {
    private static final String LONG_HEARTBEAT =
            "<wse:Delivery Mode=\"" + MODE + "Pull\"><wsman:Heartbeats>PT60S</wsman:Heartbeats></wse:Delivery>";

    private final ManualClock clock = new ManualClock();
    private WsmanService service;

    private RawSubscriber start(WsmanServiceBuilder builder) {
        service = builder.clock(clock).build().start();
        return new RawSubscriber(service);
    }

    private static WsmanServiceBuilder windows() {
        return WsmanService.builder().quirks(ServerQuirks.WINRM).withoutAuthentication();
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void endsSubscriptionThatIsNotPulledForAMinute() {
        RawSubscriber subscriber = start(windows()).open(query("System", "*"), "");
        clock.advance(Duration.ofSeconds(59));
        assertThat(subscriber.pull().fault()).isEmpty();
        clock.advance(Duration.ofSeconds(61));
        assertThat(subscriber.pull().fault()).isEqualTo("InvalidEnumerationContext");
        assertThat(service.openSubscriptions()).isZero();
    }

    @Test
    void keepsContextWhenPullTimesOut() {
        RawSubscriber subscriber = start(windows().timesOutWithoutEvents()).open(query("System", "*"), "");
        RawReply silent = subscriber.pull();
        assertThat(silent.fault()).isEqualTo("TimedOut");
        assertThat(silent.nativeCode()).isEqualTo("2150858793");
        service.log("System").write(1);
        assertThat(subscriber.records()).containsExactly("1");
    }

    @Test
    void rejectsMoreOperationsThanQuota() throws Exception {
        RawSubscriber subscriber = start(windows().maxConcurrentOperations(1));
        subscriber.subscribe(LONG_HEARTBEAT + RawClient.filter(DIALECT, query("System", "*")));
        CompletableFuture<RawReply> waiting = CompletableFuture.supplyAsync(subscriber::pull);
        service.awaitRequest(ServiceOperation.PULL);
        RawReply refused = new RawSubscriber(service).subscribe(pullBody(query("System", "*"), ""));
        assertThat(refused.fault()).isEqualTo("InternalError");
        assertThat(refused.nativeCode()).isEqualTo("2150859174");
        service.log("System").write(1);
        assertThat(waiting.get(20, TimeUnit.SECONDS).fault()).isEmpty();
    }

    @Test
    void endsWaitingPullWithEvent() throws Exception {
        RawSubscriber subscriber = start(windows());
        subscriber.subscribe(LONG_HEARTBEAT + RawClient.filter(DIALECT, query("System", "*")));
        CompletableFuture<RawReply> waiting = CompletableFuture.supplyAsync(subscriber::pull);
        service.awaitRequest(ServiceOperation.PULL);
        service.log("System").write(1);
        assertThat(RawSubscriber.records(waiting.get(20, TimeUnit.SECONDS))).containsExactly("1");
    }

    @Test
    void endsWaitingPullAtUnsubscribe() throws Exception {
        RawSubscriber subscriber = start(windows());
        String id = subscriber
                .subscribe(LONG_HEARTBEAT + RawClient.filter(DIALECT, query("System", "*")))
                .at("//wse:Identifier");
        CompletableFuture<RawReply> waiting = CompletableFuture.supplyAsync(subscriber::pull);
        service.awaitRequest(ServiceOperation.PULL);
        assertThat(subscriber.on("Unsubscribe", id).status()).isEqualTo(200);
        assertThat(waiting.get(20, TimeUnit.SECONDS).fault()).isEqualTo("InvalidEnumerationContext");
    }

    @Test
    void rejectsUnknownDialect() {
        start(windows());
        String body = pullBody("x", "").replace(DIALECT, "http://example.org/dialect");
        RawReply refused = new RawClient(service).send(RawClient.subscribe(EVENT_LOG, body));
        assertThat(refused.fault()).isEqualTo("FilteringRequestedUnavailable");
        assertThat(refused.nativeCode()).isEqualTo("2150858786");
    }

    @Test
    void forgetsExpiredSubscriptions() {
        RawSubscriber subscriber = start(windows()).open(query("System", "*"), "");
        service.expireSubscriptions();
        assertThat(subscriber.pull().fault()).isEqualTo("InvalidEnumerationContext");
    }

    @Test
    void keepsLogsAndPortOverRestartButNoSubscriptions() {
        RawSubscriber subscriber = start(windows()).open(query("System", "*"), "");
        service.log("System").write(1);
        String endpoint = service.endpoint();
        service.restart();
        assertThat(service.endpoint()).isEqualTo(endpoint);
        assertThat(subscriber.pull().fault()).isEqualTo("InvalidEnumerationContext");
        assertThat(new RawSubscriber(service)
                        .open(query("System", "*"), "", "ReadExistingEvents")
                        .records())
                .containsExactly("1");
    }

    @Test
    void sendsScriptedFaultInsteadOfSubscribing() {
        RawSubscriber subscriber = start(windows());
        service.on(ServiceOperation.SUBSCRIBE).fault(FaultKind.ACCESS_DENIED);
        assertThat(subscriber.subscribe(pullBody(query("System", "*"), "")).fault())
                .isEqualTo("AccessDenied");
        assertThat(service.openSubscriptions()).isZero();
    }

    /** EVENTING.md 3.1: no recording exists. */
    @Test
    void deliversWmiEventsThatQuerySelects() {
        start(windows());
        RawClient client = new RawClient(service);
        String all = RawClient.WMI + "*";
        String wql = "SELECT * FROM __InstanceCreationEvent WITHIN 5 WHERE TargetInstance ISA 'Win32_Process'";
        String body = "<wse:Delivery Mode=\"" + MODE + "Pull\"/>"
                + RawClient.filter("http://schemas.microsoft.com/wbem/wsman/1/WQL", wql);
        RawReply subscribed = client.send(RawClient.subscribe(all, body));
        assertThat(subscribed.fault()).as(subscribed.text()).isEmpty();
        service.indications().created(CimInstance.of("Win32_Service").with("Name", "Spooler"));
        service.indications().created(CimInstance.of("Win32_Process").with("Name", "cmd.exe"));
        RawReply pulled = client.send(RawClient.pull(all, subscribed.context(), 10));
        assertThat(pulled.children("//wsen:Items")).containsExactly("__InstanceCreationEvent");
        assertThat(pulled.at("//*[local-name()='TargetInstance']/*[local-name()='Name']"))
                .isEqualTo("cmd.exe");
        assertThat(pulled.at("//*[local-name()='TargetInstance']/@xsi:type")).endsWith(":Win32_Process_Type");
    }
}
