package dev.wsman.testkit.shell;

import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawClient.RequestMessage;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A shell that is driven by hand-written envelopes. */
final class RawShell {
    static final String CMD = ServiceNamespaces.CMD_SHELL;
    static final String XMLNS = " xmlns:rsp=\"" + ServiceNamespaces.SHELL + "\"";

    private final RawClient client;
    private final String id;

    private RawShell(RawClient client, String id) {
        this.client = client;
        this.id = id;
    }

    /** The result of a command, collected from all its replies. */
    record Result(String exitCode, byte[] stdout, byte[] stderr, int receives) {
        String out() {
            return new String(stdout, StandardCharsets.UTF_8);
        }

        String err() {
            return new String(stderr, StandardCharsets.UTF_8);
        }
    }

    static RequestMessage createMessage(String content, String... options) {
        RequestMessage message = RawClient.create(CMD, "<rsp:Shell" + XMLNS + ">" + content + "</rsp:Shell>");
        return withOptions(message, options);
    }

    private static RequestMessage withOptions(RequestMessage message, String... options) {
        StringBuilder set = new StringBuilder();
        for (int i = 0; i < options.length; i += 2) {
            set.append("<wsman:Option Name=\"" + options[i] + "\">" + options[i + 1] + "</wsman:Option>");
        }
        return options.length == 0
                ? message
                : message.block("wsman:OptionSet", "<wsman:OptionSet>" + set + "</wsman:OptionSet>");
    }

    static RawShell open(WsmanService service, String... options) {
        RawClient client = new RawClient(service);
        RawReply reply = client.send(createMessage("", options));
        return new RawShell(client, reply.at("//wsman:Selector[@Name='ShellId']"));
    }

    /** Returns the shell that a request created. */
    static RawShell attach(WsmanService service, RecordedRequest create) {
        String id = create.responseText().replaceAll("(?s).*Name=\"ShellId\">([^<]*)<.*", "$1");
        return new RawShell(new RawClient(service), id);
    }

    String id() {
        return id;
    }

    private RequestMessage message(String operation, String body) {
        return RawClient.shell(ServiceNamespaces.SHELL + "/" + operation, CMD)
                .selector("ShellId", id)
                .body(body.replaceFirst("[ >/]", XMLNS + "$0"));
    }

    RawReply command(String line, String... options) {
        return client.send(withOptions(
                message(
                        "Command",
                        "<rsp:CommandLine><rsp:Command>" + escape(line) + "</rsp:Command></rsp:CommandLine>"),
                options));
    }

    RawReply commandWithId(String commandId, String line) {
        return client.send(message(
                "Command",
                "<rsp:CommandLine CommandId=\"" + commandId + "\"><rsp:Command>" + escape(line)
                        + "</rsp:Command></rsp:CommandLine>"));
    }

    String start(String line, String... options) {
        RawReply reply = command(line, options);
        String started = reply.at("//*[local-name()='CommandId']");
        if (started.isEmpty()) {
            throw new AssertionError(reply.text());
        }
        return started;
    }

    RequestMessage receiveMessage(String commandId) {
        String attribute = commandId.isEmpty() ? "" : " CommandId=\"" + commandId + "\"";
        return message(
                "Receive",
                "<rsp:Receive><rsp:DesiredStream" + attribute + ">stdout stderr</rsp:DesiredStream></rsp:Receive>");
    }

    RawReply receive(String commandId) {
        return client.send(receiveMessage(commandId));
    }

    RawReply receive(String commandId, String timeout) {
        return client.send(receiveMessage(commandId).header("wsman:OperationTimeout", timeout));
    }

    RawReply send(Object message) {
        return client.send(message);
    }

    RawReply send(String commandId, byte[] bytes, boolean end) {
        return client.send(message(
                "Send",
                "<rsp:Send><rsp:Stream Name=\"stdin\" CommandId=\"" + commandId + "\"" + (end ? " End=\"TRUE\"" : "")
                        + ">" + Base64.getEncoder().encodeToString(bytes) + "</rsp:Stream></rsp:Send>"));
    }

    RawReply signal(String commandId, String signal) {
        return client.send(message(
                "Signal",
                "<rsp:Signal CommandId=\"" + commandId + "\"><rsp:Code>" + ServiceNamespaces.SHELL + "/signal/" + signal
                        + "</rsp:Code></rsp:Signal>"));
    }

    RawReply other(String operation) {
        return client.send(message(operation, "<rsp:" + operation + "/>"));
    }

    RawReply delete() {
        return client.send(RawClient.delete(CMD).selector("ShellId", id));
    }

    Result run(String line, String... options) {
        return collect(start(line, options));
    }

    /** Receives until the command is done. */
    Result collect(String commandId) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        for (int receives = 1; receives < 10_000; receives++) {
            RawReply reply = receive(commandId);
            if (!reply.fault().isEmpty()) {
                throw new AssertionError(reply.text());
            }
            for (Node each : reply.nodes("//*[local-name()='Stream']")) {
                Element stream = (Element) each;
                (stream.getAttribute("Name").equals("stdout") ? out : err)
                        .writeBytes(Base64.getDecoder().decode(stream.getTextContent()));
            }
            if (reply.at("//*[local-name()='CommandState']/@State").endsWith("/Done")) {
                return new Result(
                        reply.at("//*[local-name()='ExitCode']"), out.toByteArray(), err.toByteArray(), receives);
            }
        }
        throw new AssertionError("the command never ends");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
