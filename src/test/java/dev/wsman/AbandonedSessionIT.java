package dev.wsman;

import static dev.wsman.fixture.SessionFixture.MANY;
import static dev.wsman.fixture.SessionFixture.SOAP_TYPE;
import static dev.wsman.fixture.SessionFixture.envelope;
import static dev.wsman.fixture.SessionFixture.items;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.SessionFixture;
import dev.wsman.internal.transport.RawServer;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Sessions that are dropped without being closed: programs forget it, and their sockets must not stay open for ever.
 */
class AbandonedSessionIT {
    private static final String FOUND = envelope("<p:A xmlns:p='urn:a'><p:Id>x</p:Id></p:A>");
    private static final String FIRST = envelope("<n:EnumerateResponse><n:EnumerationContext>c</n:EnumerationContext>"
            + "<w:Items>" + items(1, 2) + "</w:Items></n:EnumerateResponse>");
    private static final String LAST =
            envelope("<n:PullResponse><n:Items>" + items(3, 4) + "</n:Items><n:EndOfSequence/></n:PullResponse>");

    private static final class Recorder extends Handler implements AutoCloseable {
        private final Logger logger = Logger.getLogger("dev.wsman");
        private final Level before = logger.getLevel();
        final List<LogRecord> records = new CopyOnWriteArrayList<>();

        Recorder() {
            setLevel(Level.ALL);
            logger.setLevel(Level.ALL);
            logger.addHandler(this);
        }

        List<Level> levels(String endpoint) {
            return records.stream()
                    .filter(each -> each.getLoggerName().equals("dev.wsman"))
                    .filter(each -> List.of(each.getParameters() == null ? new Object[0] : each.getParameters())
                                    .contains(endpoint)
                            || each.getMessage().contains(endpoint))
                    .map(LogRecord::getLevel)
                    .toList();
        }

        @Override
        public void publish(LogRecord entry) {
            records.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setLevel(before);
        }
    }

    private static RawServer server() throws IOException {
        return new RawServer(wire -> {
            for (String request = wire.read(); request != null; request = wire.read()) {
                String answer = request.contains("Enumerate>") ? FIRST : request.contains("Pull>") ? LAST : FOUND;
                wire.write(RawServer.answer(200, SOAP_TYPE, answer));
            }
        });
    }

    private static String endpoint(RawServer server) {
        return "http://127.0.0.1:" + server.port() + "/wsman";
    }

    /** In a method of its own, so that no frame refers to the session afterwards. */
    private static void useAndDrop(RawServer server) {
        Session session = Session.open(endpoint(server));
        assertThat(session.get(MANY.selector("Id", "x")).text("Id")).contains("x");
    }

    private static void collectUntil(String what, BooleanSupplier condition) {
        SessionFixture.await(what, () -> {
            System.gc();
            return condition.getAsBoolean();
        });
    }

    private static int users() throws ReflectiveOperationException {
        Field users = Class.forName("dev.wsman.internal.cxf.Stubs").getDeclaredField("users");
        users.setAccessible(true);
        return users.getInt(null);
    }

    @Test
    void closesConnectionsOfDroppedSessionAndWarnsOnce() throws Exception {
        AbandonedSessions.WARNED.set(false);
        try (RawServer server = server();
                Recorder recorder = new Recorder();
                Session kept = Session.open(endpoint(server))) {
            int before = users();
            for (int i = 0; i < 3; i++) {
                useAndDrop(server);
            }
            assertThat(server.connections()).isEqualTo(3);
            collectUntil("the connections are closed", () -> server.openConnections() == 0);
            collectUntil(
                    "each is logged", () -> recorder.levels(endpoint(server)).size() == 3);
            assertThat(recorder.levels(endpoint(server)))
                    .containsExactlyInAnyOrder(Level.WARNING, Level.FINE, Level.FINE);
            assertThat(users()).isEqualTo(before);
            assertThat(kept.get(MANY.selector("Id", "x")).text("Id")).contains("x");
        }
    }

    private static Iterator<Instance> iterator(RawServer server) {
        Stream<Instance> stream = Session.open(endpoint(server)).enumerate(MANY).batchItems(2).stream();
        return stream.iterator();
    }

    @Test
    void keepsSessionOpenWhileItsStreamIsRead() throws IOException {
        try (RawServer server = server()) {
            Iterator<Instance> items = iterator(server);
            assertThat(items.next().text("Id")).contains("1");
            assertThat(items.next().text("Id")).contains("2");
            for (int i = 0; i < 5; i++) {
                System.gc();
            }
            assertThat(server.openConnections()).isEqualTo(1);
            assertThat(items.next().text("Id")).contains("3");
            assertThat(server.connections()).isEqualTo(1);
            assertThat(items.next().text("Id")).contains("4");
        }
    }

    @Test
    void keepsSessionOpenDuringItsLastCall() throws IOException {
        try (RawServer slow = new RawServer(wire -> {
            while (wire.read() != null) {
                for (int i = 0; i < 5; i++) {
                    System.gc();
                }
                wire.write(RawServer.answer(200, SOAP_TYPE, FOUND));
            }
        })) {
            assertThat(Session.open(endpoint(slow))
                            .get(MANY.selector("Id", "x"))
                            .text("Id"))
                    .contains("x");
        }
    }

    @Test
    void saysNothingOfSessionsThatAreClosed() throws IOException {
        AbandonedSessions.WARNED.set(false);
        try (RawServer server = server();
                Recorder recorder = new Recorder()) {
            for (int i = 0; i < 3; i++) {
                try (Session session = Session.open(endpoint(server))) {
                    session.get(MANY.selector("Id", "x"));
                }
            }
            try (RawServer other = server()) {
                useAndDrop(other);
                collectUntil("the dropped one is logged", () -> !recorder.levels(endpoint(other))
                        .isEmpty());
            }
            assertThat(recorder.levels(endpoint(server))).isEmpty();
        }
    }
}
