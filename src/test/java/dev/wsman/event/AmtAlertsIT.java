package dev.wsman.event;

import static dev.wsman.fixture.SessionFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.net.InetAddress;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Alerts of Intel AMT, which logs in to the sink by Digest. */
@SuppressWarnings("try") // a subscription delivers to its handler
class AmtAlertsIT {
    private static final ResourceLocator ALERTS = ResourceLocator.of(
                    "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_FilterCollection")
            .selector("InstanceID", "Intel(r) AMT:All");

    private final List<Instance> alerts = new CopyOnWriteArrayList<>();

    @Test
    void receivesAlertsOfSourceThatLogsInByDigest() {
        try (WsmanService amt = WsmanService.builder()
                        .quirks(ServerQuirks.AMT)
                        .withoutAuthentication()
                        .build()
                        .start();
                Session session = Session.builder(amt.endpoint()).build();
                EventSink sink = EventSink.builder()
                        .bindAddress(InetAddress.getLoopbackAddress())
                        .port(0)
                        .digest("amt", "P@ssw0rd".toCharArray())
                        .open()) {
            try (PushSubscription<Instance> subscription = PushSubscription.to(session, ALERTS, sink)
                    .mode(DeliveryMode.PUSH_WITH_ACK)
                    .sinkLogin("amt", "P@ssw0rd".toCharArray())
                    .handler(delivery -> alerts.addAll(delivery.events()))
                    .open()) {
                RecordedRequest subscribe = amt.lastRequest(ServiceOperation.SUBSCRIBE);
                assertThat(subscribe.xpath("//wsman:Auth/@Profile")).endsWith("/secprofile/http/digest");
                assertThat(subscribe.xpath("count(//wsman:Filter | //wse:EndTo)"))
                        .isEqualTo("0");
                emit(amt, "iAMT0005");
                emit(amt, "iAMT0006");
                await("alerts", () -> alerts.size() == 2);
                assertThat(alerts)
                        .extracting(alert -> alert.text("MessageID").orElse(""))
                        .containsExactly("iAMT0005", "iAMT0006");
                assertThat(alerts.get(0).dateTime("IndicationTime"))
                        .contains(OffsetDateTime.parse("2017-01-31T15:40:09Z"));
            }
            assertThat(amt.openSubscriptions()).isZero();
        }
    }

    private static void emit(WsmanService amt, String message) {
        amt.indications()
                .emit(CimInstance.of("CIM_AlertIndication")
                        .with("AlertType", 8)
                        .with("IndicationTime", OffsetDateTime.parse("2017-01-31T15:40:09Z"))
                        .with("MessageID", message));
    }
}
