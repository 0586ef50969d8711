package dev.wsman.testkit.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.ManualClock;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.protocol.ServerQuirks;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Indications of OMI, compared with captures/omi/eventing. */
class OmiEventsIT {
    private static final String FOLDER = "omi/eventing";

    private final ManualClock clock = new ManualClock();
    private WsmanService service;
    private RawClient client;

    @BeforeEach
    void start() {
        service = WsmanService.builder()
                .quirks(ServerQuirks.OMI)
                .withoutAuthentication()
                .clock(clock)
                .build()
                .start();
        service.indications().declare("Test_Indication");
        client = new RawClient(service);
    }

    @AfterEach
    void close() {
        service.close();
    }

    private RawReply sendAndCompare(String name, String identifier) {
        RecordedEventing recorded = RecordedEventing.of(FOLDER, name);
        RawReply reply = client.send(recorded.request()
                .replaceAll("1164378112|1656881152|670564352|588972032", identifier)
                .replaceAll("PT[0-9]+S", "PT0.3S"));
        assertThat(RecordedEventing.outline(reply.text())).as(reply.text()).isEqualTo(recorded.responseOutline());
        assertThat(reply.status()).isEqualTo(recorded.status());
        return reply;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-subscribe-pull",
                "20-push",
                "21-pushwithack",
                "22-events",
                "23-mode-unknown",
                "24-pull-no-heartbeats",
                "25-pull-endto",
                "26-no-expires",
                "27-no-filter",
                "28-filter-cql",
                "32-sendbookmarks",
                "33-bookmark",
                "34-sendbookmarks-bookmark-text",
                "35-connectionretry",
                "36-contentencoding",
                "37-notifyto-in-pull",
                "38-expires-datetime",
                "39-filter-before-expires",
                "40-resource-all",
                "43-no-operationtimeout-heartbeat-1s",
                "54-unsub",
                "63-renew",
                "64-getstatus"
            })
    void sendsRecordedReply(String name) {
        sendAndCompare(name, "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"29-filter-xpath", "30-filter-bad", "31-filter-noclass", "41-no-namespace", "80-MSFT_Alert"})
    void sendsRecordedReasonOfFault(String name) {
        RecordedEventing recorded = RecordedEventing.of(FOLDER, name);
        RawReply reply = client.send(recorded.request());
        assertThat(reply.status()).isEqualTo(recorded.status());
        assertThat(recorded.responseOutline().stream()
                        .filter(line -> line.contains("}Value=") || line.contains("}Message="))
                        .toList())
                .isEqualTo(RecordedEventing.outline(reply.text()).stream()
                        .filter(line -> line.contains("}Value=") || line.contains("}Message="))
                        .toList());
    }

    @Test
    void endsSubscriptionAtRelease() {
        String id = sendAndCompare("60-subscribe-bookmarks", "").at("//wse:Identifier");
        sendAndCompare("65-release", id);
        assertThat(service.openSubscriptions()).isZero();
        sendAndCompare("66-pull-after-release", id);
        sendAndCompare("67-unsub-after", id);
    }

    /** Unsubscribe needs only the identifier, and succeeds also if it is not known. */
    @Test
    void endsSubscriptionWithoutResource() {
        String id = sendAndCompare("68-sub", "").at("//wse:Identifier");
        sendAndCompare("70-unsub-no-resource", id);
        assertThat(service.openSubscriptions()).isZero();
        sendAndCompare("69-unsub", id);
    }

    @Test
    void returnsEmptyItemsAfterHeartbeat() {
        String id = sendAndCompare("50-subscribe-nothing", "").at("//wse:Identifier");
        sendAndCompare("51-pull-nothing", id);
        sendAndCompare("52-pull-nothing-2s", id);
    }

    @Test
    void endsSubscriptionAfterTwoHeartbeatsWithoutPull() {
        String id = sendAndCompare("50-subscribe-nothing", "").at("//wse:Identifier");
        clock.advance(Duration.ofMillis(601));
        RecordedEventing recorded = RecordedEventing.of(FOLDER, "53-pull-late");
        RawReply reply = client.send(recorded.request().replaceAll("1656881152", id));
        assertThat(RecordedEventing.outline(reply.text())).isEqualTo(recorded.responseOutline());
        assertThat(service.openSubscriptions()).isZero();
    }

    @Test
    void returnsEventsOfSubclassesAndBookmarkText() {
        service.indications().declare("Test_Derived", "Test_Indication");
        RawReply subscribed = sendAndCompare("60-subscribe-bookmarks", "");
        service.indications().emit(CimInstance.of("Test_Indication").with("id", 1));
        service.indications().emit(CimInstance.of("Test_Derived").with("id", 2));
        RawReply reply = client.send(RecordedEventing.of(FOLDER, "61-pull-bookmarks")
                .request()
                .replaceAll("670564352", subscribed.context()));
        assertThat(reply.children("//wsen:Items")).containsExactly("Test_Indication", "Test_Derived");
        assertThat(reply.at("//wsman:Bookmark")).endsWith("/bookmark/earliest");
    }
}
