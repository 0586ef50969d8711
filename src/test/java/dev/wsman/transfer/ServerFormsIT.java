package dev.wsman.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wsman.Filter;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.fixture.ServerFixture;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Intervals and characters, whose form depends on the server: in instances, JAXB classes and maps. */
class ServerFormsIT extends ServerFixture {
    private static final ResourceLocator DMTF = ResourceLocator.of(
                    "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/Lab_AllTypes")
            .selector("__cimnamespace", "root/cimv2");
    private static final String WINDOWS = "P1DT2H0M0S";
    private static final String CIM = "00000001020000.000000:000";
    private static final Duration INTERVAL = Duration.ofHours(26);

    static Stream<Arguments> servers() {
        return Stream.of(
                Arguments.of(ServerQuirks.WINRM, SessionFixture.TYPES, WINDOWS, "x"),
                Arguments.of(ServerQuirks.OPENWSMAN, DMTF, CIM, "x"),
                Arguments.of(ServerQuirks.OMI, DMTF, CIM, "120"));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void sendsIntervalInFormOfServer(ServerQuirks quirks, ResourceLocator types, String text, String letter) {
        open(quirks);
        session.create(
                types,
                Instance.builder(types.resourceUri(), "Lab_AllTypes")
                        .add("Id", "i")
                        .add("IntervalValue", INTERVAL)
                        .build());
        assertThat(sent(ServiceOperation.CREATE, "IntervalValue")).isEqualTo(text);
        Instance read = session.get(types.selector("Id", "i"));
        assertThat(read.duration("IntervalValue")).contains(INTERVAL);
        session.put(types.selector("Id", "i"), read.with("IntervalValue", INTERVAL));
        assertThat(sent(ServiceOperation.PUT, "IntervalValue")).isEqualTo(text);
        Typed typed = new Typed(); // its character is null, so that the form of the server is not needed
        typed.id = "i";
        typed.interval = INTERVAL;
        session.put(types.selector("Id", "i"), typed);
        assertThat(sent(ServiceOperation.PUT, "IntervalValue")).isEqualTo(text);
        session.invoke(types, "Echo", Map.of("IntervalValue", INTERVAL));
        assertThat(sent(ServiceOperation.INVOKE, "IntervalValue")).isEqualTo(text);
        session.invoke(types, "Echo", typed);
        assertThat(sent(ServiceOperation.INVOKE, "IntervalValue")).isEqualTo(text);
        assertThat(service.requests(ServiceOperation.IDENTIFY)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void rejectsNegativeIntervalBeforeSending(
            ServerQuirks quirks, ResourceLocator types, String interval, String letter) {
        open(quirks);
        Duration negative = Duration.ofSeconds(-1);
        Typed typed = new Typed();
        typed.interval = negative;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.put(types, typed))
                .withMessageContaining("IntervalValue");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.invoke(types, "Echo", typed))
                .withMessageContaining("IntervalValue");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.invoke(types, "Echo", Map.of("IntervalValue", negative)))
                .withMessageContaining("IntervalValue");
        assertThat(service.requests()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void sendsCharacterInFormOfServer(ServerQuirks quirks, ResourceLocator types, String interval, String text) {
        open(quirks);
        Instance echo = session.invoke(types, "Echo", Map.of("Char16Value", 'x', "Char16Array", List.of('x', '7')));
        assertThat(sent(ServiceOperation.INVOKE, "Char16Value")).isEqualTo(text);
        assertThat(echo.character("Char16Value")).contains('x');
        assertThat(echo.characters("Char16Array")).containsExactly('x', '7');
        Typed typed = new Typed();
        typed.id = "c";
        typed.letter = 'x';
        session.create(types, typed);
        assertThat(sent(ServiceOperation.CREATE, "Char16Value")).isEqualTo(text);
        ResourceLocator made = types.selector("Id", "c");
        Instance read = session.get(made);
        assertThat(read.character("Char16Value")).contains('x');
        assertThat(session.get(made, Typed.class).letter).isEqualTo('x');
        session.put(made, read.with("Char16Value", 'x'));
        assertThat(sent(ServiceOperation.PUT, "Char16Value")).isEqualTo(text);
        session.put(made, read.toBuilder().set("Char16Array", new char[] {'x'}).build());
        assertThat(sent(ServiceOperation.PUT, "Char16Array")).isEqualTo(text);
        assertThat(session.get(made).characters("Char16Array")).containsExactly('x');
        // One Identify, and only if the resource URI does not identify the server.
        assertThat(service.requests(ServiceOperation.IDENTIFY)).hasSize(types == SessionFixture.TYPES ? 0 : 1);
    }

    /** OMI sends the tab as the number 9. */
    @ParameterizedTest
    @MethodSource("servers")
    void readsCharacterThatIsSingleDigitOnWire(
            ServerQuirks quirks, ResourceLocator types, String interval, String letter) {
        open(quirks);
        Instance least = session.get(types.selector("Id", "least"));
        if (!quirks.name().equals("openwsman")) { // drops white space at both ends
            assertThat(least.character("Char16Value")).contains('\t');
            assertThat(session.get(types.selector("Id", "least"), Typed.class).letter)
                    .isEqualTo('\t');
        }
        Instance seven = session.invoke(types, "Echo", Map.of("Char16Value", '7'));
        assertThat(seven.character("Char16Value")).contains('7');
    }

    /** In recordings of Windows the elements within the items of a projection have no namespace. */
    @Test
    void readsDateTimesOfProjection() {
        open(ServerQuirks.WINRM);
        Filter wql = Filter.wql("select Id, DatetimeValue, IntervalValue from Lab_AllTypes where Id = 'many'");
        ResourceLocator all = ResourceLocator.of("wmicimv2/*");
        Instance item = session.enumerate(all).filter(wql).first().orElseThrow();
        assertThat(item.toXml()).contains("<DatetimeValue><Datetime>").contains("<IntervalValue><Interval>");
        assertThat(item.dateTime("DatetimeValue")).contains(OffsetDateTime.parse("2024-02-29T12:34:56.000007+01:00"));
        assertThat(item.duration("IntervalValue")).contains(Duration.parse("P2DT3H4M5.000006S"));
        Typed typed = session.enumerate(all, Typed.class).filter(wql).first().orElseThrow();
        assertThat(typed.interval).isEqualTo(Duration.parse("P2DT3H4M5.000006S"));
    }

    private String sent(ServiceOperation operation, String property) {
        RecordedRequest request = service.lastRequest(operation);
        return request.xpath("string(/s:Envelope/s:Body/*/*[local-name()='" + property + "'])");
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Typed {
        @XmlElement(name = "Id")
        String id;

        @XmlElement(name = "IntervalValue")
        Duration interval;

        @XmlElement(name = "Char16Value")
        Character letter;
    }
}
