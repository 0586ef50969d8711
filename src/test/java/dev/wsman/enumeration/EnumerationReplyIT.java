package dev.wsman.enumeration;

import static dev.wsman.fixture.SessionFixture.MANY;
import static dev.wsman.fixture.SessionFixture.SOAP_TYPE;
import static dev.wsman.fixture.SessionFixture.envelope;
import static dev.wsman.fixture.SessionFixture.ids;
import static dev.wsman.fixture.SessionFixture.items;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Filter;
import dev.wsman.Instance;
import dev.wsman.Referenced;
import dev.wsman.Session;
import dev.wsman.WsmanError;
import dev.wsman.WsmanException;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The forms of EnumerateResponse and PullResponse, which differ between servers. */
class EnumerationReplyIT {
    private static final String PULL = "/s:Envelope/s:Body/wsen:Pull/";
    private static final String CONTEXT = "<n:EnumerationContext>c1</n:EnumerationContext>";
    private static final String MORE =
            "<n:EnumerateResponse>" + CONTEXT + "<w:Items>%s</w:Items></n:EnumerateResponse>";

    @AutoStart
    static final WsmanService service = SessionFixture.service().build();

    @AutoClose
    private final Session session = Session.open(service.endpoint());

    private static void stubReply(ServiceOperation operation, String body) {
        service.on(operation).respond(200, SOAP_TYPE, envelope(body));
    }

    private static String pullResponse(String content) {
        return "<n:PullResponse>" + content + "</n:PullResponse>";
    }

    @Test
    void readsItemsBeforeContextAndEitherEndOfSequence() {
        for (String end : List.of("<w:EndOfSequence/>", "<n:EndOfSequence/>")) {
            stubReply(
                    ServiceOperation.ENUMERATE,
                    "<n:EnumerateResponse><w:Items>" + items(1, 2) + "</w:Items>" + CONTEXT + "</n:EnumerateResponse>");
            stubReply(ServiceOperation.PULL, pullResponse("<w:Items>" + items(3, 3) + "</w:Items>" + CONTEXT + end));
            assertThat(ids(session.enumerate(MANY).list())).isEqualTo(ids(1, 3));
        }
        assertThat(service.requests()).hasSize(4);
        assertThat(service.requests(ServiceOperation.RELEASE)).isEmpty();
    }

    @Test
    void endsAfterFirstReplyThatHasAllItems() {
        String all = "<w:Items>" + items(1, 2) + "</w:Items>";
        for (String end : List.of(
                "<n:EnumerationContext/>" + all + "<w:EndOfSequence/>",
                all + "<n:EnumerationContext> </n:EnumerationContext>",
                all,
                CONTEXT + all + "<n:EndOfSequence/>")) {
            stubReply(ServiceOperation.ENUMERATE, "<n:EnumerateResponse>" + end + "</n:EnumerateResponse>");
            assertThat(ids(session.enumerate(MANY).list())).isEqualTo(ids(1, 2));
        }
        assertThat(service.requests()).hasSize(4).allMatch(sent -> sent.operation() == ServiceOperation.ENUMERATE);
    }

    @Test
    void ignoresPropertyNamedEndOfSequence() {
        stubReply(
                ServiceOperation.ENUMERATE,
                MORE.formatted("<p:A xmlns:p='urn:a'><p:EndOfSequence>x</p:EndOfSequence><EndOfSequence/></p:A>"));
        stubReply(ServiceOperation.PULL, pullResponse("<n:Items>" + items(2, 2) + "</n:Items><n:EndOfSequence/>"));
        assertThat(session.enumerate(MANY).list()).hasSize(2);
    }

    @Test
    void continuesAfterBatchesWithoutItems() {
        stubReply(ServiceOperation.ENUMERATE, MORE.formatted(""));
        stubReply(ServiceOperation.PULL, pullResponse("<n:EnumerationContext>c2</n:EnumerationContext><n:Items/>"));
        stubReply(ServiceOperation.PULL, pullResponse("<n:EnumerationContext>c3</n:EnumerationContext>"));
        stubReply(ServiceOperation.PULL, pullResponse("<n:Items>" + items(1, 1) + "</n:Items><n:EndOfSequence/>"));
        assertThat(ids(session.enumerate(MANY).list())).isEqualTo(ids(1, 1));
        assertThat(service.requests(ServiceOperation.PULL))
                .extracting(pull -> pull.xpath(PULL + "wsen:EnumerationContext"))
                .containsExactly("c1", "c2", "c3");
    }

    @Test
    void stopsAfterTooManyEmptyBatches() {
        stubReply(ServiceOperation.ENUMERATE, MORE.formatted(""));
        service.on(ServiceOperation.PULL)
                .respond(200, SOAP_TYPE, envelope(pullResponse(CONTEXT)))
                .always();
        WsmanException failure = catchThrowableOfType(
                WsmanException.class, () -> session.enumerate(MANY).list());
        assertThat(failure.error().kind()).isIn(WsmanError.Kind.PROTOCOL, WsmanError.Kind.CLIENT_TIMED_OUT);
        assertThat(service.requests(ServiceOperation.PULL)).hasSizeLessThan(1100);
    }

    @Test
    void returnsNothingForReplyWithoutItems() {
        stubReply(ServiceOperation.ENUMERATE, "<n:EnumerateResponse><n:EnumerationContext/></n:EnumerateResponse>");
        assertThat(session.enumerate(MANY).list()).isEmpty();
        assertThat(session.enumerate(MANY)
                        .filter(Filter.selector(Map.of("Id", "99")))
                        .first())
                .isEmpty();
    }

    @Test
    void returnsContextOfMarkupUnchanged() {
        stubReply(
                ServiceOperation.ENUMERATE,
                "<n:EnumerateResponse><n:EnumerationContext> t<v:id xmlns:v='urn:v' a='1'>7<v:b/></v:id> u "
                        + "</n:EnumerationContext><w:Items>" + items(1, 1) + "</w:Items></n:EnumerateResponse>");
        stubReply(ServiceOperation.PULL, pullResponse("<n:Items/><n:EndOfSequence/>"));
        session.enumerate(MANY).list();
        RecordedRequest pull = service.lastRequest(ServiceOperation.PULL);
        String context = PULL + "wsen:EnumerationContext";
        assertThat(pull.xpath(context)).isEqualTo(" t7 u ");
        assertThat(pull.xpath("namespace-uri(" + context + "/*)")).isEqualTo("urn:v");
        assertThat(pull.xpath(context + "/*/@a")).isEqualTo("1");
    }

    @Test
    void endsWithPullResponseWithoutContext() {
        stubReply(ServiceOperation.ENUMERATE, MORE.formatted(items(1, 1)));
        stubReply(ServiceOperation.PULL, pullResponse("<n:Items>" + items(2, 2) + "</n:Items><n:EndOfSequence/>"));
        assertThat(ids(session.enumerate(MANY).list())).isEqualTo(ids(1, 2));
        assertThat(service.requests()).hasSize(2);
    }

    @Test
    void readsReferenceBeforeItsObject() {
        stubReply(
                ServiceOperation.ENUMERATE,
                MORE.formatted("<w:Item><a:EndpointReference><a:Address>x</a:Address><a:ReferenceParameters>"
                                + "<w:ResourceURI>urn:r</w:ResourceURI></a:ReferenceParameters></a:EndpointReference>"
                                + items(5, 5) + "</w:Item>")
                        .replace(CONTEXT, ""));
        Referenced<Instance> only =
                session.enumerate(MANY).withReferences().first().orElseThrow();
        assertThat(only.reference().resourceUri()).isEqualTo("urn:r");
        assertThat(only.value().text("Id")).contains("5");
    }

    @Test
    void keepsNamespacesThatItemDeclares() {
        String object =
                "<x:Disk xmlns:x='urn:x' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='q:Disk'/>";
        stubReply(
                ServiceOperation.ENUMERATE,
                MORE.formatted("<w:Item xmlns:q='urn:q'><a:EndpointReference><a:Address>x</a:Address>"
                                + "<a:ReferenceParameters><w:ResourceURI>urn:r</w:ResourceURI></a:ReferenceParameters>"
                                + "</a:EndpointReference>" + object + "</w:Item>")
                        .replace(CONTEXT, ""));
        Referenced<Instance> only =
                session.enumerate(MANY).withReferences().first().orElseThrow();
        assertThat(only.value().toXml()).contains("xmlns:q=\"urn:q\"");
    }
}
