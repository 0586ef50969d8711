package dev.wsman.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanFaultException;
import dev.wsman.WsmanProtocolException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Envelopes that are not the expected reply, and expected replies in an unusual form. */
@ExtendWith(CaseCounter.class)
class UnexpectedReplyIT {
    private static final String FAMILY = "unexpected reply";

    private static Reaction envelope(String relatesTo, String headers, String body) {
        return Reaction.envelope(
                request -> Envelopes.envelope(relatesTo.replace("ID", request.messageId()), headers, body));
    }

    private static void assertRejected(Reaction reaction, Function<Session, ?> call, String text) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            HostileTrial.Outcome outcome = trial.meets(reaction).fails(call);
            assertThat(outcome.exception()).isInstanceOf(WsmanProtocolException.class);
            assertThat(outcome.kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(outcome.reason()).contains(text);
        }
    }

    private static Instance read(Reaction reaction) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            return trial.meets(reaction).succeedsToGet();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"uuid:00000000-0000-0000-0000-000000000000", "7", "urn:uuid:x"})
    void rejectsReplyWhoseRelatesToIsAnotherMessage(String relatesTo) {
        assertRejected(
                envelope(relatesTo, "", Envelopes.thing("x")), session -> session.get(HostileTrial.THING), relatesTo);
    }

    private static final String DENIED = "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode>"
            + "<s:Value>w:AccessDenied</s:Value></s:Subcode></s:Code>"
            + "<s:Reason><s:Text xml:lang='en'>no</s:Text></s:Reason></s:Fault>";

    @ParameterizedTest
    @ValueSource(strings = {"uuid:00000000-0000-0000-0000-000000000000", "7", "urn:uuid:x"})
    void rejectsFaultWhoseRelatesToIsAnotherMessage(String relatesTo) {
        assertRejected(envelope(relatesTo, "", DENIED), session -> session.get(HostileTrial.THING), relatesTo);
        assertRejected(
                envelope(
                        "ID",
                        "<b:RelatesTo xmlns:b='http://www.w3.org/2005/08/addressing'>" + relatesTo + "</b:RelatesTo>",
                        DENIED),
                session -> session.enumerate(HostileTrial.THINGS).list(),
                relatesTo);
    }

    /** Servers leave RelatesTo out if they could not read the request (the recording openwsman/not-xml). */
    @ParameterizedTest
    @ValueSource(strings = {"", "ID", " ID\n"})
    void acceptsFaultWithoutOrWithOwnRelatesTo(String relatesTo) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            assertThat(trial.meets(envelope(relatesTo, "", DENIED)).failsToGet().kind())
                    .isEqualTo(Kind.ACCESS_DENIED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ID", " ID\n"})
    void acceptsReplyWithoutOrWithOwnRelatesTo(String relatesTo) {
        assertThat(read(envelope(relatesTo, "", Envelopes.thing("x"))).text("Name"))
                .contains("x");
    }

    @Test
    void rejectsUnknownHeaderThatMustBeUnderstood() {
        String header = "<q:Lock xmlns:q=\"urn:other\" s:mustUnderstand=\"true\">1</q:Lock>";
        assertRejected(
                envelope("ID", header, Envelopes.thing("x")), session -> session.get(HostileTrial.THING), "Lock");
    }

    @Test
    void acceptsOtherUnknownHeaders() {
        String headers = "<q:Lock xmlns:q=\"urn:other\" s:mustUnderstand=\"false\">1</q:Lock><Bare/>"
                + "<a:Action s:mustUnderstand=\"1\">anything</a:Action>";
        assertThat(read(envelope("ID", headers, Envelopes.thing("x"))).text("Name"))
                .contains("x");
    }

    @Test
    void rejectsReplyToAnotherOperation() {
        String get = Envelopes.thing("x");
        String pulled = Envelopes.lastBatch(get);
        assertRejected(
                envelope("ID", "", get),
                session -> session.enumerate(HostileTrial.THINGS).list(),
                "EnumerateResponse");
        assertRejected(
                envelope("ID", "", pulled),
                session -> session.enumerate(HostileTrial.THINGS).list(),
                "EnumerateResponse");
        assertRejected(envelope("ID", "", get), Session::identify, "IdentifyResponse");
        assertRejected(
                envelope("ID", "", get), session -> session.create(HostileTrial.THINGS, Instance.parse("<a/>")), "");
        assertRejected(envelope("ID", "", ""), session -> session.get(HostileTrial.THING), "an empty Body");
        assertRejected(
                envelope("ID", "", ""), session -> session.invoke(HostileTrial.THING, "Do", Map.of()), "an empty Body");
    }

    @Test
    void rejectsEnumerateResponseToPull() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.meets(Reaction.envelope(Envelopes::expected), envelope("ID", "", Envelopes.enumerated("c", "")));
            assertThat(trial.fails(session ->
                                    session.enumerate(HostileTrial.THINGS).list())
                            .kind())
                    .isEqualTo(Kind.PROTOCOL);
            assertThat(trial.server.operations()).contains("Release");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a/>",
                "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'/>",
                "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Header/></s:Envelope>",
                "<s:Envelope xmlns:s='urn:other'><s:Body/></s:Envelope>",
                "<Envelope><Body/></Envelope>",
                "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'>text<s:Body/></s:Envelope>",
                "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body/></s:Envelope><more/>",
                "<a",
                "<",
                "<<>>",
                "<?xml version='1.0'?>"
            })
    void rejectsBodyThatIsNotEnvelope(String body) {
        assertRejected(
                Reaction.reply(200, HttpMessages.SOAP, body.getBytes()),
                session -> session.get(HostileTrial.THING),
                "");
    }

    @Test
    void readsFaultOfSoap11() {
        String fault = "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body><e:Fault>"
                + "<faultcode>e:Client</faultcode><faultstring>old</faultstring></e:Fault></e:Body></e:Envelope>";
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            HostileTrial.Outcome outcome = trial.meets(Reaction.reply(500, "text/xml", fault.getBytes()))
                    .failsToGet();
            assertThat(outcome.exception()).isInstanceOf(WsmanFaultException.class);
        }
    }

    @Test
    void readsValuesWithCommentsInstructionsAndSections() {
        String thing = "<p:LAB_Thing><!--c--><p:Name>o<!-- not this -->n<?nor this?><![CDATA[<e>]]></p:Name>"
                + "<?pi?><p:Size><!-- 1 -->4<!-- 2 -->2</p:Size></p:LAB_Thing>";
        Instance read = read(envelope("ID", "", thing));
        assertThat(read.text("Name")).contains("on<e>");
        assertThat(read.integer("Size")).hasValue(42);
    }

    @Test
    void readsRedeclaredPrefixesAndRepeatedIds() {
        String thing = "<p:LAB_Thing xml:id=\"i\" id=\"i\"><p:Name xml:id=\"i\" xmlns:p=\"" + Envelopes.CLASS
                + "\">x</p:Name><q:Size xmlns:q=\"" + Envelopes.CLASS + "\" id=\"i\">1</q:Size>"
                + "<s:Size xmlns:s=\"" + Envelopes.CLASS + "\">2</s:Size><Size xmlns=\"" + Envelopes.CLASS
                + "\">3</Size></p:LAB_Thing>";
        Instance read = read(envelope("ID", "", thing));
        assertThat(read.text("Name")).contains("x");
        assertThat(read.texts("Size")).containsExactly("1", "2", "3");
    }

    @Test
    void ignoresEstimateBelowNumberOfItems() {
        String estimate = "<w:TotalItemsCountEstimate>0</w:TotalItemsCountEstimate>";
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            long count = trial.meets(envelope(
                            "ID", estimate, Envelopes.enumerated("c", Envelopes.thing("a") + Envelopes.thing("b"))))
                    .succeeds(session -> session.enumerate(HostileTrial.THINGS).count());
            assertThat(count).isEqualTo(3);
        }
    }

    @Test
    void readsReferenceWithoutResourceUri() {
        String reference = "<a:EndpointReference><a:Address>http://x/</a:Address><a:ReferenceParameters>"
                + "<w:SelectorSet><w:Selector Name='Name'>one</w:Selector></w:SelectorSet>"
                + "</a:ReferenceParameters></a:EndpointReference>";
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            Reaction reply = envelope("ID", "", Envelopes.enumerated("c", reference));
            ResourceLocator locator = trial.meets(reply).succeeds(session -> session.enumerate(HostileTrial.THINGS)
                    .references()
                    .first()
                    .orElseThrow());
            assertThat(locator.resourceUri()).isEqualTo(Envelopes.CLASS);
            assertThat(trial.succeeds(session -> session.get(locator)).text("Name"))
                    .contains("one");
        }
    }

    @Test
    void ignoresPropertyNamedEndOfSequence() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            String item = "<p:LAB_Thing><p:EndOfSequence/><p:Items><p:x/></p:Items></p:LAB_Thing>";
            trial.meets(Reaction.envelope(request -> Envelopes.envelope(request, Envelopes.enumerated("c", item))));
            List<Instance> all = trial.succeeds(
                    session -> session.enumerate(HostileTrial.THINGS).list());
            assertThat(all).hasSize(2);
        }
    }
}
