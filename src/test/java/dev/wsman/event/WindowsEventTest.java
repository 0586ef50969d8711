package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsEventTest {
    private static final WindowsEvent FULL = WindowsEvent.parse(EventTexts.FULL);
    private static final WindowsEvent BARE = WindowsEvent.parse(EventTexts.BARE);

    private static WindowsEvent with(String parts) {
        return WindowsEvent.parse(EventTexts.with(parts));
    }

    private static WindowsEvent withSystem(String properties) {
        return WindowsEvent.parse(EventTexts.withSystem(properties));
    }

    @Test
    void readsEverySystemProperty() {
        assertThat(FULL.provider()).contains("Microsoft-Windows-Security-Auditing");
        assertThat(FULL.providerGuid()).contains(UUID.fromString("54849625-5478-4994-a5ba-3e3b0328c30d"));
        assertThat(FULL.eventSourceName()).contains("Security");
        assertThat(FULL.id()).hasValue(4624);
        assertThat(FULL.qualifiers()).hasValue(16384);
        assertThat(FULL.version()).hasValue(2);
        assertThat(FULL.level()).hasValue(0);
        assertThat(FULL.task()).hasValue(12544);
        assertThat(FULL.opcode()).hasValue(0);
        assertThat(FULL.time()).contains(Instant.parse("2022-09-21T14:48:21.698615900Z"));
        assertThat(FULL.recordId()).hasValue(149141);
        assertThat(FULL.activityId()).contains(UUID.fromString("c2115b6c-cdc7-0000-e5a0-11c2c7cdd801"));
        assertThat(FULL.relatedActivityId()).contains(UUID.fromString("c2115b6c-cdc7-0000-a47b-11c2c7cdd801"));
        assertThat(FULL.channel()).contains("Security");
        assertThat(FULL.computer()).contains("win10.example.com");
        assertThat(FULL.container()).contains("{b}");
        assertThat(FULL.userSid()).contains("S-1-5-18");
    }

    @Test
    void readsAttributesOfExecutionUnsigned() {
        assertThat(FULL.processId()).hasValue(1100);
        assertThat(FULL.threadId()).hasValue(4294967295L);
        assertThat(FULL.processorId()).hasValue(3);
        assertThat(FULL.sessionId()).hasValue(1);
        assertThat(FULL.kernelTime()).hasValue(4);
        assertThat(FULL.userTime()).hasValue(5);
        assertThat(FULL.processorTime()).hasValue(6);
    }

    @Test
    void returnsEmptyForEveryMissingPart() {
        assertThat(BARE.isReadable()).isTrue();
        assertThat(BARE.provider()).contains("EventCreate");
        assertThatAllButProviderIsEmpty(BARE);
        WindowsEvent nothing = WindowsEvent.parse("<Event/>");
        assertThat(nothing.isReadable()).isTrue();
        assertThat(nothing.provider()).isEmpty();
        assertThatAllButProviderIsEmpty(nothing);
    }

    private static void assertThatAllButProviderIsEmpty(WindowsEvent event) {
        assertThat(List.of(event.id(), event.qualifiers(), event.version(), event.level(), event.task()))
                .allMatch(number -> number.isEmpty());
        assertThat(List.of(
                        event.keywords(),
                        event.recordId(),
                        event.processId(),
                        event.threadId(),
                        event.processorId(),
                        event.sessionId(),
                        event.kernelTime(),
                        event.userTime(),
                        event.processorTime()))
                .allMatch(number -> number.isEmpty());
        assertThat(event.opcode()).isEmpty();
        assertThat(List.<Optional<?>>of(
                        event.providerGuid(),
                        event.eventSourceName(),
                        event.time(),
                        event.activityId(),
                        event.relatedActivityId(),
                        event.channel(),
                        event.computer(),
                        event.container(),
                        event.userSid(),
                        event.data("x"),
                        event.dataName(),
                        event.binary(),
                        event.userData(),
                        event.processingError(),
                        event.rendering(),
                        event.message()))
                .allMatch(Optional::isEmpty);
        assertThat(event.data()).isEmpty();
        assertThat(event.complexData()).isEmpty();
        assertThat(event.debugData()).isEmpty();
    }

    @Test
    void returnsEmptyForValuesThatAreNotOfTheirType() {
        WindowsEvent event = withSystem(
                "<EventID Qualifiers='-1'>x</EventID><Version/><Level>1e3</Level><Task>65536</Task>"
                        + "<Keywords>0x</Keywords><TimeCreated SystemTime='yesterday'/><EventRecordID>18446744073709551616"
                        + "</EventRecordID><Correlation ActivityID='{12}'/><Execution ProcessID=' '/><Security UserID=''/>");
        assertThat(event.isReadable()).isTrue();
        assertThatAllButProviderIsEmpty(event);
        assertThat(with("<EventData><Binary>0G</Binary></EventData>").binary()).isEmpty();
    }

    @Test
    void readsKeywordsAndRecordNumbersUnsigned() {
        assertThat(FULL.keywords()).hasValue(0x8020000000000000L);
        assertThat(withSystem("<Keywords>0x80000000000000</Keywords>").keywords())
                .hasValue(0x80000000000000L);
        long record = withSystem("<EventRecordID>18446744073709551615</EventRecordID>")
                .recordId()
                .getAsLong();
        assertThat(Long.toUnsignedString(record)).isEqualTo("18446744073709551615");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2022-09-21T14:48:21.698Z",
                "2022-09-21T14:48:21.6980000Z",
                "2022-09-21T14:48:21.698000000Z",
                " 2022-09-21T14:48:21.698Z\n"
            })
    void readsTimesWithThreeSevenAndNineDigits(String time) {
        assertThat(withSystem("<TimeCreated SystemTime='" + time + "'/>").time())
                .contains(Instant.parse("2022-09-21T14:48:21.698Z"));
    }

    @Test
    void keepsOrderOfDataAndReturnsFirstOfRepeatedName() {
        assertThat(FULL.data()).hasToString("[TargetUserName=SYSTEM, Twice=a, bare, Twice=b, Empty=]");
        assertThat(FULL.data().get(3).type()).contains("win:UnicodeString");
        assertThat(FULL.data("Twice")).contains("a");
        assertThat(FULL.data("Empty")).contains("");
        assertThat(FULL.data("targetusername")).isEmpty();
        assertThat(FULL.dataName()).contains("T");
        assertThat(FULL.binary()).hasValueSatisfying(bytes -> assertThat(bytes).containsExactly(10, 255));
    }

    @Test
    void readsStructuresAndBinaryEvents() {
        WindowsEvent complex =
                with("<EventData><Data>a</Data><ComplexData Name='C'><x>1</x></ComplexData></EventData>");
        assertThat(complex.data()).hasSize(1);
        assertThat(complex.complexData()).singleElement().satisfies(structure -> {
            assertThat(structure.text("x")).contains("1");
            assertThat(structure.attribute("", "Name")).contains("C");
        });
        assertThat(with("<BinaryEventData>01</BinaryEventData>").binary()).isPresent();
    }

    @Test
    void returnsUserDataInItsNamespaceAsInstance() {
        WindowsEvent event = with("<UserData><c:LogFileCleared xmlns:c='urn:cleared'><c:Channel>System</c:Channel>"
                + "<c:Inner><c:A>1</c:A></c:Inner></c:LogFileCleared></UserData>");
        assertThat(event.userData()).hasValueSatisfying(data -> {
            assertThat(data.name().getNamespaceURI()).isEqualTo("urn:cleared");
            assertThat(data.text("Channel")).contains("System");
        });
        assertThat(event.data()).isEmpty();
    }

    @Test
    void readsDebugDataAndProcessingErrors() {
        WindowsEvent debug = with("<DebugData><SequenceNumber>1</SequenceNumber><Message>m</Message></DebugData>");
        assertThat(debug.debugData()).containsExactly(entry("SequenceNumber", "1"), entry("Message", "m"));
        WindowsEvent failed = with("<ProcessingErrorData><ErrorCode>15003</ErrorCode><DataItemName>n</DataItemName>"
                + "<EventPayload>0A</EventPayload></ProcessingErrorData>");
        assertThat(failed.processingError()).hasValueSatisfying(error -> {
            assertThat(error.errorCode()).hasValue(15003);
            assertThat(error.dataItemName()).contains("n");
            assertThat(error.payload()).contains("0A");
        });
    }

    @Test
    void readsRenderingInOrderOfWire() {
        EventRendering rendering = FULL.rendering().orElseThrow();
        assertThat(rendering.culture()).contains("en-US");
        assertThat(rendering.level()).contains("Information");
        assertThat(rendering.task()).isEmpty();
        assertThat(rendering.opcode()).contains("Info");
        assertThat(rendering.channel()).contains("Security");
        assertThat(rendering.provider()).contains("Microsoft Windows security");
        assertThat(rendering.keywords()).containsExactly("Audit Success", "Classic");
    }

    /** [MS-EVEN6] 2.2.13 orders the children differently from Windows, and calls the provider Publisher. */
    @Test
    void readsRenderingInOrderOfSchema() {
        EventRendering rendering = with("<RenderingInfo Culture='de-DE'><Message>m</Message><Level>Fehler</Level>"
                        + "<Opcode>o</Opcode><Task>t</Task><Channel/><Publisher>p</Publisher><Keywords/></RenderingInfo>")
                .rendering()
                .orElseThrow();
        assertThat(rendering)
                .isEqualTo(new EventRendering(
                        Optional.of("de-DE"),
                        Optional.of("m"),
                        Optional.of("Fehler"),
                        Optional.of("t"),
                        Optional.of("o"),
                        Optional.empty(),
                        Optional.of("p"),
                        List.of()));
    }

    @Test
    void keepsLineBreaksOfMessage() {
        assertThat(with("<RenderingInfo><Message>a&#13;&#10;b</Message></RenderingInfo>")
                        .message())
                .contains("a\r\nb");
        assertThat(with("<RenderingInfo><Message/></RenderingInfo>").message()).isEmpty();
    }

    @Test
    void returnsTextExactlyAsItWasParsed() {
        String text = "\n " + EventTexts.FULL + " ";
        assertThat(WindowsEvent.parse(text).xml()).isEqualTo(text);
        assertThat(WindowsEvent.parse(text))
                .isEqualTo(FULL)
                .hasSameHashCodeAs(FULL)
                .isNotEqualTo(BARE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0005", "&#5;", "&#x5;", "\ud800", "\uffff"})
    void replacesCharactersThatXmlForbids(String forbidden) {
        WindowsEvent event = with("<EventData><Data Name='a'>x" + forbidden + "y</Data></EventData>");
        assertThat(event.isReadable()).isTrue();
        assertThat(event.data("a")).contains("x\ufffdy");
        assertThat(event.xml()).contains(forbidden);
    }

    /** Windows cuts such texts; openwec repairs them in the same way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<RenderingInfo Culture='en-US'><Message>cut",
                "<RenderingInfo Cult",
                "<RenderingInfo Culture='en-US'><Message>a</Message></RenderingInfo>",
                "<RenderingInfo Culture='en-US'><Message>a</Message><Keywords><Keyword>b</Keywo"
            })
    void readsEventThatIsCutInItsRendering(String rest) {
        String start = EventTexts.with("<EventData><Data Name='a'>1</Data></EventData>")
                .replace("</Event>", "");
        WindowsEvent event = WindowsEvent.parse(start + rest);
        assertThat(event.isReadable()).isTrue();
        assertThat(event.provider()).contains("EventCreate");
        assertThat(event.data("a")).contains("1");
        assertThat(event.rendering()).isEmpty();
        assertThat(event.xml()).endsWith(rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Event xmlns='urn:e'><System>",
                "<Event><System></Event>",
                "no XML",
                "<Events/>",
                "<!DOCTYPE Event [<!ENTITY e 'x'>]><Event>&e;</Event>",
                "<Event/><Event/>"
            })
    void keepsTextAndReasonOfUnreadableEvent(String text) {
        WindowsEvent event = WindowsEvent.parse(text);
        assertThat(event.isReadable()).isFalse();
        assertThat(event.problem()).isPresent();
        assertThat(event.xml()).isEqualTo(text);
        assertThat(event.provider()).isEmpty();
        assertThatAllButProviderIsEmpty(event);
        assertThat(event.toMap())
                .containsExactly(entry("Problem", event.problem().orElseThrow()), entry("Xml", text));
        assertThat(event).isEqualTo(WindowsEvent.parse(text)).isNotEqualTo(BARE);
    }

    @Test
    void rejectsEmptyTextNamingArgument() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowsEvent.parse(" "))
                .withMessage("xml is empty");
        assertThatIllegalArgumentException().isThrownBy(() -> FULL.data(null)).withMessage("name is null");
    }

    @Test
    void describesEventWithoutItsValues() {
        assertThat(FULL)
                .hasToString("2022-09-21T14:48:21.698615900Z Security 4624, record 149141 of win10.example.com");
        assertThat(BARE).hasToString("EventCreate, no record");
        assertThat(WindowsEvent.parse("x".repeat(100_000)).toString())
                .startsWith("unreadable event of 100000 characters: ")
                .hasSizeLessThan(300);
    }

    @Test
    void recognisesEventWithWhichSubscriptionBegins() {
        WindowsEvent start = with(
                "<SubscriptionBookmarkEvent><SubscriptionId>Toto</SubscriptionId>" + "</SubscriptionBookmarkEvent>");
        assertThat(start.isSubscriptionStart()).isTrue();
        assertThat(FULL.isSubscriptionStart()).isFalse();
        assertThat(with("<EventData><Data>SubscriptionBookmarkEvent</Data></EventData>")
                        .isSubscriptionStart())
                .isFalse();
    }

    @Test
    void hasMapInNamesAndOrderOfXml() {
        Map<String, Object> map = FULL.toMap();
        assertThat(map.keySet()).containsExactly("System", "EventData", "RenderingInfo");
        assertThat(map.get("System"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("EventID", "4624")
                .containsEntry("Qualifiers", "16384")
                .containsEntry("TimeCreated", "2022-09-21T14:48:21.6986159Z")
                .containsEntry("UserID", "S-1-5-18")
                .containsEntry("Computer", "win10.example.com");
        assertThat(map)
                .extractingByKey("EventData")
                .hasToString("{#name=T, TargetUserName=SYSTEM, Twice=[a, b], " + "Data=bare, Empty=, Binary=0AFF}");
        assertThat(map)
                .extractingByKey("RenderingInfo")
                .hasToString("{Culture=en-US, Message=An account\nwas logged on., Level=Information, Task=null, "
                        + "Opcode=Info, Channel=Security, Provider=Microsoft Windows security, "
                        + "Keywords=[Audit Success, Classic]}");
    }

    @Test
    void nestsUserDataInMap() {
        WindowsEvent event =
                with("<UserData><c:Cleared xmlns:c='urn:c'><c:Channel>System</c:Channel></c:Cleared></UserData>");
        assertThat(event.toMap())
                .hasToString("{System={Provider={Name=EventCreate}}, UserData={Cleared={Channel=System}}}");
    }
}
