package dev.wsman.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Credentials;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanException;
import dev.wsman.fixture.LogRecorder;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** If a server repeats the Authorization header or the password, neither errors nor the log contain it. */
class EchoedSecretsIT {
    private static final String PASSWORD = "S3cret-p&ss w=rd";
    private static final String PLAIN = "bob:" + PASSWORD;
    private static final String TOKEN = Base64.getEncoder().encodeToString(PLAIN.getBytes(StandardCharsets.UTF_8));
    private static final ResourceLocator THING =
            ResourceLocator.of(Envelopes.CLASS).selector("Name", "one");

    @AutoClose
    private final LogRecorder log = LogRecorder.of("dev.wsman.wire");

    /** Forms of the repeated text; each can be part of a header and, escaped, of XML. */
    private static Map<String, UnaryOperator<String>> echoes() {
        Map<String, UnaryOperator<String>> echoes = new LinkedHashMap<>();
        echoes.put("auth=%s", text -> "auth=" + text);
        echoes.put("Authorization%3A", text -> "Authorization%3A" + URLEncoder.encode(text, StandardCharsets.UTF_8));
        echoes.put("Authorization&#58;", text -> "Authorization&#58;" + characters(text, "&#%d;"));
        echoes.put("JSON", text -> "{\"a\":\"" + characters(text, "\\u%04x") + "\"}");
        echoes.put("hex", text -> HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
        echoes.put("base64", text -> Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_16LE)));
        return echoes;
    }

    private static String characters(String text, String form) {
        return text.chars().mapToObj(form::formatted).collect(Collectors.joining());
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static Reaction head(String head, String body) {
        return Reaction.bytes(HttpMessages.message(
                head + "\r\nContent-Length: " + body.length(), body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Reaction fault(Function<String, String> detail, String reason) {
        return Reaction.envelope(
                500, request -> Envelopes.fault(request, "Receiver", "w:InternalError", detail.apply(reason))
                        .replace("</s:Text>", " " + reason + "</s:Text>"));
    }

    /** The places of a reply that can contain the repeated text. */
    private static Map<String, Function<String, Reaction>> places() {
        Map<String, Function<String, Reaction>> places = new LinkedHashMap<>();
        places.put("reason phrase", echo -> head("HTTP/1.1 400 Bad " + echo, ""));
        places.put("page", echo -> head("HTTP/1.1 400 Bad\r\nContent-Type: text/html", "<p>" + echo + "</p>"));
        places.put("page that is cut", echo -> head("HTTP/1.1 502 Bad", "x".repeat(280) + " " + echo));
        places.put("page of a success", echo -> head("HTTP/1.1 200 OK\r\nContent-Type: text/plain", echo));
        places.put("content type", echo -> head("HTTP/1.1 500 Bad\r\nContent-Type: text/" + echo, "page"));
        places.put(
                "realm",
                echo -> head("HTTP/1.1 401 No\r\nWWW-Authenticate: X-" + echo + " realm=\"" + echo + "\"", ""));
        places.put("broken head", echo -> head("HTTP/1.1 " + echo, ""));
        places.put("broken header", echo -> head("HTTP/1.1 200 OK\r\nX " + echo, "x"));
        places.put(
                "broken XML",
                echo -> head(
                        "HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml",
                        "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body><" + echo
                                + "></s:Body>"));
        places.put("fault", echo -> fault(text -> "", xml(echo)));
        places.put(
                "detail",
                echo -> fault(
                        text -> "<v:Error xmlns:v=\"urn:v\" v:was=\"" + text.replace("\"", "&quot;") + "\">" + text
                                + "</v:Error><f:WSManFault xmlns:f=\"http://schemas.microsoft.com/wbem/wsman/1/wsmanfault\""
                                + " Code=\"5\" Machine=\"x\"><f:Message>" + text + "</f:Message></f:WSManFault>",
                        xml(echo)));
        return places;
    }

    static Stream<Arguments> echoesInEveryPlace() {
        List<Arguments> cases = new ArrayList<>();
        Map<String, String> values = Map.of("header", "Basic " + TOKEN, "credentials", PLAIN, "password", PASSWORD);
        values.forEach((secret, value) -> echoes().forEach((form, echo) -> places().forEach(
                        (name, place) -> cases.add(Arguments.of(secret, form, name, echo.apply(value), place)))));
        return cases.stream();
    }

    @ParameterizedTest(name = "{0} as {1} in {2}")
    @MethodSource("echoesInEveryPlace")
    void masksSecretsThatServerRepeats(
            String secret, String form, String name, String echo, Function<String, Reaction> place) {
        try (HostileServer server = new HostileServer();
                Session session = session(server)) {
            server.always(place.apply(echo));
            WsmanException failure = catchThrowableOfType(WsmanException.class, () -> session.get(THING));
            String texts = texts(failure) + log.messages();
            String core = echo.substring(echo.length() / 3, 2 * echo.length() / 3);
            assertThat(texts).doesNotContain(PASSWORD, TOKEN, TOKEN.substring(6, 20), core, xml(core));
            assertThat(texts).contains("***");
        }
    }

    private static Session session(HostileServer server) {
        return Session.builder(server.endpoint())
                .credentials(Credentials.basic("bob", PASSWORD.toCharArray()))
                .build();
    }

    private static String texts(WsmanException failure) {
        StringWriter texts = new StringWriter();
        failure.printStackTrace(new PrintWriter(texts, true));
        texts.append(failure.error().toString())
                .append(failure.error().reason())
                .append(failure.error().xml())
                .append(failure.error().detailXml().orElse(""))
                .append(failure.error().providerMessage().orElse(""))
                .append(failure.error().hint().orElse(""));
        return texts.toString();
    }

    /** The server repeats the password, and the Authorization headers of the handshakes and of earlier messages. */
    static Stream<Credentials> everyScheme() {
        char[] password = PASSWORD.toCharArray();
        return Stream.of(
                Credentials.basic("bob", password),
                Credentials.digest("bob", password),
                Credentials.ntlm("bob", password),
                Credentials.rawNtlm("bob", password),
                Credentials.credSsp("bob", password));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyScheme")
    void masksTokensOfEveryScheme(Credentials credentials) {
        try (WsmanService service = LenientService.builder()
                        .withoutStandardClasses()
                        .basic("bob", PASSWORD)
                        .digest("bob", PASSWORD)
                        .ntlm("bob", PASSWORD)
                        .credSsp("bob", PASSWORD)
                        .build()
                        .start();
                Session session = Session.builder(service.endpoint())
                        .credentials(credentials)
                        .build()) {
            catchThrowableOfType(WsmanException.class, () -> session.get(THING));
            List<String> sent = sent(service);
            String echo = PASSWORD + " and " + String.join(", ", sent);
            service.on(ServiceOperation.GET)
                    .fault(FaultKind.ACCESS_DENIED.fault().reason(echo));
            WsmanException failure = catchThrowableOfType(WsmanException.class, () -> session.get(THING));
            assertThat(failure.error().reason()).contains("*** and ");
            assertThat(sent).isNotEmpty().allSatisfy(secret -> assertThat(texts(failure) + log.messages())
                    .doesNotContain(PASSWORD, secret));
        }
    }

    private static List<String> sent(WsmanService service) {
        return service.requests().stream()
                .flatMap(request -> request.header("Authorization").stream())
                .map(header -> header.startsWith("Digest")
                        ? header.replaceFirst(".*response=\"([0-9a-f]+)\".*", "$1")
                        : header.replaceFirst("^\\w+ ", ""))
                .toList();
    }

    /** The proxy receives only its own credentials, and repeats them in the pages of a 502 and of a 407. */
    @ParameterizedTest
    @ValueSource(ints = {407, 502})
    void masksSecretsThatProxyRepeats(int status) {
        try (HostileServer proxy = new HostileServer();
                Session session = Session.builder("http://server.invalid/wsman")
                        .proxy("127.0.0.1:" + proxy.port())
                        .proxyCredentials(Credentials.basic("bob", PASSWORD.toCharArray()))
                        .build()) {
            proxy.always(head("HTTP/1.1 " + status + " Got " + TOKEN, "<p>proxy user " + PLAIN + "</p>"));
            WsmanException failure = catchThrowableOfType(WsmanException.class, () -> session.get(THING));
            assertThat(proxy.received().get(0).head()).contains(TOKEN);
            assertThat(texts(failure) + log.messages()).doesNotContain(TOKEN, PASSWORD);
        }
    }

    /** Text that is not secret stays unchanged. */
    @Test
    void keepsRestOfMessage() {
        try (HostileServer server = new HostileServer();
                Session session = session(server)) {
            server.always(head("HTTP/1.1 400 Bad", "got Basic " + TOKEN + " from bob, no thanks"));
            WsmanException failure = catchThrowableOfType(WsmanException.class, () -> session.get(THING));
            assertThat(failure.error().reason()).contains("got Basic *** from bob, no thanks");
        }
    }

    /** Masking keeps XML well-formed. */
    @Test
    void keepsDetailsWellFormed() {
        try (HostileServer server = new HostileServer();
                Session session = session(server)) {
            server.always(fault(text -> "<v:Error xmlns:v=\"urn:v\">" + text + "</v:Error>", xml(PASSWORD)));
            WsmanException failure = catchThrowableOfType(WsmanException.class, () -> session.get(THING));
            assertThat(failure.error().detailXml()).get().asString().contains(">***</v:Error>");
        }
    }

    /** The resource in an error can be a reference that the server sent. */
    @Test
    void masksSecretsInReferenceFromServer() {
        try (HostileServer server = new HostileServer();
                Session session = session(server)) {
            server.always(head("HTTP/1.1 400 Bad", "no"));
            ResourceLocator given = THING.selector("Id", "Basic " + TOKEN);
            WsmanException failure = catchThrowableOfType(WsmanException.class, () -> session.get(given));
            assertThat(texts(failure)).doesNotContain(TOKEN).contains("Name=one");
        }
    }
}
