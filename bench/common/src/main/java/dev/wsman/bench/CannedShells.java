package dev.wsman.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The replies of the canned shell server. */
final class CannedShells {
    private static final String SHELL = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell";
    private static final String TRANSFER = "http://schemas.xmlsoap.org/ws/2004/09/transfer";
    private static final String ENVELOPE = "<s:Envelope xml:lang=\"en-US\""
            + " xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
            + " xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" xmlns:x=\"" + TRANSFER + "\""
            + " xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\" xmlns:rsp=\"" + SHELL + "\"><s:Header>"
            + "<a:Action>%s</a:Action><a:MessageID>uuid:0D5C3F3A-9E0B-4C4E-8B7A-2B1E5A1F0C11</a:MessageID>"
            + "<a:To>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:To>"
            + "<a:RelatesTo>%s</a:RelatesTo></s:Header><s:Body>";
    private static final String END = "</s:Body></s:Envelope>";
    private static final String CREATED = "<x:ResourceCreated><a:Address>http://127.0.0.1/wsman</a:Address>"
            + "<a:ReferenceParameters><w:ResourceURI>" + SHELL + "/cmd</w:ResourceURI><w:SelectorSet>"
            + "<w:Selector Name=\"ShellId\">%1$s</w:Selector></w:SelectorSet></a:ReferenceParameters>"
            + "</x:ResourceCreated><rsp:Shell><rsp:ShellId>%1$s</rsp:ShellId><rsp:ResourceUri>" + SHELL
            + "/cmd</rsp:ResourceUri><rsp:Owner>BENCH\\user</rsp:Owner><rsp:ClientIP>127.0.0.1</rsp:ClientIP>"
            + "<rsp:IdleTimeOut>PT7200.000S</rsp:IdleTimeOut><rsp:InputStreams>stdin</rsp:InputStreams>"
            + "<rsp:OutputStreams>stdout stderr</rsp:OutputStreams><rsp:ShellRunTime>P0DT0H0M0S</rsp:ShellRunTime>"
            + "<rsp:ShellInactivity>P0DT0H0M0S</rsp:ShellInactivity></rsp:Shell>";
    /** Replies to a Receive that was on its way when its command was terminated. */
    private static final String GONE = "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode>"
            + "<s:Value>w:InvalidSelectors</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang=\"en-US\">"
            + "The command is not known.</s:Text></s:Reason><s:Detail><f:WSManFault Code=\"2150858843\""
            + " xmlns:f=\"http://schemas.microsoft.com/wbem/wsman/1/wsmanfault\"/></s:Detail></s:Fault>";
    /** Characters of a reply besides its output. */
    private static final int FRAME = 3000;

    private final AtomicInteger ids = new AtomicInteger();
    private final Map<String, CannedCommand> commands = new ConcurrentHashMap<>();

    /** Returns the whole HTTP reply to a request. */
    byte[] reply(CannedShellRequest request) throws IOException, InterruptedException {
        return switch (request.operation()) {
            case "Create" -> transfer("Create", request, CREATED.formatted(id()));
            case "Command" -> shell("Command", request, command(request.commandLine()));
            case "Receive" -> receive(request);
            case "Send" -> send(request);
            case "Signal" -> {
                commands.remove(request.commandId());
                yield shell("Signal", request, "<rsp:SignalResponse/>");
            }
            case "Delete" -> transfer("Delete", request, "");
            default -> throw new IOException("unknown operation " + request.operation());
        };
    }

    /** Returns an ID in the form of Windows. */
    private String id() {
        return String.format(Locale.ROOT, "%08X-9E0B-4C4E-8B7A-2B1E5A1F0C11", ids.incrementAndGet());
    }

    private String command(String line) {
        String id = id();
        commands.put(id, CannedCommand.of(line));
        return "<rsp:CommandResponse><rsp:CommandId>" + id + "</rsp:CommandId></rsp:CommandResponse>";
    }

    private byte[] send(CannedShellRequest request) throws IOException {
        commands.get(request.commandId()).input(request.input(), request.endsInput());
        return shell("Send", request, "<rsp:SendResponse/>");
    }

    private byte[] receive(CannedShellRequest request) throws IOException, InterruptedException {
        String id = request.commandId();
        CannedCommand command = commands.get(id);
        if (command == null) {
            return reply("http://schemas.dmtf.org/wbem/wsman/1/wsman/fault", request, GONE.getBytes(UTF_8), 500);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream(request.envelopeSize());
        body.writeBytes("<rsp:ReceiveResponse>".getBytes(US_ASCII));
        boolean done = command.output(body, id, request.envelopeSize() - FRAME);
        String state = "<rsp:CommandState CommandId=\"" + id + "\" State=\"" + SHELL + "/CommandState/";
        String stream = "<rsp:Stream Name=\"%s\" CommandId=\"" + id + "\" End=\"true\"></rsp:Stream>";
        body.writeBytes((done
                        ? stream.formatted("stdout") + stream.formatted("stderr") + state
                                + "Done\"><rsp:ExitCode>0</rsp:ExitCode></rsp:CommandState>"
                        : state + "Running\"></rsp:CommandState>")
                .getBytes(US_ASCII));
        body.writeBytes("</rsp:ReceiveResponse>".getBytes(US_ASCII));
        return reply(SHELL + "/ReceiveResponse", request, body.toByteArray());
    }

    private static byte[] shell(String operation, CannedShellRequest request, String body) {
        return reply(SHELL + "/" + operation + "Response", request, body.getBytes(UTF_8));
    }

    private static byte[] transfer(String operation, CannedShellRequest request, String body) {
        return reply(TRANSFER + "/" + operation + "Response", request, body.getBytes(UTF_8));
    }

    private static byte[] reply(String action, CannedShellRequest request, byte[] body) {
        return reply(action, request, body, 200);
    }

    private static byte[] reply(String action, CannedShellRequest request, byte[] body, int status) {
        byte[] start = ENVELOPE.formatted(action, request.messageId()).getBytes(UTF_8);
        byte[] end = END.getBytes(UTF_8);
        int length = start.length + body.length + end.length;
        byte[] head = ("HTTP/1.1 " + status + " \r\nContent-Type: " + CannedContract.CONTENT_TYPE
                        + "\r\nServer: Microsoft-HTTPAPI/2.0\r\n" + "Content-Length: " + length + "\r\n\r\n")
                .getBytes(US_ASCII);
        ByteArrayOutputStream reply = new ByteArrayOutputStream(head.length + length);
        reply.writeBytes(head);
        reply.writeBytes(start);
        reply.writeBytes(body);
        reply.writeBytes(end);
        return reply.toByteArray();
    }
}
