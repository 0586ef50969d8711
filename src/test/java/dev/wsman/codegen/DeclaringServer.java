package dev.wsman.codegen;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that answers every request with a declaration that the test makes up, as a server does that means harm: the
 * testkit's service serves sound declarations only.
 */
final class DeclaringServer implements AutoCloseable {
    private static final Pattern CLASS = Pattern.compile("Name=\"ClassName\"[^>]*>([^<]*)<");
    private static final Pattern MESSAGE = Pattern.compile("MessageID[^>]*>([^<]*)<");
    private static final Pattern ACTION = Pattern.compile("Action[^>]*>([^<]*)<");

    private final HttpServer server;
    private final UnaryOperator<String> body;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** Starts a server that answers a request for a class with what {@code body} makes of the class's name. */
    DeclaringServer(UnaryOperator<String> body) {
        this.body = body;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/wsman";
    }

    /** The names of the classes that were asked for, empty for requests that name none. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String name = first(CLASS, request);
        asked.add(name);
        byte[] reply = """
                <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
                    xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"><s:Header>
                  <a:Action>%sResponse</a:Action><a:RelatesTo>%s</a:RelatesTo>
                </s:Header><s:Body>%s</s:Body></s:Envelope>""".formatted(first(ACTION, request), first(MESSAGE, request), body.apply(name))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/soap+xml;charset=UTF-8");
        exchange.sendResponseHeaders(200, reply.length);
        exchange.getResponseBody().write(reply);
        exchange.close();
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
