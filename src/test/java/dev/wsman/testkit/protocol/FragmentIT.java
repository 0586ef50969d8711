package dev.wsman.testkit.protocol;

import static dev.wsman.testkit.fixture.RawClient.DMTF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.fixture.SampleClasses;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fragment-level transfer (DSP0226 7.7). */
class FragmentIT {
    private static final String THING = DMTF + "Lab_Thing";

    @AutoStart
    final WsmanService service = SampleClasses.service().build();

    private RawClient wire;

    @BeforeEach
    void connect() {
        wire = new RawClient(service);
    }

    private RawReply get(String expression) {
        return wire.send(RawClient.get(THING).selector("Name", "one").header("wsman:FragmentTransfer", expression));
    }

    private RawReply put(String expression, String fragment) {
        return wire.send(RawClient.put(
                        THING, "<wsman:XmlFragment xmlns:p=\"" + THING + "\">" + fragment + "</wsman:XmlFragment>")
                .selector("Name", "one")
                .header("wsman:FragmentTransfer", expression));
    }

    @Test
    void returnsPropertyAsElement() {
        RawReply reply = get("Size");
        assertThat(reply.at("//s:Header/wsman:FragmentTransfer")).isEqualTo("Size");
        assertThat(reply.at("//wsman:XmlFragment/*[local-name()='Size']")).isEqualTo("1");
        assertThat(reply.at("namespace-uri(//wsman:XmlFragment/*)")).isEqualTo(THING);
    }

    @Test
    void returnsTextOfProperty() {
        RawReply reply = get("Caption/text()");
        assertThat(reply.count("//wsman:XmlFragment/*")).isZero();
        assertThat(reply.at("//wsman:XmlFragment")).isEqualTo(" 1 & <one> ");
    }

    @Test
    void countsArraysFromOne() {
        assertThat(get("Tags").texts("//wsman:XmlFragment/*")).containsExactly("a", "b");
        assertThat(get("Tags[2]").texts("//wsman:XmlFragment/*")).containsExactly("b");
        assertThat(get("Tags[2]/text()").at("//wsman:XmlFragment")).isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NoSuch", "Tags[3]", "/Size", "Size[last()]", "count(Tags)", "size"})
    void rejectsExpressionThatSelectsNothingOrIsUnsupported(String expression) {
        RawReply reply = get(expression);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.fault()).isEqualTo("CannotProcessFilter");
        assertThat(reply.nativeCode()).isEqualTo("2150858899");
    }

    @Test
    void listsSupportedDialectsForUnknownOne() {
        RawReply reply = wire.send(
                RawClient.get(THING)
                        .selector("Name", "one")
                        .block(
                                "wsman:FragmentTransfer",
                                "<wsman:FragmentTransfer s:mustUnderstand=\"true\" Dialect=\"urn:x\">Size</wsman:FragmentTransfer>"));
        assertThat(reply.fault()).isEqualTo("FragmentDialectNotSupported");
        assertThat(reply.at("//s:Detail/wsman:FragmentDialect")).isEqualTo(ServiceNamespaces.XPATH_DIALECT);
    }

    @Test
    void replacesOneProperty() {
        RawReply reply = put("Caption", "<p:Caption>new</p:Caption>");
        assertThat(reply.at("//wsman:XmlFragment/*[local-name()='Caption']")).isEqualTo("new");
        assertThat(get("Size/text()").at("//wsman:XmlFragment")).isEqualTo("1");
    }

    @Test
    void replacesTextAndOneElementOfArray() {
        put("Size/text()", "12");
        assertThat(get("Size/text()").at("//wsman:XmlFragment")).isEqualTo("12");
        put("Tags[1]", "<p:Tags>z</p:Tags>");
        assertThat(get("Tags").texts("//wsman:XmlFragment/*")).containsExactly("z", "b");
    }

    @Test
    void rejectsFragmentWithAnotherElement() {
        RawReply reply = put("Caption", "<p:Size>1</p:Size>");
        assertThat(reply.fault()).isEqualTo("InvalidRepresentation");
        assertThat(reply.detail()).isEqualTo("InvalidFragment");
    }
}
