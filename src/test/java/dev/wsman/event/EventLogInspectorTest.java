package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which gaps record numbers prove, and which they do not. */
class EventLogInspectorTest {
    private static WindowsEvent event(String channel, long record) {
        return WindowsEvent.parse("<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
                + "<Provider Name='x'/><EventRecordID>" + Long.toUnsignedString(record) + "</EventRecordID><Channel>"
                + channel + "</Channel></System></Event>");
    }

    private static EventLogInspector resumed(EventQuery query, String bookmark) {
        EventLogInspector inspector = new EventLogInspector(query);
        inspector.resumed(Bookmark.parse(bookmark));
        return inspector;
    }

    private static EventLogInspector system(long position) {
        return resumed(EventQuery.channel("System"), SubscriptionIT.at(position));
    }

    private static List<String> reasons(List<EventGap> gaps) {
        return gaps.stream().map(EventGap::reason).toList();
    }

    @Test
    void reportsNoGapForNextRecord() {
        EventLogInspector inspector = system(7);
        assertThat(inspector.gaps(List.of(event("System", 8), event("System", 9))))
                .isEmpty();
        assertThat(inspector.gaps(List.of(event("System", 12))))
                .as("only the first is judged")
                .isEmpty();
    }

    @Test
    void reportsJumpAfterBookmark() {
        assertThat(system(7).gaps(List.of(event("SYSTEM", 10)))).singleElement().satisfies(gap -> {
            assertThat(gap.reason()).isEqualTo("the log SYSTEM no longer has the records after 7");
            assertThat(gap.channel()).contains("SYSTEM");
            assertThat(gap.after()).hasValue(7);
            assertThat(gap.next()).hasValue(10);
        });
    }

    @Test
    void reportsClearedLogForLowerRecordAlsoWithFilter() {
        EventQuery filtered = EventQuery.channel("System").xpath("*[System[Level=2]]");
        EventLogInspector inspector = resumed(filtered, SubscriptionIT.at(7));
        assertThat(reasons(inspector.gaps(List.of(event("System", 7))))).containsExactly("the log System was cleared");
    }

    @Test
    void ignoresJumpWithFilterOrSuppress() {
        for (EventQuery query : List.of(
                EventQuery.channel("System").xpath("*[System[Level=2]]"),
                EventQuery.channel("System").suppress("*[System[Level=4]]"))) {
            assertThat(resumed(query, SubscriptionIT.at(7)).gaps(List.of(event("System", 100))))
                    .isEmpty();
        }
    }

    @Test
    void judgesEachChannelWhenItsFirstEventComes() {
        EventLogInspector inspector = resumed(
                EventQuery.channel("System").andChannel("Application"),
                "<BookmarkList><Bookmark Channel='System' RecordId='7'/>"
                        + "<Bookmark Channel='Application' RecordId='5'/></BookmarkList>");
        assertThat(inspector.gaps(List.of(event("System", 8)))).isEmpty();
        assertThat(inspector.gaps(List.of(event("System", 9), event("Application", 9))))
                .hasSize(1);
    }

    @Test
    void reportsClearedLogForBatchThatBeginsLower() {
        EventLogInspector inspector = new EventLogInspector(EventQuery.channel("System"));
        inspector.resumed(null);
        assertThat(inspector.gaps(List.of(event("System", 40), event("System", 41))))
                .isEmpty();
        assertThat(inspector.gaps(List.of(event("System", 1)))).hasSize(1);
        assertThat(inspector.gaps(List.of(event("System", 2)))).isEmpty();
    }

    @Test
    void ignoresEventsWithoutChannelOrRecord() {
        EventLogInspector inspector = system(7);
        assertThat(inspector.gaps(List.of(WindowsEvent.parse("<Event/>"), WindowsEvent.parse("no event"))))
                .isEmpty();
        assertThat(inspector.gaps(List.of(event("System", 8)))).isEmpty();
    }

    @Test
    void comparesRecordsAsUnsignedNumbers() {
        EventLogInspector inspector = resumed(
                EventQuery.channel("System"),
                "<BookmarkList><Bookmark Channel='System' RecordId='9223372036854775807'/></BookmarkList>");
        assertThat(inspector.gaps(List.of(event("System", Long.MIN_VALUE)))).isEmpty();
    }

    @Test
    void findsChannelsWithoutPositionInAnyCase() {
        EventLogInspector inspector =
                new EventLogInspector(EventQuery.channel("SYSTEM").andChannel("Application"));
        assertThat(inspector.withoutPosition(Bookmark.parse(SubscriptionIT.at(1))))
                .containsExactly("Application");
    }

    @Test
    void hidesOnlySyntheticEvents() {
        String forwarder = "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
                + "<Provider Name='Microsoft-Windows-EventForwarder'/><EventID>111</EventID>%s</System>"
                + "<SubscriptionBookmarkEvent/></Event>";
        WindowsEvent synthetic = WindowsEvent.parse(forwarder.formatted(""));
        WindowsEvent stored = WindowsEvent.parse(forwarder.formatted("<EventRecordID>4</EventRecordID>"));
        EventLogInspector inspector = system(1);
        assertThat(inspector.visible(List.of(synthetic, event("System", 2)))).hasSize(1);
        assertThat(inspector.visible(List.of(stored))).containsExactly(stored);
    }
}
