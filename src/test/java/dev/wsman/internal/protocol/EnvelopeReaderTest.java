package dev.wsman.internal.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ExchangeException.Stage;
import dev.wsman.internal.transport.Deadline;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.TreeReader;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeReaderTest {
    private static final String SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String TYPE = "application/soap+xml;charset=UTF-8";

    private static OutgoingRequest<String> request() {
        Exchange<String> exchange = new Exchange<>(
                Operation.GET,
                "Get",
                "urn:a",
                null,
                null,
                (body, head) -> body.isStartElement() ? TreeReader.read(body).toXml() : "empty",
                Map.of(),
                false,
                null);
        return OutgoingRequest.of(
                exchange, new RequestDefaults("http://x/", null, 0), Deadline.after(Duration.ofSeconds(1)));
    }

    private static String read(int status, @Nullable String type, byte[] bytes) {
        return new EnvelopeReader<>(request(), new InMemoryReply(status, type, bytes)).read();
    }

    private static ExchangeException failure(int status, String body) {
        return catchThrowableOfType(ExchangeException.class, () -> read(status, TYPE, body.getBytes(UTF_8)));
    }

    private static String envelope(String headers, String body) {
        return "<s:Envelope xmlns:s='" + Namespaces.SOAP + "' xmlns:a='" + Namespaces.ADDRESSING + "'>" + headers
                + "<s:Body>" + body + "</s:Body></s:Envelope>";
    }

    @Test
    void readsBodyWithAndWithoutHeader() {
        for (String header : new String[] {"", "<s:Header/>", "<s:Header>\n<a:To>x</a:To> </s:Header>\n"}) {
            assertThat(read(200, TYPE, envelope(header, "\n <a/> \n").getBytes(UTF_8)))
                    .contains("<a");
            assertThat(read(200, TYPE, envelope(header, " ").getBytes(UTF_8))).isEqualTo("empty");
        }
    }

    @Test
    void decodesUnicodeFormsAndCharsetOfContentType() {
        String xml = envelope("", "<a>ü€</a>");
        String declared = "<?xml version='1.0' encoding='utf-16'?>" + xml;
        assertThat(read(200, TYPE, ("\uFEFF" + xml).getBytes(UTF_8))).contains("ü€");
        assertThat(read(200, "application/soap+xml", declared.getBytes(UTF_16))).contains("ü€");
        assertThat(read(200, TYPE, ("\uFEFF" + declared).getBytes(UTF_16LE))).contains("ü€");
        assertThat(read(
                        200,
                        "text/xml; charset=\"iso-8859-1\"",
                        envelope("", "<a>ü</a>").getBytes(ISO_8859_1)))
                .contains("ü");
        assertThat(read(200, null, xml.getBytes(UTF_8))).contains("ü€");
    }

    @Test
    void rejectsReplyWhoseRelatesToIsAnotherMessage() {
        OutgoingRequest<String> call = request();
        String bare = call.messageId().substring("uuid:".length());
        for (String same :
                new String[] {call.messageId(), "urn:uuid:" + bare.toLowerCase(java.util.Locale.ROOT), " "}) {
            String header = "<s:Header><a:RelatesTo>" + same + "</a:RelatesTo></s:Header>";
            InMemoryReply reply =
                    new InMemoryReply(200, TYPE, envelope(header, "<a/>").getBytes(UTF_8));
            assertThat(new EnvelopeReader<>(call, reply).read()).contains("<a");
        }
        assertThat(failure(200, envelope("<s:Header><a:RelatesTo>uuid:other</a:RelatesTo></s:Header>", "<a/>"))
                        .stage())
                .isEqualTo(Stage.PROTOCOL);
    }

    @Test
    void readsFaultOfEitherSoapVersionUnderAnyStatus() {
        String fault = "<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code>"
                + "<s:Reason><s:Text xml:lang='en'>no</s:Text></s:Reason></s:Fault>";
        for (int status : new int[] {200, 400, 500}) {
            ExchangeException failure = failure(status, envelope("", fault));
            assertThat(failure.stage()).isEqualTo(Stage.FAULT);
            assertThat(failure.httpStatus()).isEqualTo(status);
            assertThat(failure).hasMessage("no");
        }
        ExchangeException old = failure(
                500,
                "<e:Envelope xmlns:e='" + SOAP_11 + "'><e:Body><e:Fault><faultcode>e:Client</faultcode>"
                        + "<faultstring>old</faultstring></e:Fault></e:Body></e:Envelope>");
        assertThat(old.stage()).isEqualTo(Stage.FAULT);
        assertThat(old).hasMessage("old");
    }

    @Test
    void reportsErrorStatusWithoutFaultAsHttpError() {
        assertThat(failure(500, envelope("", "<a/>")).stage()).isEqualTo(Stage.HTTP);
        assertThat(failure(503, "<html><body>busy</body></html>").stage()).isEqualTo(Stage.HTTP);
        assertThat(failure(404, "").stage()).isEqualTo(Stage.HTTP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "plain",
                "<html/>",
                "<!DOCTYPE html><html/>",
                "<a/>",
                "<Envelope/>",
                "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'>",
                "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'/>",
                "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Header/></s:Envelope>",
                "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body><a></s:Body></s:Envelope>",
                "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body><a/></s:Body>",
                "<!DOCTYPE x [<!ENTITY e 'e'>]><s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'/>"
            })
    void reportsReplyWithoutEnvelopeAsProtocolError(String body) {
        assertThat(failure(200, body).stage()).isEqualTo(Stage.PROTOCOL);
    }

    @Test
    void shortensExcerptOfReply() {
        ExchangeException failure = failure(200, "x".repeat(5000));
        assertThat(failure.excerpt()).startsWith("xxx").hasSizeLessThan(1000);
        assertThat(failure.getMessage()).hasSizeLessThan(1200);
    }

    @Test
    void rejectsUnknownHeaderThatMustBeUnderstood() {
        String known = "<s:Header><a:Action s:mustUnderstand='1'>x</a:Action>"
                + "<v:Odd xmlns:v='urn:v' s:mustUnderstand='false'/></s:Header>";
        assertThat(read(200, TYPE, envelope(known, "<a/>").getBytes(UTF_8))).contains("<a");
        String odd = "<s:Header><v:Odd xmlns:v='urn:v' s:mustUnderstand='1'/></s:Header>";
        assertThat(failure(200, envelope(odd, "<a/>"))).hasMessageContaining("Odd");
    }
}
