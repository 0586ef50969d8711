package dev.wsman.internal.event.sink;

import dev.wsman.fixture.LogRecorder;
import dev.wsman.fixture.SessionFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/** A server on a free port of the loopback address, and the messages that its handler received. */
final class SinkFixture implements AutoCloseable {
    static final String ENVELOPE = "<Envelope/>";
    static final SinkAccess ANYONE = SinkAccess.of(List.of(), null, null, true);

    final LogRecorder log = LogRecorder.of("dev.wsman");
    final Queue<SinkMessage> messages = new ConcurrentLinkedQueue<>();
    private final SinkServer server;

    /**
     * Runs each task on a thread of its own: on a machine with two processors, the common pool of JDK 25 runs only one
     * task at a time, and tasks of tests wait for each other.
     */
    static final Executor THREADS = task -> {
        Thread thread = new Thread(task, "sink-test");
        thread.setDaemon(true);
        thread.start();
    };

    SinkFixture(SinkLimits limits) {
        this(null, ANYONE, limits, message -> new SinkReply(200, ENVELOPE));
    }

    SinkFixture(@Nullable SinkTls tls, SinkAccess access, SinkLimits limits, SinkHandler handler) {
        try {
            SinkSettings settings = new SinkSettings(InetAddress.getLoopbackAddress(), 0, tls, access, limits);
            server = SinkServer.start(settings, message -> {
                messages.add(message);
                return handler.handle(message);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the entries of the sink in the log that are not for debugging. */
    List<String> warnings() {
        return log.records().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.INFO.intValue())
                .filter(entry -> entry.getMessage().startsWith("event sink"))
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
    }

    /** Waits until a condition holds; one that throws does not hold yet. */
    static void await(String description, Callable<Boolean> condition) {
        AtomicBoolean held = new AtomicBoolean();
        SessionFixture.await(description, () -> {
            try {
                held.set(held.get() || condition.call());
                return held.get();
            } catch (Exception notYet) {
                return false;
            }
        });
    }

    /** Returns the refused requests, also those without a warning. */
    List<String> refusals() {
        return log.messages().stream()
                .filter(text -> text.startsWith("event sink: refused"))
                .toList();
    }

    SinkServer server() {
        return server;
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        log.close();
    }
}
