package dev.wsman.testkit.protocol;

import dev.wsman.testkit.shell.HostedCommand;
import dev.wsman.testkit.shell.HostedShell;
import dev.wsman.testkit.shell.OutputBatch;
import dev.wsman.testkit.shell.OutputBatch.OutputChunk;
import dev.wsman.testkit.shell.ShellFault;
import dev.wsman.testkit.shell.ShellHost;
import dev.wsman.testkit.shell.ShellQuirk;
import dev.wsman.testkit.shell.ShellSettings;
import dev.wsman.testkit.shell.ShellTable;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * The remote shell (MS-WSMV 3.1.4.1.31 and following; captures/windows/psrp, test_winrs_* and test_client_execute_cmd;
 * SHELL-AND-CLI.md 1).
 */
final class ShellOperations {
    private static final String SHELL = ServiceNamespaces.SHELL;
    private static final String SIGNAL = SHELL + "/signal/";
    private static final String STATE = SHELL + "/CommandState/";
    private static final Set<String> OUTPUT_STREAMS = Set.of("stdout", "stderr");
    /** Windows waits at least this long (SHELL-AND-CLI.md 1.4). */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(500);
    /** The envelope of a reply without its streams. */
    private static final int ENVELOPE_SIZE = 2048;

    private final ServiceSettings service;
    private final Optional<ShellTable> shells;
    private final Optional<ShellEnumeration> enumeration;

    ShellOperations(ServiceSettings service, ExecutorService workers) {
        this.service = service;
        this.shells = service.shellHost().map(host -> new ShellTable(host, service.clock(), workers));
        this.enumeration = shells.map(table -> new ShellEnumeration(service, table, workers));
    }

    Optional<ShellTable> shells() {
        return shells;
    }

    /** The number of enumerations of shells that are open and not expired. */
    int openContexts() {
        return enumeration.map(each -> each.contexts().count()).orElse(0);
    }

    void clearContexts() {
        enumeration.ifPresent(each -> each.contexts().clear());
    }

    /** Whether a request is about shells. Without a host, all are rejected. */
    boolean serves(ServiceRequest request) {
        String uri = request.resourceUri();
        return uri.equals(SHELL) || uri.startsWith(SHELL + "/");
    }

    void operate(ServiceRequest request, ClientIdentity client, ReplyBuilder reply) {
        ShellTable table = shells.orElseThrow(ShellFault.NOT_ALLOWED::exception);
        boolean all = request.resourceUri().equals(SHELL);
        if (!all && !request.resourceUri().equals(ServiceNamespaces.CMD_SHELL)) {
            throw KeySelectors.notFound("Unknown resource URI: " + request.resourceUri());
        }
        if (all) {
            onAllShells(request, table, reply);
        } else {
            onCmdShells(request, client, table, reply);
        }
    }

    private void onAllShells(ServiceRequest request, ShellTable table, ReplyBuilder reply) {
        switch (request.operation()) {
            case GET -> ShellXml.item(reply.body(), table.find(shellId(request)), service.machine(), table.host());
            case ENUMERATE -> enumeration.orElseThrow().enumerate(request, reply);
            case PULL -> enumeration.orElseThrow().pull(request, reply);
            case RELEASE -> enumeration.orElseThrow().release(request);
            default -> throw notSupported();
        }
    }

    private void onCmdShells(ServiceRequest request, ClientIdentity client, ShellTable table, ReplyBuilder reply) {
        switch (request.operation()) {
            case CREATE -> create(request, client, table, reply);
            case DELETE -> table.delete(shellId(request));
            case COMMAND -> onShell(request, table, shell -> command(request, table, shell, reply));
            case RECEIVE -> onShell(request, table, shell -> receive(request, table.host(), shell, reply));
            case SEND -> onShell(request, table, shell -> send(request, shell, reply));
            case SIGNAL -> onShell(request, table, shell -> signal(request, shell, reply));
            case DISCONNECT, RECONNECT, CONNECT ->
                onShell(request, table, shell -> {
                    throw ShellFault.DISCONNECT_NOT_SUPPORTED.exception();
                });
            default -> throw notSupported();
        }
    }

    private static ServiceFaultException notSupported() {
        return FaultKind.ACTION_NOT_SUPPORTED.fault("ActionMismatch").exception();
    }

    /** An operation of an open shell. */
    private interface ShellOperation {
        void perform(HostedShell shell) throws InterruptedException;
    }

    private static void onShell(ServiceRequest request, ShellTable table, ShellOperation operation) {
        table.with(shellId(request), shell -> {
            try {
                operation.perform(shell);
                return null;
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw FaultKind.ENDPOINT_UNAVAILABLE.fault().exception();
            }
        });
    }

    private static String shellId(ServiceRequest request) {
        return Optional.ofNullable(request.selectors().keys().get("ShellId"))
                .orElseThrow(ShellFault.UNKNOWN_SHELL::exception);
    }

    private void create(ServiceRequest request, ClientIdentity client, ShellTable table, ReplyBuilder reply) {
        Element content = request.content(SHELL, "Shell");
        HostedShell shell = table.create(new ShellSettings(
                client.user(),
                client.address(),
                text(content, "WorkingDirectory").filter(directory -> !directory.isEmpty()),
                environment(content),
                text(content, "IdleTimeOut").map(ServiceRequest::timeout),
                request.option("WINRS_CODEPAGE").map(ShellOperations::codePage),
                !request.option("WINRS_NOPROFILE").orElse("").equalsIgnoreCase("TRUE"),
                text(content, "InputStreams").orElse("stdin"),
                text(content, "OutputStreams").orElse("stdout stderr")));
        reference(reply.body(), shell);
        if (!table.host().has(ShellQuirk.CREATED_WITHOUT_SHELL)) {
            ShellXml.created(reply.body(), shell, service.machine());
        }
    }

    private void reference(XmlTextWriter xml, HostedShell shell) {
        xml.open(ServiceNamespaces.TRANSFER, "ResourceCreated")
                .element(ServiceNamespaces.ADDRESSING, "Address", service.address())
                .open(ServiceNamespaces.ADDRESSING, "ReferenceParameters")
                .element(ServiceNamespaces.WSMAN, "ResourceURI", ServiceNamespaces.CMD_SHELL)
                .open(ServiceNamespaces.WSMAN, "SelectorSet")
                .open(ServiceNamespaces.WSMAN, "Selector")
                .attribute("", "Name", "ShellId")
                .text(shell.id());
        for (int open = 0; open < 4; open++) {
            xml.close();
        }
    }

    private static Optional<String> text(Element parent, String name) {
        return DomElements.child(parent, SHELL, name).map(DomElements::text);
    }

    private static Map<String, String> environment(Element content) {
        Map<String, String> variables = new LinkedHashMap<>();
        DomElements.child(content, SHELL, "Environment").stream()
                .flatMap(parent -> DomElements.children(parent, SHELL, "Variable").stream())
                .forEach(each -> variables.put(each.getAttributeNS(null, "Name"), each.getTextContent()));
        return variables;
    }

    private static int codePage(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException bad) {
            throw ShellFault.UNSUPPORTED_CODE_PAGE.exception();
        }
    }

    private static void command(ServiceRequest request, ShellTable table, HostedShell shell, ReplyBuilder reply) {
        Element content = request.content(SHELL, "CommandLine");
        StringBuilder line = new StringBuilder(DomElements.child(content, SHELL, "Command")
                .map(Element::getTextContent)
                .orElseThrow(() -> ServiceRequest.schema("CommandLine has no Command")));
        for (Element argument : DomElements.children(content, SHELL, "Arguments")) {
            line.append(' ').append(argument.getTextContent());
        }
        HostedCommand started = table.start(
                shell,
                line.toString(),
                attribute(content, "CommandId"),
                request.option("WINRS_SKIP_CMD_SHELL").orElse("").equalsIgnoreCase("TRUE"),
                !request.option("WINRS_CONSOLEMODE_STDIN").orElse("").equalsIgnoreCase("FALSE"));
        reply.body()
                .open(SHELL, "CommandResponse")
                .element(SHELL, "CommandId", started.id())
                .close();
    }

    /** Returns an attribute without namespace, or qualified: winrm4j sends {@code rsp:CommandId} (shell/win12.xml). */
    private static Optional<String> attribute(Element element, String name) {
        return Stream.of(element.getAttributeNS(null, name), element.getAttributeNS(SHELL, name))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private void receive(ServiceRequest request, ShellHost host, HostedShell shell, ReplyBuilder reply)
            throws InterruptedException {
        Element desired = DomElements.child(request.content(SHELL, "Receive"), SHELL, "DesiredStream")
                .orElseThrow(() -> ServiceRequest.schema("Receive has no DesiredStream"));
        String id = attribute(desired, "CommandId").orElseThrow(ShellFault.NO_COMMAND_ID::exception);
        String names = DomElements.text(desired);
        Set<String> streams = names.isEmpty() ? OUTPUT_STREAMS : Set.of(names.split("\\s+"));
        if (!OUTPUT_STREAMS.containsAll(streams)) {
            throw ShellFault.INVALID_DESIRED_STREAMS.exception();
        }
        int room = service.largestReply(request) - ENVELOPE_SIZE;
        write(reply.body(), host, id, shell.command(id).receive(patience(request), room, streams));
    }

    private Duration patience(ServiceRequest request) {
        Duration timeout = request.timeout(service.maxTimeout());
        return timeout.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : timeout;
    }

    private static void write(XmlTextWriter xml, ShellHost host, String id, OutputBatch batch) {
        xml.open(SHELL, "ReceiveResponse");
        for (OutputChunk chunk : batch.chunks()) {
            stream(xml, chunk.stream(), id)
                    .raw(Base64.getEncoder().encodeToString(chunk.bytes()))
                    .close();
        }
        if (!host.has(ShellQuirk.NO_END)) {
            for (String name : batch.ended()) {
                stream(xml, name, id).attribute("", "End", "true").close();
            }
        }
        if (batch.done() || !host.has(ShellQuirk.NO_RUNNING_STATE)) {
            xml.open(SHELL, "CommandState")
                    .attribute("", "CommandId", id)
                    .attribute("", "State", STATE + (batch.done() ? "Done" : "Running"));
            batch.exitCode().ifPresent(code -> xml.element(SHELL, "ExitCode", Integer.toUnsignedString(code)));
            if (!batch.done() && host.has(ShellQuirk.EXIT_CODE_WHILE_RUNNING)) {
                xml.element(SHELL, "ExitCode", "0");
            }
            xml.close();
        }
        xml.close();
    }

    private static XmlTextWriter stream(XmlTextWriter xml, String name, String id) {
        return xml.open(SHELL, "Stream").attribute("", "Name", name).attribute("", "CommandId", id);
    }

    private void send(ServiceRequest request, HostedShell shell, ReplyBuilder reply) throws InterruptedException {
        List<Element> streams = DomElements.children(request.content(SHELL, "Send"), SHELL, "Stream");
        for (Element stream : streams) {
            String id = attribute(stream, "CommandId").orElseThrow(ShellFault.NO_COMMAND_ID::exception);
            if (!attribute(stream, "Name").orElse("").equals("stdin")) {
                throw ShellFault.INVALID_INPUT_STREAM.exception();
            }
            boolean last = attribute(stream, "End").orElse("").equalsIgnoreCase("true");
            shell.command(id).send(base64(stream.getTextContent()), last, patience(request));
        }
        reply.body().open(SHELL, "SendResponse").close();
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException maybeBlanks) {
            try {
                return Base64.getDecoder().decode(text.replaceAll("\\s+", ""));
            } catch (IllegalArgumentException bad) {
                throw ServiceRequest.schema("A Stream is not base64");
            }
        }
    }

    /** The text of MS-WSMV writes Terminate, and its schema terminate; clients send both (PROTOCOL.md 10). */
    private static void signal(ServiceRequest request, HostedShell shell, ReplyBuilder reply) {
        Element content = request.content(SHELL, "Signal");
        String id = attribute(content, "CommandId").orElseThrow(ShellFault.NO_COMMAND_ID::exception);
        String code = text(content, "Code").orElse("");
        switch (code) {
            case SIGNAL + "terminate", SIGNAL + "Terminate" -> shell.terminate(id);
            case SIGNAL + "ctrl_c", SIGNAL + "ctrl_break" -> shell.command(id).interrupt();
            default -> throw FaultKind.INVALID_PARAMETER.fault("InvalidValue").exception();
        }
        reply.body().open(SHELL, "SignalResponse").close();
    }
}
