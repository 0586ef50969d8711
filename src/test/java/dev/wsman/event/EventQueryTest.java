package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventQueryTest {
    private static final EventQuery SYSTEM = EventQuery.channel("System");

    @Test
    void selectsAllEventsOfChannelWithoutExpression() {
        assertThat(SYSTEM.xml())
                .isEqualTo("<QueryList><Query Id=\"0\"><Select Path=\"System\">*</Select></Query></QueryList>");
        assertThat(SYSTEM).hasToString(SYSTEM.xml());
    }

    @Test
    void limitsChannelThatWasAddedLast() {
        EventQuery query = SYSTEM.xpath("*[System[Level<=2]]")
                .andChannel("Security")
                .xpath("*[System[EventID=4624]]")
                .xpath("*[System[EventID=4625]]")
                .suppress("*[EventData[Data='a & b']]")
                .andChannel("Setup");
        assertThat(query.xml())
                .isEqualTo("<QueryList><Query Id=\"0\"><Select Path=\"System\">*[System[Level&lt;=2]]</Select></Query>"
                        + "<Query Id=\"1\"><Select Path=\"Security\">*[System[EventID=4624]]</Select>"
                        + "<Select Path=\"Security\">*[System[EventID=4625]]</Select>"
                        + "<Suppress Path=\"Security\">*[EventData[Data='a &amp; b']]</Suppress></Query>"
                        + "<Query Id=\"2\"><Select Path=\"Setup\">*</Select></Query></QueryList>");
        assertThat(query.channels()).containsExactly("System", "Security", "Setup");
    }

    @Test
    void replacesSelectionOfAllAfterSuppress() {
        EventQuery query = SYSTEM.suppress("*[System[Level=4]]").xpath("*[System[Level>1]]");
        assertThat(query).isEqualTo(SYSTEM.xpath("*[System[Level>1]]").suppress("*[System[Level=4]]"));
    }

    @Test
    void returnsChannelsOnceInTheirOrder() {
        EventQuery query = SYSTEM.andChannel("Application").andChannel("SYSTEM").andChannel("Setup");
        assertThat(query.channels()).containsExactly("System", "Application", "Setup");
    }

    @Test
    void readsQueryListInAnyNamespaceWithDefaultPath() {
        String expected = EventQuery.channel("Application")
                .xpath("*[System[Level=2]]")
                .suppress("*[System[EventID=1]]")
                .andChannel("Setup")
                .xml();
        for (String namespace :
                new String[] {"", " xmlns='http://schemas.microsoft.com/win/2004/08/events/eventquery'"}) {
            EventQuery query = EventQuery.queryList("\n<QueryList" + namespace + ">\n<!-- c --><Query Id='7'"
                    + " Path='Application'><Select> *[System[Level=2]] </Select><Suppress Path='application'>"
                    + "*[System[EventID=1]]</Suppress></Query><Query Id='8'><Select Path='Setup'>*</Select></Query>"
                    + "</QueryList>");
            assertThat(query.xml().replace("Path=\"application\"", "Path=\"Application\""))
                    .isEqualTo(expected);
        }
    }

    @Test
    void keepsTargetOfQuery() {
        EventQuery query = EventQuery.queryList(
                "<QueryList><Query Target='Both'><Select Path='System'>*</Select></Query></QueryList>");
        assertThat(query.xml()).contains("<Query Id=\"0\" Target=\"Both\">");
        assertThat(query.andChannel("Setup").xml()).contains("Target=\"Both\"", "Setup");
        assertThat(query).isNotEqualTo(SYSTEM);
    }

    @Test
    void readsItsOwnXmlBack() {
        EventQuery query =
                SYSTEM.xpath("Event[System[Level=1]]").andChannel("Security").suppress("*[System]");
        assertThat(EventQuery.queryList(query.xml())).isEqualTo(query).hasSameHashCodeAs(query);
        assertThat(query).isNotEqualTo(SYSTEM);
    }

    @Test
    void knowsChannelsOfWhichAllEventsAreSelected() {
        EventQuery query = SYSTEM.andChannel("Security")
                .xpath("*[System[Level=2]]")
                .andChannel("Setup")
                .suppress("*[System[Level=4]]");
        assertThat(query.selectsAllOf("system")).isTrue();
        assertThat(query.selectsAllOf("Security")).isFalse();
        assertThat(query.selectsAllOf("Setup")).isFalse();
        assertThat(query.selectsAllOf("Application")).isFalse();
        assertThat(SYSTEM.xpath("*").xpath("*[System[Level=2]]").selectsAllOf("System"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''            | channel is empty",
                "'  '          | channel is empty",
                "file://C:\\a.evtx | channel: 'file://C:\\a.evtx' is a file. Only channels have subscriptions"
            })
    void rejectsNamesThatAreNotChannels(String channel, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventQuery.channel(channel))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SYSTEM.andChannel(channel))
                .withMessage(message);
    }

    @Test
    void rejectsNullAndForbiddenCharactersNamingArgument() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventQuery.channel(null))
                .withMessage("channel is null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventQuery.channel("a\u0001"))
                .withMessageStartingWith("channel: XML cannot contain");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SYSTEM.xpath("*[System='\u0001']"))
                .withMessageStartingWith("xpath: XML cannot contain");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SYSTEM.xpath(null))
                .withMessage("xpath is null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventQuery.queryList(null))
                .withMessage("xml is null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "EventID=1                  | starts with * or Event",
                "/Event                     | starts with * or Event",
                "EventData[Data=1]          | starts with * or Event",
                "SELECT * FROM System       | starts with * or Event",
                "*[System[Level=2]          | a ] is missing at the end",
                "*[System[(Level=2]]        | the ] at offset 17 closes nothing",
                "*[System]]                 | the ] at offset 9 closes nothing",
                "*[System[Provider='a]]     | the quote at offset 18 is not closed"
            })
    void rejectsExpressionsThatWindowsCannotParse(String xpath, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SYSTEM.xpath(xpath))
                .withMessageStartingWith("xpath '" + xpath + "': ")
                .withMessageContaining(reason);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SYSTEM.suppress(xpath))
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "Event",
                "Event/System[EventID=1]",
                "*[System[band(Keywords,9007199254740992) and TimeCreated[timediff(@SystemTime) <= 3600000]]]",
                "*[EventData[Data[@Name='x']=\"a]('\"]]"
            })
    void acceptsExpressionsOfWindows(String xpath) {
        assertThat(SYSTEM.xpath(xpath).channels()).containsExactly("System");
    }

    @Test
    void rejectsMoreThan32ComparisonsInOneExpression() {
        assertThat(SYSTEM.xpath(comparisons(32)).xpath(comparisons(32)).channels())
                .hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SYSTEM.xpath(comparisons(33)))
                .withMessageContaining("has 33 comparisons, and Windows accepts at most 32");
    }

    private static String comparisons(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "EventID>=" + i)
                .collect(Collectors.joining(" or ", "*[System[(", ")]]"));
    }

    @Test
    void rejectsMoreThan256Channels() {
        EventQuery query = SYSTEM;
        for (int i = 1; i < 256; i++) {
            query = query.andChannel("C" + i);
        }
        EventQuery most = query.andChannel("system");
        assertThat(most.channels()).hasSize(256);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> most.andChannel("One more"))
                .withMessageContaining("257 channels, and Windows accepts at most 256");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "*[System]                                                       | not well-formed XML",
                "<Query><Select Path='System'>*</Select></Query>                 | and not <QueryList>",
                "<QueryList/>                                                    | the QueryList has no Query",
                "<QueryList><Select Path='a'>*</Select></QueryList>              | cannot contain <Select>",
                "<QueryList><Query/></QueryList>                                 | a Query has no Select",
                "<QueryList><Query><Select>*</Select></Query></QueryList>        | a Select has no Path",
                "<QueryList><Query Path='a'><Select/></Query></QueryList>        | starts with * or Event",
                "<QueryList><Query Path=''><Select>*</Select></Query></QueryList> | the name of the channel is empty",
                "<QueryList><Query Path='a'><Deny>*</Deny></Query></QueryList>   | cannot contain <Deny>",
                "<QueryList><Query Path='a'><Suppress>*</Suppress></Query></QueryList> | needs a Select of the same channel",
                "<QueryList><Query Path='a'><Select>*</Select><Suppress Path='b'>*</Suppress></Query></QueryList> | 'b' has none",
                "<QueryList><Query Path='file://a'><Select>*</Select></Query></QueryList> | is a file",
                "<QueryList><Query Id='0' Path='a'><Select>*</Select></Query><Query Path='b'><Select>*</Select></Query></QueryList> | no Id"
            })
    void rejectsQueryListsThatWindowsRejects(String xml, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventQuery.queryList(xml))
                .withMessageStartingWith("xml")
                .withMessageContaining(reason);
    }
}
