package dev.wsman.event;

import static dev.wsman.fixture.SessionFixture.SOAP_TYPE;
import static dev.wsman.fixture.SessionFixture.await;
import static dev.wsman.fixture.SessionFixture.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Filter;
import dev.wsman.WsmanFaultException;
import dev.wsman.fixture.LogRecorder;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The event log of Windows by Pull: what is sent, what comes back, and where a subscription begins. */
class SubscriptionIT extends EventLogFixture {
    private static final String QUERY = "//wse:Subscribe/wsman:Filter[@Dialect="
            + "'http://schemas.microsoft.com/win/2004/08/events/eventquery']/QueryList/Query/Select[@Path='System']";

    private static EventQuery both() {
        return EventQuery.channel("System").andChannel("Application");
    }

    @Test
    void sendsQueryAsElementsAndAsksForBookmarks() {
        system().open().close();
        RecordedRequest subscribe = last(ServiceOperation.SUBSCRIBE);
        assertThat(subscribe.resourceUri()).isEqualTo("http://schemas.microsoft.com/wbem/wsman/1/windows/EventLog");
        assertThat(subscribe.xpath(QUERY)).isEqualTo("*");
        assertThat(subscribe.xpath("//wse:Delivery/@Mode")).endsWith("/wsman/Pull");
        assertThat(subscribe.xpath("//wsman:ContentEncoding")).isEqualTo("UTF-8");
        assertThat(subscribe.xpath("count(//wsman:SendBookmarks)")).isEqualTo("1");
        assertThat(subscribe.xpath("count(//wse:NotifyTo | //wse:EndTo | //wsman:ConnectionRetry | //wsman:Bookmark"
                        + " | //wse:Expires | //wsman:Heartbeats | //wse:Delivery/wsman:Locale)"))
                .isEqualTo("0");
        assertThat(subscribe.options()).containsOnly(Map.entry("ContentFormat", "Raw"));
    }

    /** Windows rejects a Pull whose options are not those of Subscribe (2150859181). */
    @Test
    void sendsOptionsOfSubscribeAgainInPull() {
        try (Subscription<WindowsEvent> subscription = system().name("nightly")
                .rendered(true)
                .tolerateMissingChannels(true)
                .fromOldest()
                .heartbeat(Duration.ofSeconds(5))
                .expires(Duration.ofMinutes(10))
                .batchItems(7)
                .open()) {
            subscription.poll(Duration.ZERO);
        }
        RecordedRequest subscribe = last(ServiceOperation.SUBSCRIBE);
        assertThat(subscribe.options())
                .containsOnlyKeys("SubscriptionName", "ContentFormat", "IgnoreChannelError", "ReadExistingEvents")
                .containsEntry("SubscriptionName", "nightly")
                .containsEntry("ContentFormat", "RenderedText")
                .containsEntry("ReadExistingEvents", "true");
        assertThat(subscribe.xpath("//wsman:Option[@xsi:nil='true']/@Name")).isEqualTo("IgnoreChannelError");
        assertThat(subscribe.xpath("//wsman:Heartbeats")).isEqualTo("PT5.000S");
        assertThat(subscribe.xpath("//wse:Expires")).isEqualTo("PT600.000S");
        RecordedRequest pull = last(ServiceOperation.PULL);
        assertThat(pull.options()).isEqualTo(subscribe.options());
        assertThat(pull.resourceUri()).isEqualTo(subscribe.resourceUri());
        assertThat(pull.xpath("//wsen:MaxElements")).isEqualTo("7");
    }

    /** Clients of Windows send the language inside Delivery, where it applies to rendered messages. */
    @Test
    void sendsLocaleOfSessionInDelivery() {
        start(builder(), settings -> settings.locale(Locale.GERMANY));
        system().rendered(true).open().close();
        RecordedRequest subscribe = last(ServiceOperation.SUBSCRIBE);
        assertThat(subscribe.xpath("//wse:Delivery/wsman:Locale/@xml:lang")).isEqualTo("de-DE");
        assertThat(subscribe.xpath("//wse:Delivery/*[local-name()='DataLocale']/@xml:lang"))
                .isEqualTo("de-DE");
        assertThat(subscribe.xpath("//wse:Delivery/*[local-name()='Locale' or local-name()='DataLocale']"
                        + "[@*[local-name()='mustUnderstand'] = 'true']"))
                .isEmpty();
    }

    @Test
    void returnsEventsWithPositionAfterThem() {
        try (Subscription<WindowsEvent> subscription = system().open()) {
            assertThat(subscription.bookmark()).isEmpty();
            service.log("System").write(7036, "Spooler", "running");
            service.log("System").write(7036, "Spooler", "stopped");
            EventBatch<WindowsEvent> batch = subscription.poll(SOON);
            assertThat(records(batch)).containsExactly(1L, 2L);
            assertThat(batch.events().get(0).data().get(0).value()).isEqualTo("Spooler");
            assertThat(batch.bookmark().orElseThrow().positions()).containsEntry("System", 2L);
            assertThat(subscription.bookmark()).isEqualTo(batch.bookmark());
        }
    }

    @Test
    void pullsWithLatestContextOnly() {
        try (Subscription<WindowsEvent> subscription = system().open()) {
            subscription.poll(Duration.ZERO);
            String context = last(ServiceOperation.PULL).responseText();
            subscription.poll(Duration.ZERO);
            String sent = last(ServiceOperation.PULL).xpath("//wsen:EnumerationContext");
            assertThat(sent).startsWith("uuid:");
            assertThat(context).contains(sent);
            assertThat(sent(ServiceOperation.SUBSCRIBE)).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void returnsEmptyBatchIfNothingCameInTime(boolean byFault) {
        start(byFault ? builder().timesOutWithoutEvents() : builder());
        try (Subscription<WindowsEvent> subscription = system().open()) {
            assertThat(subscription.poll(Duration.ZERO).isEmpty()).isTrue();
            assertThat(subscription.poll(Duration.ofMillis(600)).isEmpty()).isTrue();
            assertThat(session.error()).isEmpty();
            service.log("System").write(1);
            assertThat(records(subscription.poll(SOON))).containsExactly(1L);
            assertThat(sent(ServiceOperation.SUBSCRIBE)).isOne();
        }
        assertThat(heard.calls()).containsOnly("heartbeat");
    }

    @Test
    void givesServerRestOfWaitAsOperationTimeout() {
        try (Subscription<WindowsEvent> subscription = system().open()) {
            subscription.poll(Duration.ZERO);
            assertThat(last(ServiceOperation.PULL).xpath("//wsman:OperationTimeout"))
                    .isEqualTo("PT0.500S");
            service.log("System").write(1);
            subscription.poll(Duration.ofHours(1));
            assertThat(last(ServiceOperation.PULL).xpath("//wsman:OperationTimeout"))
                    .isEqualTo("PT30.000S");
        }
    }

    @Test
    void returnsAsSoonAsEventIsWritten() throws Exception {
        try (Subscription<WindowsEvent> subscription = system().open()) {
            FutureTask<EventBatch<WindowsEvent>> poll = new FutureTask<>(() -> subscription.poll(SOON));
            new Thread(poll).start();
            await("Pull", () -> sent(ServiceOperation.PULL) == 1);
            service.log("System").write(1);
            assertThat(records(poll.get())).containsExactly(1L);
        }
    }

    @Test
    void continuesAfterSavedBookmark() {
        service.log("System").write(1);
        Bookmark saved;
        try (Subscription<WindowsEvent> first = system().fromOldest().open()) {
            saved = first.poll(SOON).bookmark().orElseThrow();
        }
        service.log("System").write(2);
        Bookmark kept = Bookmark.parse(saved.xml());
        try (Subscription<WindowsEvent> second = system().after(kept).open()) {
            assertThat(second.bookmark()).contains(kept);
            assertThat(poll(second, 1)).containsExactly(2L);
            assertThat(resumedAfter()).isEqualTo("1");
        }
        assertThat(last(ServiceOperation.SUBSCRIBE).options()).doesNotContainKey("ReadExistingEvents");
    }

    @Test
    void beginsNowUnlessOldestIsRequested() {
        service.log("System").write(1);
        try (Subscription<WindowsEvent> now = system().open();
                Subscription<WindowsEvent> oldest = system().fromOldest().open()) {
            service.log("System").write(2);
            assertThat(poll(now, 1)).containsExactly(2L);
            assertThat(poll(oldest, 2)).containsExactly(1L, 2L);
        }
    }

    @Test
    void reportsChannelThatWillBeReplayedBeforeSubscribe() {
        service.log("System").write(1);
        service.log("Application").write(1);
        Bookmark saved;
        try (Subscription<WindowsEvent> first = system().fromOldest().open()) {
            saved = first.poll(SOON).bookmark().orElseThrow();
        }
        try (LogRecorder log = LogRecorder.of("dev.wsman")) {
            Subscription.eventLog(session, both())
                    .after(saved)
                    .listener(heard)
                    .open()
                    .close();
            assertThat(heard.calls()).containsExactly("replayed [Application]");
            assertThat(log.messages()).anyMatch(message -> message.contains("no position for [Application]"));
        }
        int before = sent(ServiceOperation.SUBSCRIBE);
        assertThatThrownBy(() -> Subscription.eventLog(session, both())
                        .after(saved)
                        .listener(new SubscriptionListener() {
                            @Override
                            public void replayed(List<String> channels) {
                                throw new IllegalStateException("refused");
                            }
                        })
                        .open())
                .hasMessage("refused");
        assertThat(sent(ServiceOperation.SUBSCRIBE)).isEqualTo(before);
    }

    /** Windows sends such bookmarks; resuming from one as it is loses events (cea-sec/openwec issue 291). */
    @Test
    void sendsBackwardBookmarkWithoutDirection() {
        service.log("System").write(1);
        service.log("System").write(2);
        Bookmark backward = Bookmark.parse("<BookmarkList Direction=\"backward\">"
                + "<Bookmark Channel=\"System\" RecordId=\"1\" IsCurrent=\"True\"/></BookmarkList>");
        try (Subscription<WindowsEvent> subscription = system().after(backward).open()) {
            assertThat(poll(subscription, 1)).containsExactly(2L);
        }
        RecordedRequest subscribe = last(ServiceOperation.SUBSCRIBE);
        assertThat(subscribe.xpath("count(//@Direction)")).isEqualTo("0");
        assertThat(subscribe.xpath("string(//wsman:Bookmark//@IsCurrent)")).isEqualTo("True");
    }

    @Test
    void hidesSyntheticEventAndKeepsItsBookmark() {
        String synthetic = "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
                + "<Provider Name='Microsoft-Windows-EventForwarder'/><EventID>111</EventID>"
                + "<TimeCreated SystemTime='2026-11-26T10:00:00.000Z'/><Computer>host</Computer></System>"
                + "<SubscriptionBookmarkEvent><SubscriptionId>x</SubscriptionId></SubscriptionBookmarkEvent></Event>";
        try (Subscription<WindowsEvent> subscription = system().open()) {
            service.on(ServiceOperation.PULL)
                    .respond(200, SOAP_TYPE, reply("<w:Bookmark>" + at(41) + "</w:Bookmark>", synthetic));
            EventBatch<WindowsEvent> batch = subscription.poll(Duration.ZERO);
            assertThat(batch.events()).isEmpty();
            assertThat(batch.bookmark().orElseThrow().positions()).containsEntry("System", 41L);
        }
    }

    @Test
    void keepsBatchWithForbiddenCharacter() {
        service.log("System").write(1, "before");
        try (Subscription<WindowsEvent> subscription = system().fromOldest().open()) {
            service.log("System").event(2).data("a", "b").write();
            service.log("System")
                    .write("<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider"
                            + " Name='x'/><EventID>3</EventID><EventRecordID>0</EventRecordID><Channel>System</Channel>"
                            + "</System><EventData><Data>\u0005</Data></EventData></Event>");
            EventBatch<WindowsEvent> batch = subscription.poll(SOON);
            assertThat(records(batch)).containsExactly(1L, 2L, 3L);
            assertThat(batch.events().get(2).data().get(0).value()).isEqualTo("\ufffd");
            assertThat(sent(ServiceOperation.SUBSCRIBE)).isOne();
        }
    }

    @Test
    void reportsEventsThatSourceDropped() {
        try (Subscription<WindowsEvent> subscription = system().open()) {
            service.on(ServiceOperation.PULL)
                    .respond(200, SOAP_TYPE, reply("", "<w:DroppedEvents Action='urn:event'>3</w:DroppedEvents>"));
            assertThat(subscription.poll(Duration.ZERO).isEmpty()).isTrue();
        }
        assertThat(heard.calls()).contains("dropped 3");
    }

    @Test
    void streamsUntilClosed() {
        service.log("System").write(1);
        service.log("System").write(2);
        Subscription<WindowsEvent> subscription = system().fromOldest().open();
        try (Stream<WindowsEvent> events = subscription.stream()) {
            List<Long> records = events.peek(event -> {
                        if (event.recordId().orElseThrow() == 2) {
                            subscription.close();
                        }
                    })
                    .map(event -> event.recordId().orElseThrow())
                    .toList();
            assertThat(records).containsExactly(1L, 2L);
        }
        assertThat(subscription.stream()).isEmpty();
    }

    /** The listener keeps the batch from being returned by the poll that received it. */
    @Test
    void streamsReceivedEventsOfClosedSubscription() {
        SubscriptionListener throwing = new SubscriptionListener() {
            @Override
            public void dropped(long events) {
                throw new IllegalStateException("full");
            }
        };
        Subscription<WindowsEvent> subscription = system().listener(throwing).open();
        service.on(ServiceOperation.PULL)
                .respond(
                        200,
                        SOAP_TYPE,
                        reply("", "<w:DroppedEvents Action='urn:event'>3</w:DroppedEvents>" + EventTexts.BARE));
        assertThatThrownBy(() -> subscription.poll(SOON)).hasMessage("full");
        subscription.close();
        assertThat(subscription.stream()).hasSize(1);
    }

    @Test
    void rejectsChannelThatDoesNotExistUnlessTolerated() {
        EventQuery query = EventQuery.channel("System").andChannel("Nowhere/Operational");
        assertThatThrownBy(() -> Subscription.eventLog(session, query).open())
                .isInstanceOfSatisfying(WsmanFaultException.class, failure -> assertThat(failure.getMessage())
                        .contains("Subscribe")
                        .contains("wevtutil el"));
        service.log("System");
        Subscription.eventLog(session, query)
                .tolerateMissingChannels(true)
                .open()
                .close();
    }

    @Test
    void rejectsArgumentsBeforeSending() {
        assertThatThrownBy(() -> Subscription.eventLog(null, both())).hasMessage("session is null");
        assertThatThrownBy(() -> Subscription.eventLog(session, null)).hasMessage("query is null");
        assertThatThrownBy(() -> system().heartbeat(Duration.ZERO))
                .hasMessageContaining("interval must be positive, was PT0S");
        assertThatThrownBy(() -> system().expires(Duration.ofSeconds(-1))).hasMessageContaining("was PT-1S");
        assertThatThrownBy(() -> system().batchItems(0)).hasMessageContaining("items must be positive, was 0");
        assertThatThrownBy(() -> system().retryFor(Duration.ofSeconds(-1))).hasMessageContaining("was PT-1S");
        assertThatThrownBy(() -> system().name(" ")).hasMessage("name is empty");
        assertThatThrownBy(() -> system().filter(Filter.wql("select * from A")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("filter: ");
        assertThat(service.requests()).isEmpty();
        try (Subscription<WindowsEvent> subscription = system().open()) {
            assertThatThrownBy(() -> subscription.poll(Duration.ofSeconds(-1)))
                    .hasMessageContaining("wait must not be negative, was PT-1S");
            assertThatThrownBy(() -> subscription.poll(null)).hasMessage("wait is null");
        }
    }

    @Test
    void beginsWhereItWasSetLast() {
        service.log("System").write(1);
        system().fromOldest().after(Bookmark.parse(at(1))).open().close();
        assertThat(resumedAfter()).isEqualTo("1");
        assertThat(last(ServiceOperation.SUBSCRIBE).options()).doesNotContainKey("ReadExistingEvents");
        system().after(Bookmark.parse(at(1))).fromOldest().open().close();
        assertThat(resumedAfter()).isEmpty();
        assertThat(last(ServiceOperation.SUBSCRIBE).options()).containsEntry("ReadExistingEvents", "true");
    }

    @Test
    void namesSourceInText() {
        try (Subscription<WindowsEvent> subscription = system().open()) {
            assertThat(subscription)
                    .hasToString("Subscription[http://schemas.microsoft.com/wbem/wsman/1/windows/EventLog at "
                            + service.endpoint() + "]");
        }
    }

    static String at(long record) {
        return "<BookmarkList><Bookmark Channel='System' RecordId='" + record + "' IsCurrent='true'/></BookmarkList>";
    }

    private static String reply(String header, String items) {
        return envelope(
                header,
                "<n:PullResponse><n:EnumerationContext>next</n:EnumerationContext><n:Items>" + items
                        + "</n:Items></n:PullResponse>");
    }
}
