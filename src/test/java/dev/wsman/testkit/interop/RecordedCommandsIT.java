package dev.wsman.testkit.interop;

import static dev.wsman.testkit.fixture.XmlElements.child;
import static dev.wsman.testkit.fixture.XmlElements.children;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.Recordings;
import dev.wsman.fixture.replay.Conversation;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.protocol.EnvelopeParser;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import dev.wsman.testkit.protocol.ServiceOperation;
import dev.wsman.testkit.shell.CommandCall;
import dev.wsman.testkit.shell.ShellHost;
import dev.wsman.testkit.shell.ShellQuirk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/**
 * Sends the requests of recorded conversations with shells of Windows to the testkit, whose commands write what the
 * recorded ones wrote, and compares the replies: status, Action, structure, streams, states and codes.
 */
class RecordedCommandsIT {
    private static final Pattern ID = Pattern.compile("(?:ShellId|CommandId)\"?>([0-9A-F-]{36})<");

    private final Map<String, String> ids = new LinkedHashMap<>();
    /** The number of Receives that were sent before the latest Command. */
    private volatile int earlierReceives;

    /** The recorded request and reply. */
    private record Exchange(String request, String reply) {
        boolean isReceive() {
            return request.contains("/shell/Receive<");
        }

        boolean isCommand() {
            return request.contains("/shell/Command<");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test_client_execute_cmd",
                "test_winrs_bad_cmd_id",
                "test_winrs_extra_opts",
                "test_winrs_fail_poll_process",
                "test_winrs_no_cmd_shell",
                "test_winrs_noprofile",
                "test_winrs_open_already_opened",
                "test_winrs_operation_timeout",
                "test_winrs_standard",
                "test_winrs_stderr_rc",
                "test_winrs_unicode"
            })
    void repliesAsRecordedWindows(String name) {
        List<Exchange> exchanges = exchanges(Recordings.ofServers("windows/psrp/" + name + ".yml"));
        ShellHost host = ShellHost.handlers().gathering(Duration.ofSeconds(2));
        if (name.equals("test_winrs_no_cmd_shell")) {
            host.with(ShellQuirk.SKIPS_CMD_SHELL);
        }
        try (WsmanService service = LenientService.builder()
                .quirks(ServerQuirks.WINRM)
                .shell(host)
                .build()
                .start()) {
            List<Exchange> receives =
                    exchanges.stream().filter(Exchange::isReceive).toList();
            for (String command : List.of("cmd", "powershell", "dir")) {
                host.command(command, call -> perform(call, service, receives));
            }
            for (Exchange each : exchanges) {
                if (each.isCommand()) {
                    earlierReceives = service.requests(ServiceOperation.RECEIVE).size();
                }
                assertSameReply(each, new RawClient(service).send(translated(each.request())));
            }
            assertThat(service.openShells()).isZero();
        }
    }

    /** Writes what each recorded Receive returned, as soon as the client has sent this Receive. */
    private int perform(CommandCall call, WsmanService service, List<Exchange> receives) throws IOException {
        for (int i = earlierReceives; i < receives.size(); i++) {
            service.awaitRequests(ServiceOperation.RECEIVE, i + 1);
            Element body = EnvelopeOutline.content(envelope(receives.get(i).reply()));
            for (Element part : children(body)) {
                if (part.getLocalName().equals("Stream")) {
                    byte[] bytes = Base64.getDecoder().decode(part.getTextContent());
                    (part.getAttribute("Name").equals("stdout") ? call.stdout() : call.stderr()).write(bytes);
                } else if (part.getAttribute("State").endsWith("/Done")) {
                    return Integer.parseUnsignedInt(part.getTextContent());
                }
            }
        }
        return 0;
    }

    private void assertSameReply(Exchange recorded, RawReply reply) {
        Element expected = envelope(recorded.reply());
        Element actual = reply.document().getDocumentElement();
        Matcher oldIds = ID.matcher(recorded.reply());
        Matcher newIds = ID.matcher(reply.text());
        while (oldIds.find() && newIds.find()) {
            ids.put(oldIds.group(1), newIds.group(1));
        }
        assertThat(EnvelopeOutline.text(child(actual, "Header"), "Action"))
                .isEqualTo(EnvelopeOutline.text(child(expected, "Header"), "Action"));
        assertThat(describe(actual)).isEqualTo(translated(describe(expected)));
        assertThat(reply.status()).isEqualTo(recorded.reply().contains("<s:Fault>") ? 500 : 200);
    }

    private static String describe(Element envelope) {
        Element body = child(envelope, "Body");
        if (children(body).isEmpty()) {
            return "empty";
        }
        Element content = children(body).get(0);
        return switch (content.getLocalName()) {
            case "Fault" ->
                EnvelopeOutline.fault(envelope)
                        + envelope.getOwnerDocument()
                                .getElementsByTagNameNS("*", "WSManFault")
                                .item(0)
                                .getAttributes()
                                .getNamedItem("Code");
            case "ReceiveResponse" -> streams(content);
            default -> EnvelopeOutline.outline(body, false);
        };
    }

    /** The bytes of each stream, because elements may be split anywhere, and the elements that end them. */
    private static String streams(Element response) {
        StringBuilder ends = new StringBuilder();
        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        for (Element each : children(response)) {
            if (!each.getLocalName().equals("Stream") || each.getTextContent().isEmpty()) {
                ends.append(EnvelopeOutline.outline(each, true)).append('\n');
            } else {
                byte[] bytes = Base64.getDecoder().decode(each.getTextContent());
                (each.getAttribute("Name").equals("stdout") ? out : err)
                        .append(new String(bytes, StandardCharsets.ISO_8859_1));
            }
        }
        return "stdout <" + out + "> stderr <" + err + ">\n" + ends;
    }

    private String translated(String text) {
        String result = text.replace("PT10S", "PT0.5S");
        for (Map.Entry<String, String> each : ids.entrySet()) {
            result = result.replace(each.getKey(), each.getValue());
        }
        return result;
    }

    @Test
    void describesShellsWithRecordedElements() {
        Path recording = Recordings.ofServers("windows/psrp/test_psrp_disconnect_runspaces.yml");
        Exchange recorded = exchanges(recording).stream()
                .filter(each -> each.reply().contains("EnumerateResponse>"))
                .findFirst()
                .orElseThrow();
        try (WsmanService service = LenientService.builder()
                .quirks(ServerQuirks.WINRM)
                .shell(ShellHost.handlers())
                .build()
                .start()) {
            RawClient client = new RawClient(service);
            client.send(RawClient.create(
                    ServiceNamespaces.CMD_SHELL, "<rsp:Shell xmlns:rsp=\"" + ServiceNamespaces.SHELL + "\"/>"));
            RawReply reply = client.send(recorded.request());
            assertThat(reply.children("//*[local-name()='Shell'][1]")).isEqualTo(names(recorded.reply()));
            assertThat(reply.children("//wsen:EnumerateResponse"))
                    .containsExactly("EnumerationContext", "Items", "EndOfSequence");
        }
    }

    private static List<String> names(String reply) {
        Element shell =
                (Element) envelope(reply).getElementsByTagNameNS("*", "Shell").item(0);
        return children(shell).stream().map(Element::getLocalName).toList();
    }

    private static Element envelope(String text) {
        return EnvelopeParser.parse(text.getBytes(StandardCharsets.UTF_8))
                .orElseThrow()
                .getDocumentElement();
    }

    private static List<Exchange> exchanges(Path file) {
        Conversation conversation = Conversation.read(file);
        List<String> requests = conversation.requests();
        List<String> replies = conversation.replies();
        assertThat(requests).isNotEmpty().hasSameSizeAs(replies);
        return IntStream.range(0, requests.size())
                .mapToObj(i -> new Exchange(requests.get(i), replies.get(i)))
                .toList();
    }
}
