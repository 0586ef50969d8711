package dev.wsman.testkit.http;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import dev.wsman.testkit.protocol.Dispatcher;
import dev.wsman.testkit.protocol.EnvelopeParser;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ReplyOverrides;
import dev.wsman.testkit.protocol.ServerQuirk;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import dev.wsman.testkit.protocol.ServiceOperation;
import dev.wsman.testkit.protocol.ServiceReply;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.w3c.dom.Document;

/**
 * Handles every request first: authenticates the client, decrypts and records the request, applies a scripted reply,
 * and calls the service.
 */
final class RequestFilter extends Filter {
    private static final String ANONYMOUS_PATH = "/wsman-anon/identify";
    private static final long SILENCE_SECONDS = 60;
    /** The operations of the remote shell that carry input or output. */
    private static final Set<ServiceOperation> STREAMS = Set.of(ServiceOperation.RECEIVE, ServiceOperation.SEND);

    private final ServerQuirks quirks;
    private final RequestAuthenticator authenticator;
    private final Dispatcher dispatcher;
    private final String path;
    private final int maxRequest;
    private final RequestRecorder recorder;
    private final ScriptedReplies scriptedReplies;
    private final ConnectionRegistry connections;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ReentrantLock oneAtATime = new ReentrantLock();

    RequestFilter(
            HttpSettings settings,
            Dispatcher dispatcher,
            RequestRecorder recorder,
            ScriptedReplies scriptedReplies,
            ConnectionRegistry connections) {
        this.quirks = settings.quirks();
        this.authenticator = settings.authenticator();
        this.path = settings.path();
        this.maxRequest = settings.maxRequest();
        this.dispatcher = dispatcher;
        this.recorder = recorder;
        this.scriptedReplies = scriptedReplies;
        this.connections = connections;
    }

    @Override
    public String description() {
        return "authenticates, records and replies to requests";
    }

    /** Releases requests that are kept waiting. */
    void stop() {
        stopping.countDown();
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        try (exchange) {
            byte[] raw = exchange.getRequestBody().readAllBytes();
            ClientConnection connection = connections.begin(exchange.getRemoteAddress());
            ReplySender out = new ReplySender(exchange, quirks);
            if (quirks.has(ServerQuirk.ONE_AT_A_TIME)) {
                oneAtATime.lock();
            }
            boolean kept = false;
            try {
                admit(exchange, chain, raw, connection, out);
                kept = hasReply(exchange) && !out.closes();
            } finally {
                if (oneAtATime.isHeldByCurrentThread()) {
                    oneAtATime.unlock();
                }
                connections.end(exchange.getRemoteAddress(), connection, kept);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!hasReply(exchange)) {
            // closing the exchange has closed the socket, but the JDK's server forgets it only after an exception
            throw new IOException("closed without a reply");
        }
    }

    private static boolean hasReply(HttpExchange exchange) {
        return exchange.getResponseCode() >= 0;
    }

    private void admit(HttpExchange exchange, Chain chain, byte[] raw, ClientConnection connection, ReplySender out)
            throws IOException, InterruptedException {
        boolean anonymous = isAnonymous(exchange, raw);
        if (silent(exchange)) {
            record(exchange, connection, raw, raw);
            stopping.await(SILENCE_SECONDS, TimeUnit.SECONDS);
            return;
        }
        if (connection.get(RefusedConnection.class).isPresent()) {
            return;
        }
        RequestAuthenticator.Decision decision = anonymous
                ? new RequestAuthenticator.Accept("", MessageTransform.PLAIN)
                : authenticator.decide(exchange, raw, connection);
        if (decision instanceof RequestAuthenticator.Accept accepted) {
            String type = header(exchange, "Content-Type");
            byte[] body = accepted.transform().decrypt(type, raw);
            RecordedRequest request = request(exchange, connection, raw, body);
            // before the request is recorded: a test that waits for it may send the next one at once
            Optional<ScriptedReply> scripted = scriptedReplies.find(request);
            recorder.add(request);
            out.recording(request).encryptedBy(accepted.transform());
            if (scripted.isEmpty() || !isEnded(scripted.get(), out)) {
                serve(
                        exchange,
                        chain,
                        request,
                        anonymous ? Optional.empty() : Optional.of(accepted.user()),
                        out,
                        scripted.map(ScriptedReply::script));
            }
        } else if (decision instanceof RequestAuthenticator.Reply reply) {
            out.recording(record(exchange, connection, raw, raw));
            challenge(reply, connection, out);
        }
    }

    /** Marks a connection that openwsman resets after its 401 (SERVERS.md). */
    private record RefusedConnection() {}

    private void challenge(RequestAuthenticator.Reply reply, ClientConnection connection, ReplySender out)
            throws IOException {
        if (reply.status() == 401 && quirks.has(ServerQuirk.CLOSE_AFTER_401)) {
            out.close();
        }
        if (reply.status() == 401 && quirks.has(ServerQuirk.RESET_AFTER_401)) {
            connection.put(RefusedConnection.class, new RefusedConnection());
        }
        out.sendEmpty(reply.status(), reply.headers());
    }

    /**
     * Whether a request gets no reply. OMI sends none to a request without credentials, and closes the socket after
     * 60 seconds (SERVERS.md).
     */
    private boolean silent(HttpExchange exchange) {
        return quirks.has(ServerQuirk.SILENT_WITHOUT_CREDENTIALS)
                && authenticator != RequestAuthenticator.NONE
                && header(exchange, "Authorization").isEmpty();
    }

    private static boolean isAnonymous(HttpExchange exchange, byte[] raw) {
        boolean requested = exchange.getRequestURI().getPath().equals(ANONYMOUS_PATH)
                || header(exchange, "WSMANIDENTIFY").equalsIgnoreCase("unauthenticated");
        return requested
                && EnvelopeParser.parse(raw)
                        .map(document ->
                                ServiceOperation.of(document.getDocumentElement()) == ServiceOperation.IDENTIFY)
                        .orElse(false);
    }

    private RecordedRequest record(HttpExchange exchange, ClientConnection connection, byte[] raw, byte[] body) {
        RecordedRequest request = request(exchange, connection, raw, body);
        recorder.add(request);
        return request;
    }

    private static RecordedRequest request(
            HttpExchange exchange, ClientConnection connection, byte[] raw, byte[] body) {
        return new RecordedRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                connection.number(),
                raw,
                body);
    }

    /** Performs a scripted reply. Returns true if the reply is complete, so that the service need not be called. */
    private static boolean isEnded(ScriptedReply scripted, ReplySender out) throws IOException, InterruptedException {
        scripted.pause();
        if (scripted.ending() == ScriptedReply.Ending.CLOSED) {
            return true;
        }
        out.ending(scripted);
        if (scripted.canned().isPresent()) {
            out.sendCanned(scripted.canned().get());
            return true;
        }
        return false;
    }

    private void serve(
            HttpExchange exchange,
            Chain chain,
            RecordedRequest request,
            Optional<String> user,
            ReplySender out,
            Optional<ReplyOverrides> overrides)
            throws IOException, InterruptedException {
        Optional<Integer> refused = refusal(exchange, request);
        if (refused.isPresent()) {
            out.sendEmpty(refused.get(), Map.of());
            return;
        }
        JaxWsExchange held = new JaxWsExchange(
                exchange, request.bytes(), user.isEmpty(), user.orElse(""), overrides.orElse(ReplyOverrides.NONE));
        out.send(reply(held, chain, request));
    }

    private ServiceReply reply(JaxWsExchange held, Chain chain, RecordedRequest request) throws IOException {
        Optional<Document> document = request.optionalDocument();
        if (document.isEmpty()) {
            return dispatcher.refuse(FaultKind.SCHEMA_VALIDATION_ERROR);
        }
        String namespace = document.get().getDocumentElement().getNamespaceURI();
        if (!ServiceNamespaces.SOAP.equals(namespace)) {
            return dispatcher.refuse(FaultKind.VERSION_MISMATCH);
        }
        if (STREAMS.contains(request.operation())) {
            // JAX-WS RI would read megabytes of base64 into another document
            return dispatcher.reply(
                    document.get().getDocumentElement(), held.anonymous(), held.client(), held.script());
        }
        chain.doFilter(held);
        if (held.reply() == null) {
            throw new IOException("JAX-WS did not call the service; it replied with status " + held.getResponseCode());
        }
        return held.reply();
    }

    /**
     * Returns the HTTP status of a request that is rejected before it reaches the service. 200 stands for the empty
     * reply of openwsman to a Content-Type that has another parameter (SERVERS.md).
     */
    private Optional<Integer> refusal(HttpExchange exchange, RecordedRequest request) {
        String requestPath = exchange.getRequestURI().getPath();
        if (!requestPath.equals(path) && !requestPath.equals(ANONYMOUS_PATH)) {
            return Optional.of(404);
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return Optional.of(405);
        }
        boolean chunked = !header(exchange, "Transfer-Encoding").isEmpty();
        if (chunked && quirks.has(ServerQuirk.CHUNKS_REFUSED)) {
            return Optional.of(411);
        }
        if (request.bytes().length > maxRequest) {
            return Optional.of(413);
        }
        return contentType(header(exchange, "Content-Type"));
    }

    private Optional<Integer> contentType(String type) {
        List<String> parts = List.of(type.split("\\s*;\\s*"));
        boolean soap = parts.get(0).equalsIgnoreCase("application/soap+xml");
        boolean action =
                parts.stream().anyMatch(part -> part.toLowerCase(Locale.ROOT).startsWith("action="));
        if (action && quirks.has(ServerQuirk.ACTION_PARAMETER_REFUSED)) {
            return Optional.of(415);
        }
        if (!quirks.has(ServerQuirk.STRICT_CONTENT_TYPE)) {
            return soap || isEncrypted(type) ? Optional.empty() : Optional.of(415);
        }
        if (!type.startsWith("application/soap+xml;charset=UTF-")) {
            return Optional.of(415);
        }
        return parts.size() > 2 ? Optional.of(200) : Optional.empty();
    }

    static boolean isEncrypted(String contentType) {
        return contentType.matches("multipart/(x-multi-)?encrypted\\s*;.*");
    }

    static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }
}
