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
 * A server that replies to every request with a declaration from the test. The testkit's service serves only valid
 * declarations.
 */
final class DeclaringServer implements AutoCloseable {
    private static final Pattern CLASS = Pattern.compile("Name=\"ClassName\"[^>]*>([^<]*)<");
    private static final Pattern MESSAGE = Pattern.compile("MessageID[^>]*>([^<]*)<");
    private static final Pattern ACTION = Pattern.compile("Action[^>]*>([^<]*)<");

    private final HttpServer server;
    private final UnaryOperator<String> body;
    private final List<String> requestedClasses = new CopyOnWriteArrayList<>();

    /**
     * Starts a server that replies to a request for a class with the result of {@code body} for the name of the class.
     */
    DeclaringServer(UnaryOperator<String> body) {
        this.body = body;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/", this::reply);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/wsman";
    }

    /** Returns the names of the requested classes; empty for requests without a class name. */
    List<String> requestedClasses() {
        return List.copyOf(requestedClasses);
    }

    private void reply(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String name = first(CLASS, request);
        requestedClasses.add(name);
        byte[] message = """
                <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
                    xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"><s:Header>
                  <a:Action>%sResponse</a:Action><a:RelatesTo>%s</a:RelatesTo>
                </s:Header><s:Body>%s</s:Body></s:Envelope>""".formatted(first(ACTION, request), first(MESSAGE, request), body.apply(name))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/soap+xml;charset=UTF-8");
        exchange.sendResponseHeaders(200, message.length);
        exchange.getResponseBody().write(message);
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
