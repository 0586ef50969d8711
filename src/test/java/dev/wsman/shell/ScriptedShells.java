package dev.wsman.shell;

import static dev.wsman.fixture.SessionFixture.SOAP_TYPE;
import static dev.wsman.fixture.SessionFixture.await;
import static dev.wsman.fixture.SessionFixture.envelope;

import dev.wsman.Session;
import dev.wsman.internal.transport.RawServer;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server of shells whose every reply a test can choose, and whose Receives hang until the test has output for them.
 * Receives of a shell that is deleted end with fault 995, those of a terminated command without an exit code.
 */
final class ScriptedShells implements AutoCloseable {
    private static final String SHELL = ServiceNamespaces.SHELL;
    private static final String RSP = " xmlns:rsp='" + SHELL + "'";
    private static final Pattern ACTION = Pattern.compile("Action[^>]*>[^<]*/(\\w+)</");
    private static final Pattern SHELL_ID = Pattern.compile("Name=\"ShellId\"[^>]*>([^<]*)<");
    private static final Pattern COMMAND_ID = Pattern.compile("CommandId=\"([^\"]*)\"");

    /** A reply of a test: the text of an HTTP response, or null if the connection is to be left without one. */
    @FunctionalInterface
    interface Reply {
        String to(String request) throws IOException;
    }

    private final RawServer server;
    private final Map<String, Queue<Reply>> scripted = new ConcurrentHashMap<>();
    private final Map<String, Queue<String>> outputs = new ConcurrentHashMap<>();
    private final Set<String> shells = ConcurrentHashMap.newKeySet();
    private final Set<String> terminated = ConcurrentHashMap.newKeySet();
    private final List<String> operations = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger hanging = new AtomicInteger();
    private volatile boolean closing;
    private volatile boolean deaf;

    ScriptedShells() throws IOException {
        server = new RawServer(wire -> {
            for (String request = wire.read(); request != null; request = wire.read()) {
                String response = response(request);
                if (response == null) {
                    wire.awaitEnd();
                    return;
                }
                if (response.isEmpty()) {
                    wire.reset();
                    return;
                }
                wire.write(response);
            }
        });
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.port() + "/wsman";
    }

    Session session() {
        return Session.open(endpoint());
    }

    Session session(Duration timeout) {
        return Session.builder(endpoint()).timeout(timeout).build();
    }

    /** The operations so far, in the order in which they came. */
    List<String> operations() {
        return List.copyOf(operations);
    }

    /** The requests of an operation, heads and bodies. */
    List<String> requests(String operation) {
        return server.requests().stream()
                .filter(request -> operation.equals(first(ACTION, request)))
                .toList();
    }

    /** The shells that exist. */
    Set<String> shells() {
        return Set.copyOf(shells);
    }

    int connections() {
        return server.connections();
    }

    /** Deletes all shells, as a server does with idle ones. */
    void reap() {
        shells.clear();
    }

    /** Makes the server ignore that shells and commands end: Receives go on hanging. */
    void ignoreEnds() {
        deaf = true;
    }

    /** Sets the reply to the next request of an operation for which none is set. */
    void reply(String operation, Reply reply) {
        scripted.computeIfAbsent(operation, unknown -> new ConcurrentLinkedQueue<>())
                .add(reply);
    }

    /** Gives the next Receives of the latest command these bodies, one each. */
    void output(String... bodies) {
        queue("C-" + ids.get()).addAll(List.of(bodies));
    }

    /** Gives Receives of the next command these bodies, one each. */
    void nextOutput(String... bodies) {
        queue("C-" + (ids.get() + 1)).addAll(List.of(bodies));
    }

    private Queue<String> queue(String commandId) {
        return outputs.computeIfAbsent(commandId, unknown -> new ConcurrentLinkedQueue<>());
    }

    /** Waits until Receives hang. */
    void awaitHanging(int count) {
        await(count + " Receives hang", () -> hanging.get() >= count);
    }

    int hanging() {
        return hanging.get();
    }

    private String response(String request) throws IOException {
        String operation = first(ACTION, request);
        operations.add(operation);
        Reply reply = scripted.getOrDefault(operation, new ArrayDeque<>()).poll();
        if (reply != null) {
            return reply.to(request);
        }
        String shell = first(SHELL_ID, request);
        if (!operation.equals("Create") && !shells.contains(shell)) {
            return fault("w:InvalidSelectors", 2150858843L);
        }
        return switch (operation) {
            case "Create" -> created("S-" + ids.incrementAndGet());
            case "Command" ->
                ok("<rsp:CommandResponse" + RSP + "><rsp:CommandId>C-" + ids.incrementAndGet()
                        + "</rsp:CommandId></rsp:CommandResponse>");
            case "Receive" -> received(shell, first(COMMAND_ID, request));
            case "Signal" -> signalled(request);
            case "Send" -> ok("<rsp:SendResponse" + RSP + "/>");
            default -> deleted(shell);
        };
    }

    /** Creates a shell and returns the reply to its Create. */
    String created(String id) {
        shells.add(id);
        return ok("<x:ResourceCreated><a:ReferenceParameters><w:ResourceURI>" + SHELL + "/cmd</w:ResourceURI>"
                + "<w:SelectorSet><w:Selector Name='ShellId'>" + id + "</w:Selector></w:SelectorSet>"
                + "</a:ReferenceParameters></x:ResourceCreated><rsp:Shell" + RSP + "><rsp:ShellId>" + id
                + "</rsp:ShellId></rsp:Shell>");
    }

    private String signalled(String request) {
        if (request.contains("signal/terminate")) {
            terminated.add(first(COMMAND_ID, request));
        }
        return ok("<rsp:SignalResponse" + RSP + "/>");
    }

    private String deleted(String shell) {
        shells.remove(shell);
        return ok("");
    }

    private String received(String shell, String command) {
        hanging.incrementAndGet();
        try {
            while (!closing) {
                String next = queue(command).poll();
                if (next != null) {
                    return next.startsWith("HTTP/") ? next : ok(next);
                }
                if (!deaf && !shells.contains(shell)) {
                    return fault("", 995);
                }
                if (!deaf && terminated.contains(command)) {
                    return ok(done(null));
                }
                TimeUnit.MILLISECONDS.sleep(2);
            }
            return null;
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        } finally {
            hanging.decrementAndGet();
        }
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    static String ok(String body) {
        return RawServer.response(200, SOAP_TYPE, envelope(body));
    }

    static String fault(String subcode, long code) {
        String inner = subcode.isEmpty() ? "" : "<s:Subcode><s:Value>" + subcode + "</s:Value></s:Subcode>";
        String detail = code == 0
                ? ""
                : "<s:Detail><f:WSManFault xmlns:f='http://schemas.microsoft.com/wbem/wsman/1/wsmanfault' Code='" + code
                        + "'/></s:Detail>";
        return RawServer.response(
                500,
                SOAP_TYPE,
                envelope("<s:Fault><s:Code><s:Value>s:Receiver</s:Value>" + inner
                        + "</s:Code><s:Reason><s:Text xml:lang='en-US'>a fault</s:Text></s:Reason>" + detail
                        + "</s:Fault>"));
    }

    /** A reply with pieces of output, and no end. */
    static String running(String... pieces) {
        return "<rsp:ReceiveResponse" + RSP + ">" + String.join("", pieces) + "<rsp:CommandState State='" + SHELL
                + "/CommandState/Running'/></rsp:ReceiveResponse>";
    }

    /** A reply with pieces of output and the end of the command. */
    static String done(Long exitCode, String... pieces) {
        return "<rsp:ReceiveResponse" + RSP + ">" + String.join("", pieces) + "<rsp:CommandState State='" + SHELL
                + "/CommandState/Done'>" + (exitCode == null ? "" : "<rsp:ExitCode>" + exitCode + "</rsp:ExitCode>")
                + "</rsp:CommandState></rsp:ReceiveResponse>";
    }

    static String stdout(String text) {
        return piece("stdout", text.getBytes(StandardCharsets.UTF_8));
    }

    static String stderr(String text) {
        return piece("stderr", text.getBytes(StandardCharsets.UTF_8));
    }

    static String piece(String stream, byte[] bytes) {
        return "<rsp:Stream Name='" + stream + "' CommandId='C'>"
                + Base64.getEncoder().encodeToString(bytes) + "</rsp:Stream>";
    }

    @Override
    public void close() throws IOException {
        closing = true;
        server.close();
    }
}
