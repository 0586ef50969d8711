package dev.wsman.testkit.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.ManualClock;
import dev.wsman.fixture.Recordings;
import dev.wsman.testkit.event.TestSink.Received;
import dev.wsman.testkit.event.TestSink.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stand-in for a forwarding Windows host, with the recorded reply of a collector (captures/windows/wef). */
class ForwardingHostIT {
    private final ManualClock clock = new ManualClock();
    private TestSink sink;
    private ForwardingHost host;
    private volatile String subscriptions;

    @BeforeEach
    void start() throws IOException {
        sink = new TestSink().replying(this::reply);
        subscriptions = RecordedEventing.text(Recordings.ofServers("windows/wef/02-EnumerateResponse.xml"))
                .replace("HTTP://srv.windomain.local:5985", sink.url("").replace("http:", "HTTP:"))
                .replaceAll("RecordId=\"[0-9]+\"", "RecordId=\"1\"")
                .replaceAll(
                        "(?s)<QueryList>.*</QueryList>",
                        RawSubscriber.query("Microsoft-Windows-WinRM/Operational", "*"));
        host = ForwardingHost.to(sink.url("/wsman/SubscriptionManager/WEC"))
                .machineId("win10.windomain.local")
                .clock(clock)
                .open();
        host.log("Microsoft-Windows-WinRM/Operational").write(1);
    }

    @AfterEach
    void close() {
        if (host != null) { // it is null if there are no recordings
            host.close();
        }
        sink.close();
    }

    private Reply reply(Received received) {
        if (received.text().contains("<n:Enumerate>")) {
            return new Reply(200, subscriptions);
        }
        return received.text().contains("FullDuplex") ? new Reply(204, "") : TestSink.ack(received, TestSink.ACK);
    }

    private static List<String> outline(String xml) {
        return RecordedEventing.outline(xml).stream()
                .map(line -> line.replaceAll("(?s)=.*", ""))
                .toList();
    }

    private static void assertAsRecorded(Received received, String name) {
        assertThat(outline(received.text()))
                .isEqualTo(outline(RecordedEventing.text(Recordings.ofServers("windows/wef/" + name))));
    }

    @Test
    void speaksRecordedConversation() throws InterruptedException {
        host.log("Microsoft-Windows-WinRM/Operational").write(2);
        assertThat(host.refresh()).isEqualTo(200);
        Received first = sink.next();
        assertAsRecorded(first, "01-Enumerate.xml");
        assertThat(first.path()).isEqualTo("/wsman/SubscriptionManager/WEC");
        assertThat(first.headers().getFirst("Content-Type")).isEqualTo("application/soap+xml;charset=UTF-16");
        assertAsRecorded(sink.next(), "08-End.xml");
        Received events = nextEvents();
        assertThat(events.path()).isEqualTo("/wsman/subscriptions/B6BDBB59-FB07-4EE5-841F-EBEC9D67CDD4/1");
        assertThat(events.headers().getFirst("Content-Encoding")).isEqualTo("SLDC");
        assertThat(events.text())
                .contains("219C5353-5F3D-4CD7-A644-F6B69E57C1C1")
                .contains("<![CDATA[<Event ")
                .contains("RenderingInfo")
                .contains("RecordId=\"2\"")
                .doesNotContain("<EventRecordID>1<");
        assertThat(host.subscriptions()).containsExactly("uuid:219C5353-5F3D-4CD7-A644-F6B69E57C1C1");
    }

    @Test
    void keepsSubscriptionOfSameVersion() throws InterruptedException {
        host.refresh();
        host.log("Microsoft-Windows-WinRM/Operational").write(2);
        assertThat(nextEvents().text()).contains("<EventRecordID>2<");
        host.refresh();
        assertThat(host.subscriptions()).hasSize(1);
        host.log("Microsoft-Windows-WinRM/Operational").write(3);
        // a new subscription would begin after the bookmark of the reply, which is record 1
        assertThat(nextEvents().text()).contains("<EventRecordID>3<").doesNotContain("<EventRecordID>2<");
    }

    @Test
    void subscribesAnewToOtherVersion() throws InterruptedException {
        host.refresh();
        host.log("Microsoft-Windows-WinRM/Operational").write(2);
        assertThat(nextEvents().text()).contains("<EventRecordID>2<");
        subscriptions = subscriptions.replace("<m:Version>uuid:219C5353", "<m:Version>uuid:319C5353");
        host.refresh();
        assertThat(host.subscriptions()).containsExactly("uuid:319C5353-5F3D-4CD7-A644-F6B69E57C1C1");
        assertThat(nextEvents().text()).contains("<EventRecordID>2<");
    }

    /** Returns the next delivery of events. Moves the clock over MaxTime until it has arrived. */
    private Received nextEvents() throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            Received received = sink.nextWhileMoving(clock, Duration.ofSeconds(31));
            if (received.text().contains("wsman/1/wsman/Events<")) {
                return received;
            }
        }
        throw new AssertionError("no delivery of events");
    }

    @Test
    void cancelsSubscriptionThatIsNoLongerOffered() {
        host.refresh();
        subscriptions = subscriptions.replaceAll("(?s)<m:Subscription.*</m:Subscription>", "");
        host.refresh();
        assertThat(host.subscriptions()).isEmpty();
    }

    @Test
    void sendsSubscriptionEndWhenItShutsDown() throws InterruptedException {
        host.refresh();
        sink.next();
        sink.next();
        host.shutDown();
        Received end = sink.next();
        assertThat(end.text()).contains("/SourceShuttingDown</e:Status>");
        assertThat(host.subscriptions()).isEmpty();
        assertEndsLabeledAsCompressed();
    }

    private void assertEndsLabeledAsCompressed() throws InterruptedException {
        Received last = sink.next();
        assertAsRecorded(last, "08-End.xml");
        assertThat(last.headers().getFirst("Content-Encoding")).isEqualTo("SLDC");
        assertThat(new String(last.raw(), StandardCharsets.UTF_16)).contains("<s:Envelope");
    }

    @Test
    void endsSubscriptionToUnknownChannel() throws InterruptedException {
        subscriptions = subscriptions.replace("Microsoft-Windows-WinRM/Operational", "Nowhere");
        host.refresh();
        sink.next();
        sink.next();
        Received end = sink.next();
        assertAsRecorded(end, "07-SubscriptionEnd.xml");
        assertThat(end.text()).contains("Code=\"15007\"").contains("/SourceCancelling");
        assertEndsLabeledAsCompressed();
    }
}
