package dev.wsman.testkit.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wsman.fixture.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sink that keeps what it receives and replies as a test requires. */
final class TestSink implements AutoCloseable {
    static final String ACK = "http://schemas.dmtf.org/wbem/wsman/1/wsman/Ack";
    static final String MISSPELT_ACK = "http://schemas.xmlsoap.org/wbmem/wsman/1/wsman/Ack";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern MESSAGE_ID = Pattern.compile("MessageID[^>]*>([^<]+)<");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Received> queue = new LinkedBlockingQueue<>();
    private final List<Received> all = new CopyOnWriteArrayList<>();
    private volatile Function<Received, Reply> replies = received -> ack(received, ACK);

    /** A request: the HTTP headers, and the body as text, decompressed. */
    record Received(String path, com.sun.net.httpserver.Headers headers, byte[] raw, String text) {
        String messageId() {
            Matcher id = MESSAGE_ID.matcher(text);
            return id.find() ? id.group(1) : "";
        }
    }

    record Reply(int status, String body) {}

    TestSink() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    TestSink replying(Function<Received, Reply> function) {
        replies = function;
        return this;
    }

    static Reply ack(Received received, String action) {
        return new Reply(
                200,
                "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
                        + " xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\"><s:Header><a:Action>" + action
                        + "</a:Action><a:RelatesTo>" + received.messageId() + "</a:RelatesTo></s:Header><s:Body/>"
                        + "</s:Envelope>");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] raw = exchange.getRequestBody().readAllBytes();
            boolean compressed = "SLDC".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            byte[] plain = compressed && !isPlain(raw) ? SldcExpander.expand(raw) : raw;
            boolean wide = isWide(plain);
            Received received = new Received(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders(),
                    raw,
                    new String(plain, wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8));
            Reply reply = replies.apply(received);
            // Before the reply, because the source sends its next message as soon as it has the reply.
            all.add(received);
            queue.add(received);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            if (reply.status() == 401) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"sink\"");
            }
            exchange.getResponseHeaders().set("Content-Type", "application/soap+xml;charset=UTF-8");
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** End is labeled as compressed, but is not (EVENTING.md 4.2). */
    private static boolean isPlain(byte[] body) {
        return isWide(body) || body.length > 0 && body[0] == '<';
    }

    private static boolean isWide(byte[] body) {
        return body.length > 1 && body[0] == (byte) 0xFF && body[1] == (byte) 0xFE;
    }

    /** Waits for the next request. */
    Received next() throws InterruptedException {
        return nextWhile(Duration.ofSeconds(20), () -> {});
    }

    /** Moves a clock until the next request arrives: the source may not have begun to wait for the time. */
    Received nextWhileMoving(ManualClock clock, Duration step) throws InterruptedException {
        return nextWhile(Duration.ofMillis(10), () -> clock.advance(step));
    }

    /** Takes a step, as often as no request arrives within a time. */
    private Received nextWhile(Duration pause, Runnable step) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Received received = queue.poll();
        while (received == null && System.nanoTime() < end) {
            step.run();
            received = queue.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
        }
        assertThat(received).as("a delivery; so far: " + all.size()).isNotNull();
        return received;
    }

    /** Moves a clock by a step, and waits a second for a request, a few times. */
    Received nextOfSteps(ManualClock clock, Duration step, int count) throws InterruptedException {
        Received received = queue.poll();
        for (int i = 0; received == null && i < count; i++) {
            clock.advance(step);
            received = queue.poll(i == count - 1 ? 20 : 1, TimeUnit.SECONDS);
        }
        assertThat(received).as("a delivery; so far: " + all.size()).isNotNull();
        return received;
    }

    int count() {
        return all.size();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
