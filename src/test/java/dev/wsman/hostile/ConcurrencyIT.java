package dev.wsman.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Credentials;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Many threads and many sessions while one reply in five fails. Runs for three seconds, or for the seconds in the
 * system property {@code wsman.soak.seconds}.
 */
@ExtendWith(CaseCounter.class)
class ConcurrencyIT {
    private static final int MANY = 64;
    private static final Duration SOAK = Duration.ofSeconds(Long.getLong("wsman.soak.seconds", 3));

    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Queue<Throwable> wrong = new ConcurrentLinkedQueue<>();

    private static final Reaction TROUBLED = (request, connection) -> {
        switch (ThreadLocalRandom.current().nextInt(20)) {
            case 0 -> connection.reset();
            case 1 -> connection.send(HttpMessages.message(503, "", new byte[0]));
            case 2 -> connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<s:Env");
            case 3 -> Reaction.reply(200, "text/html", "<html>".getBytes()).to(request, connection);
            case 4 -> Reaction.envelope(Envelopes::expected).thenClose().to(request, connection);
            default -> Reaction.envelope(Envelopes::expected).to(request, connection);
        }
    };

    private static Session session(HostileServer server) {
        return Session.builder(server.endpoint())
                .credentials(Credentials.basic("user", "geheim".toCharArray()))
                .timeout(Duration.ofSeconds(2))
                .maxConnections(8)
                .build();
    }

    @Test
    void returnsEachThreadItsOwnReplyInOneSession() throws InterruptedException {
        try (HostileServer server = new HostileServer()) {
            Session session = session(server);
            soak(server, thread -> session);
            assertThat(server.open()).isLessThanOrEqualTo(MANY);
            session.close();
            assertThat(HostileServer.eventually(() -> server.open() == 0)).isTrue();
        }
    }

    @Test
    void returnsEachThreadItsOwnReplyInManySessions() throws InterruptedException {
        try (HostileServer server = new HostileServer()) {
            List<Session> sessions = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                sessions.add(session(server));
            }
            soak(server, sessions::get);
            sessions.forEach(Session::close);
            assertThat(HostileServer.eventually(() -> server.open() == 0)).isTrue();
        }
    }

    private void soak(HostileServer server, IntFunction<Session> sessions) throws InterruptedException {
        server.always(TROUBLED);
        long end = System.nanoTime() + SOAK.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            int number = i;
            Thread thread = new Thread(() -> work(sessions.apply(number), number, end), "soak-" + i);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join(SOAK.plusSeconds(20).toMillis());
            assertThat(thread.isAlive()).as(thread.getName() + " hangs").isFalse();
        }
        CaseCounter.count("concurrency", succeeded.sum() + failed.sum());
        assertThat(wrong).isEmpty();
        assertThat(succeeded.sum()).isGreaterThan(failed.sum()).isGreaterThan(MANY);
        assertThat(failed.sum()).isPositive();
    }

    private void work(Session session, int thread, long end) {
        for (int i = 0; System.nanoTime() - end < 0; i++) {
            try {
                call(session, thread + "-" + i, i % 4);
                succeeded.increment();
            } catch (WsmanException e) {
                failed.increment();
            } catch (Throwable e) {
                wrong.add(e);
            }
        }
    }

    /** Each reply contains a mark from its request. */
    private static void call(Session session, String mark, int operation) {
        ResourceLocator resource = HostileTrial.THINGS.selector("Name", mark);
        switch (operation) {
            case 0 -> assertThat(session.get(resource).text("Name")).contains(mark);
            case 1 -> {
                Instance output = session.invoke(resource, "Echo", Map.of("Text", mark));
                assertThat(output.text("Echo")).contains(mark);
            }
            case 2 -> assertThat(names(session)).containsExactly("first", "second");
            default -> assertThat(session.identify().productVendor()).contains("Well");
        }
    }

    private static List<String> names(Session session) {
        return session.enumerate(HostileTrial.THINGS).list().stream()
                .map(thing -> thing.text("Name").orElseThrow())
                .toList();
    }
}
