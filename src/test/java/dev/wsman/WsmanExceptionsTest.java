package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.WsmanError.Kind;
import dev.wsman.internal.fault.Advice;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.XmlFactories;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The exceptions and messages of failures that no server reported. */
class WsmanExceptionsTest {

    private static WsmanException thrown(ExchangeException failure) {
        return WsmanExceptions.of(failure, "Enumerate", "wmicimv2/Win32_Process");
    }

    @Test
    void namesEndpointAndHintsIfConnectionIsRefused() {
        WsmanException e =
                thrown(ExchangeException.connect("http://srv1:5985/wsman", new ConnectException("Connection refused")));

        assertThat(e)
                .isInstanceOf(WsmanTransportException.class)
                .hasMessage(
                        "cannot connect to http://srv1:5985/wsman: Connection refused (Enumerate wmicimv2/Win32_Process;"
                                + " CONNECTION, 12029 ERROR_WINHTTP_CANNOT_CONNECT) - check host and port (5985 for http, 5986 for"
                                + " https), that the service runs and that no firewall blocks the port")
                .hasCauseInstanceOf(ConnectException.class);
    }

    @Test
    void distinguishesUnknownHostFromRefusedConnection() {
        WsmanError error = thrown(ExchangeException.connect("http://nosuch/wsman", new UnknownHostException("nosuch")))
                .error();

        assertThat(error.symbol()).contains("ERROR_WSMAN_NAME_NOT_RESOLVED");
        assertThat(error.kind()).isEqualTo(Kind.CONNECTION);
    }

    @ParameterizedTest
    @CsvSource({
        "Get, a read can be repeated",
        "Enumerate, a read can be repeated",
        "Pull, the items of this batch are lost: start the enumeration again",
        "Put, read the current state before you repeat it",
        "Create, read the current state before you repeat it",
        "Delete, read the current state before you repeat it",
        "Invoke StopService, read the current state before you repeat it",
    })
    void hintsByOperationWhatToDoAfterBrokenConnection(String operation, String hint) {
        ExchangeException broken =
                ExchangeException.receive("http://srv1/wsman", 200, new SocketException("Connection reset"));

        WsmanException e = WsmanExceptions.of(broken, operation, "wmicimv2/Win32_Service");

        assertThat(e).isInstanceOf(WsmanTransportException.class).hasMessageContaining("Connection reset");
        assertThat(e.error().httpStatus()).isEqualTo(200);
        assertThat(e.error().hint())
                .hasValueSatisfying(actual -> assertThat(actual).contains(hint));
    }

    @Test
    void prefersKnownCauseToHintOfBrokenOperation() {
        ExchangeException silent = ExchangeException.send("http://srv1/wsman", new SocketException("Broken pipe"))
                .advice(Advice.SILENT_PORT);

        WsmanError error =
                WsmanExceptions.of(silent, "Put", "wmicimv2/Win32_Service").error();

        assertThat(error.kind()).isEqualTo(Kind.CONNECTION);
        assertThat(error.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("https://"));
    }

    @Test
    void distinguishesTlsFailures() {
        Exception untrusted = new SSLHandshakeException("PKIX path building failed");
        untrusted.initCause(
                new CertPathBuilderException("unable to find valid certification path to requested target"));
        Exception expired = new SSLHandshakeException("PKIX path validation failed");
        expired.initCause(new CertificateExpiredException("NotAfter: Mon Jan 01"));
        Exception wrongName = new SSLHandshakeException("No name matching srv1 found");
        wrongName.initCause(new CertificateException("No name matching srv1 found"));
        Exception other = new SSLHandshakeException("Received fatal alert: handshake_failure");

        assertThat(symbol(ExchangeException.tls("https://srv1/wsman", untrusted)))
                .isEqualTo("ERROR_WINHTTP_SECURE_INVALID_CA");
        assertThat(symbol(ExchangeException.tls("https://srv1/wsman", expired)))
                .isEqualTo("ERROR_WINHTTP_SECURE_CERT_DATE_INVALID");
        assertThat(symbol(ExchangeException.tls("https://srv1/wsman", wrongName)))
                .isEqualTo("ERROR_WINHTTP_SECURE_CERT_CN_INVALID");
        assertThat(symbol(ExchangeException.tls("https://srv1/wsman", other)))
                .isEqualTo("ERROR_WINHTTP_SECURE_FAILURE");
    }

    private static String symbol(ExchangeException failure) {
        WsmanError error = thrown(failure).error();
        assertThat(error.kind()).isEqualTo(Kind.TLS);
        assertThat(error.hint()).isPresent();
        return error.symbol().orElseThrow();
    }

    @Test
    void namesMissingReplyAndLimitOfTimeout() {
        WsmanException e = thrown(ExchangeException.timeout("no reply", Duration.ofMillis(65_500), null));

        assertThat(e)
                .isInstanceOf(WsmanTimeoutException.class)
                .hasMessageStartingWith("no reply within 65500 ms (")
                .hasMessageContaining("; CLIENT_TIMED_OUT")
                .hasMessageContaining("ERROR_WSMAN_NETWORK_TIMEDOUT");
    }

    @Test
    void namesTriedSchemeAndOfferedSchemes() {
        WsmanException refused =
                thrown(ExchangeException.authentication("Basic", List.of("Basic", "Negotiate"), 401, null));
        WsmanException notOffered =
                thrown(ExchangeException.authentication("Basic", List.of("Negotiate", "Kerberos"), 401, null));
        WsmanException none = thrown(ExchangeException.authentication(null, List.of("Basic"), 401, null));
        WsmanException proxy = thrown(ExchangeException.authentication("Basic", List.of(), 407, null));

        assertThat(refused)
                .isInstanceOf(WsmanAuthenticationException.class)
                .hasMessageContaining("the server refused the credentials, sent by Basic; it offers Basic, Negotiate")
                .hasMessageContaining("HTTP 401");
        assertThat(notOffered).hasMessageContaining("the server does not offer Basic; it offers Negotiate, Kerberos");
        assertThat(none).hasMessageContaining("the server asks for credentials and the session has none");
        assertThat(proxy)
                .hasMessageContaining("the proxy refused the credentials")
                .hasMessageContaining("HTTP 407");
    }

    @Test
    void explainsHowToPermitUnencryptedCredentials() {
        WsmanException e = thrown(ExchangeException.unencrypted("Basic", "http://srv1:5985/wsman"));

        assertThat(e)
                .isInstanceOf(WsmanAuthenticationException.class)
                .hasMessageContaining("nothing was sent")
                .hasMessageContaining("allowUnencrypted()")
                .hasMessageContaining("ERROR_WSMAN_CLIENT_UNENCRYPTED_DISABLED");
    }

    @ParameterizedTest
    @CsvSource({
        "302, ERROR_WSMAN_UNSUPPORTED_HTTP_STATUS_REDIRECT",
        "400, ERROR_WSMAN_HTTP_STATUS_BAD_REQUEST",
        "403, ERROR_WSMAN_UNKNOWN_HTTP_STATUS_RETURNED",
        "404, ERROR_WSMAN_HTTP_NOT_FOUND_STATUS",
        "405, ERROR_WSMAN_BAD_METHOD",
        "413, ERROR_WSMAN_HTTP_REQUEST_TOO_LARGE_STATUS",
        "415, ERROR_WSMAN_UNSUPPORTED_MEDIA",
        "500, ERROR_WSMAN_HTTP_STATUS_SERVER_ERROR",
        "502, ERROR_WSMAN_HTTP_STATUS_SERVER_ERROR",
        "503, ERROR_WSMAN_HTTP_SERVICE_UNAVAILABLE_STATUS"
    })
    void reportsSymbolAndExcerptOfHttpError(int status, String symbol) {
        WsmanException e =
                thrown(ExchangeException.http(status, "(null)", "text/html", "<html>\n<h1>Oh no</h1></html>"));

        assertThat(e)
                .isInstanceOf(WsmanProtocolException.class)
                .hasMessageContaining(
                        "replied with HTTP " + status + " without SOAP (text/html): <html> <h1>Oh no</h1></html>");
        assertThat(e.error().symbol()).contains(symbol);
        assertThat(e.error().httpStatus()).isEqualTo(status);
        assertThat(e.error().hint()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"502, a proxy cannot reach the server", "504, a proxy received no reply from the server in time"})
    void namesProxyInHintOfGatewayErrors(int status, String hint) {
        assertThat(thrown(ExchangeException.http(status, null, null, null))
                        .error()
                        .hint())
                .contains(hint);
    }

    @Test
    void reportsStatus0IfStatusIsNotKnown() {
        WsmanException protocol = thrown(ExchangeException.protocol("a PullResponse", "<x/>", null));
        WsmanException value = thrown(ExchangeException.value("property Name is \"x\", which is not an integer", null));

        assertThat(protocol.error().httpStatus()).isZero();
        assertThat(protocol)
                .hasMessageContaining("expected a PullResponse but got <x/>")
                .hasMessageNotContaining("HTTP 200")
                .hasMessageNotContaining(", HTTP");
        assertThat(value.error().httpStatus()).isZero();
        assertThat(value).hasMessageNotContaining(", HTTP");
    }

    @Test
    void reportsEmptyBodyOfHttpError() {
        assertThat(thrown(ExchangeException.http(500, null, null, "")))
                .hasMessageContaining("the server replied with HTTP 500 without SOAP (empty body)");
    }

    @Test
    void showsExcerptOfUnexpectedReply() {
        ExchangeException failure =
                ExchangeException.protocol("a SOAP envelope", "<html>" + "x".repeat(1_000_000), 200, null);

        assertThat(thrown(failure))
                .isInstanceOf(WsmanProtocolException.class)
                .hasMessageContaining("expected a SOAP envelope but got <html>xxx")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1300));
        assertThat(failure.excerpt()).hasSizeLessThanOrEqualTo(300).endsWith("…");
        assertThat(thrown(ExchangeException.protocol("a SOAP envelope", null, 200, null)))
                .hasMessageContaining("expected a SOAP envelope but got an empty reply");
        assertThat(thrown(ExchangeException.envelopeTooLarge(512_000, 200)))
                .isInstanceOf(WsmanProtocolException.class)
                .hasMessageContaining("larger than the limit of 512,000 bytes")
                .hasMessageContaining("raise maxEnvelopeSize");
    }

    @Test
    void reportsClosedSessionAndInterrupt() {
        assertThat(thrown(ExchangeException.closed()))
                .isInstanceOf(WsmanTransportException.class)
                .hasMessageContaining("the session is closed (Enumerate ")
                .hasMessageContaining("; CLOSED, 2150858904");
        assertThat(thrown(ExchangeException.interrupted(new InterruptedException())))
                .isInstanceOf(WsmanTransportException.class)
                .hasMessageContaining("INTERRUPTED, 995 ERROR_OPERATION_ABORTED");
    }

    @Test
    void keepsSecretsOutOfMessages() {
        String echo = "<pre>POST /wsman\r\nAuthorization: Basic dXNlcjpzZWNyZXQ=\r\nHost: x</pre>";

        assertThat(thrown(ExchangeException.connect("http://user:secret@srv1/wsman", new ConnectException("no"))))
                .hasMessageContaining("http://***@srv1/wsman")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
        assertThat(thrown(ExchangeException.http(400, "Bad", "text/html", echo)))
                .hasMessageContaining("Authorization: ***")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("dXNlcjpzZWNyZXQ="));
    }

    @ParameterizedTest
    @EnumSource(ExchangeException.Stage.class)
    void writesReasonThenOperationThenHintIn300Characters(ExchangeException.Stage stage) {
        String resource = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_Service?Name=Spooler";
        WsmanError error = WsmanExceptions.of(oneOf(stage), "Get", resource).error();
        String message = error.toString();
        assertThat(message)
                .startsWith(error.reason() + " (Get ")
                .containsPattern("\\(Get (http:\\S+|wmicimv2)/Win32_Service\\?Name=Spooler; " + error.kind() + "[,)]")
                .endsWith(" - " + error.hint().orElseThrow())
                .hasSizeLessThanOrEqualTo(stage == ExchangeException.Stage.UNENCRYPTED ? 400 : 300);
    }

    @Test
    void shortensResourceToItsAliasOnlyInLongMessages() {
        String resource = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_Service?Name=Spooler";
        assertThat(WsmanExceptions.of(ExchangeException.closed(), "Get", resource))
                .hasMessageContaining(resource);
        WsmanException lengthy =
                WsmanExceptions.of(ExchangeException.protocol("x", "y".repeat(250), 200, null), "Get", resource);
        assertThat(lengthy)
                .hasMessageContaining("(Get wmicimv2/Win32_Service?Name=Spooler; PROTOCOL")
                .hasMessageContaining("y".repeat(250));
        assertThat(lengthy.error().resource()).contains(resource);
    }

    @ParameterizedTest
    @EnumSource(ExchangeException.Stage.class)
    void hasXmlHintAndSymbolForEveryStage(ExchangeException.Stage stage) {
        ExchangeException failure = oneOf(stage);
        assertThat(failure.stage()).isEqualTo(stage);

        WsmanError error = thrown(failure).error();

        assertThat(XmlFactories.parse(error.xml()).is(Namespaces.MS_FAULT, "WSManFault"))
                .isTrue();
        assertThat(error.hint()).isPresent();
        assertThat(error.operation()).contains("Enumerate");
        assertThat(stage == ExchangeException.Stage.FAULT || error.symbol().isPresent())
                .isTrue();
    }

    private static ExchangeException oneOf(ExchangeException.Stage stage) {
        return switch (stage) {
            case CONNECT -> ExchangeException.connect("http://srv1/wsman", new ConnectException());
            case TLS -> ExchangeException.tls("https://srv1/wsman", new SSLHandshakeException("no"));
            case SEND -> ExchangeException.send("http://srv1/wsman", new SocketException("reset"));
            case RECEIVE -> ExchangeException.receive("http://srv1/wsman", 0, new SocketException("reset"));
            case TIMEOUT -> ExchangeException.timeout("no connection to srv1:5985", Duration.ofSeconds(5), null);
            case AUTHENTICATION -> ExchangeException.authentication("the ticket has expired", 0, null);
            case UNENCRYPTED -> ExchangeException.unencrypted("Basic", "http://srv1/wsman");
            case HTTP -> ExchangeException.http(404, "Not Found", null, null);
            case PROTOCOL -> ExchangeException.protocol("a PullResponse", "<x/>", 200, null);
            case VALUE -> ExchangeException.value("property Name is \"x\", which is not an integer", null);
            case ENVELOPE_TOO_LARGE -> ExchangeException.envelopeTooLarge(1, 200);
            case FAULT ->
                ExchangeException.fault(
                        FaultText.read(FaultText.fault("s:Sender", "wsman:QuotaLimit", "busy", "")), 500);
            case CLOSED -> ExchangeException.closed();
            case INTERRUPTED -> ExchangeException.interrupted(null);
        };
    }
}
